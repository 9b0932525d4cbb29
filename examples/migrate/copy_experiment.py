"""Copies an experiment from one MLflow tracking store to another: runs with their whole metric history and
files, logged models and, with --models, registered models.

Run it again to go on where it stopped: what is there already is skipped.
"""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.entities import LoggedModelOutput, LoggedModelStatus, Metric, Param, RunTag
from mlflow.exceptions import MlflowException

# What a copy was made from, as a tag on the copy: by these a second call finds the work of the first.
FROM_RUN, FROM_MODEL, FROM_VERSION = "migrated_from_run", "migrated_from_model", "migrated_from_version"
COMPLETE = "migration_complete"
PARENT = "mlflow.parentRunId"
TERMINAL = ("FINISHED", "FAILED", "KILLED")
METRICS_PER_CALL, PARAMS_AND_TAGS_PER_CALL = 1000, 100


def main():
    options = parse_arguments()
    os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"
    mlflow.set_tracking_uri(options.to)  # some calls look here for the address of a model
    source, target = MlflowClient(options.source, options.source), MlflowClient(options.to, options.to)
    experiment = source.get_experiment_by_name(options.experiment)
    if experiment is None:
        sys.exit(f"{options.source} has no experiment {options.experiment!r}")
    if options.dry_run:
        runs = sum(1 for _ in pages(source.search_runs, [experiment.experiment_id]))
        models = sum(1 for _ in pages(source.search_logged_models, [experiment.experiment_id]))
        print(f"{options.experiment}: {runs} runs and {models} logged models to copy at most")
        return
    copier = Copier(source, target, experiment, options.to_experiment or options.experiment)
    copier.copy_runs()
    copier.copy_models_of_no_run()
    if options.models:
        copier.copy_registered_models()


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="One end may be a server. Its key comes from MLFLOW_TRACKING_TOKEN.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tracking_uri = os.environ.get("MLFLOW_TRACKING_URI")
    parser.add_argument("experiment", help="name of the experiment to copy")
    parser.add_argument("--from", dest="source", required=True, help="tracking URI, like sqlite:///mlflow.db")
    parser.add_argument("--to", default=tracking_uri, help="tracking URI (MLFLOW_TRACKING_URI)")
    parser.add_argument("--to-experiment", metavar="NAME", help="name of the copy (the same)")
    parser.add_argument("--models", action="store_true", help="also copy models registered from these runs")
    parser.add_argument("--dry-run", action="store_true", help="only count")
    options = parser.parse_args()
    if not options.to:
        parser.error("set MLFLOW_TRACKING_URI, or name the target with --to")
    if all(uri.startswith("http") for uri in (options.source, options.to)):
        parser.error("both ends are servers, with one key: copy to sqlite:///moved.db first, then from it")
    return options


def pages(search, *args, **kwargs):
    """All results of a search, page by page."""
    token = None
    while True:
        page = search(*args, **kwargs, page_token=token)
        yield from page
        token = page.token
        if not token:
            return


def chunks(items, size):
    return (items[start : start + size] for start in range(0, len(items), size))


class Copier:
    """Copies one experiment. Every map leads from an ID at the source to its copy at the target."""

    def __init__(self, source, target, experiment, target_name):
        self.source, self.target, self.experiment = source, target, experiment
        self.target_id = self.find_or_create_experiment(target_name)
        found = pages(target.search_runs, [self.target_id], f"tags.{FROM_RUN} LIKE '%'")
        self.runs = {run.data.tags[FROM_RUN]: run for run in found}
        copies = pages(target.search_logged_models, [self.target_id])
        self.models = {model.tags[FROM_MODEL]: model for model in copies if FROM_MODEL in model.tags}
        self.models_of_run = {}
        for model in pages(source.search_logged_models, [experiment.experiment_id]):
            self.models_of_run.setdefault(model.source_run_id, []).append(model)

    def find_or_create_experiment(self, name):
        found = self.target.get_experiment_by_name(name)
        if found is not None:
            return found.experiment_id
        return self.target.create_experiment(name, tags=self.experiment.tags)

    # Runs

    def copy_runs(self):
        # Parents start before their children, so a child finds the copy of its parent.
        runs = list(
            pages(self.source.search_runs, [self.experiment.experiment_id], order_by=["start_time ASC"])
        )
        for number, run in enumerate(runs, start=1):
            copy = self.runs.get(run.info.run_id)
            done = copy is not None and COMPLETE in copy.data.tags
            if not done:
                self.copy_run(run)
            state = "is there" if done else "copied"
            print(f"run {number} of {len(runs)}: {run.info.run_name} {state}", flush=True)

    def copy_run(self, run):
        copy = self.runs.get(run.info.run_id) or self.create_run(run)
        self.runs[run.info.run_id] = copy
        run_id = copy.info.run_id
        for model in self.models_of_run.get(run.info.run_id, []):
            self.copy_logged_model(model, run_id)
        self.copy_values(run, run_id)
        if run.inputs.dataset_inputs:
            self.target.log_inputs(run_id, run.inputs.dataset_inputs)
        self.copy_outputs(run, copy)
        if self.source.list_artifacts(run.info.run_id):
            with tempfile.TemporaryDirectory() as folder:
                self.source.download_artifacts(run.info.run_id, "", folder)
                self.target.log_artifacts(run_id, folder)
        if run.info.status in TERMINAL:
            self.target.set_terminated(run_id, run.info.status, run.info.end_time)
        self.target.set_tag(run_id, COMPLETE, "true")

    def create_run(self, run):
        return self.target.create_run(
            self.target_id,
            start_time=run.info.start_time,
            run_name=run.info.run_name,
            tags={FROM_RUN: run.info.run_id},
        )

    def copy_values(self, run, run_id):
        """Tags, parameters and all values of all metrics. MLflow keeps equal values once: twice is no harm."""
        tags = {key: value for key, value in run.data.tags.items() if key != PARENT}
        parent = self.runs.get(run.data.tags.get(PARENT))
        if parent is not None:
            tags[PARENT] = parent.info.run_id
        for some in chunks([RunTag(*tag) for tag in tags.items()], PARAMS_AND_TAGS_PER_CALL):
            self.target.log_batch(run_id, tags=some)
        for some in chunks([Param(*param) for param in run.data.params.items()], PARAMS_AND_TAGS_PER_CALL):
            self.target.log_batch(run_id, params=some)
        for model in self.models_of_run.get(run.info.run_id, []):
            self.log_metrics(run_id, model.metrics or [], self.models[model.model_id].model_id)
        for key in run.data.metrics:
            self.log_metrics(run_id, self.source.get_metric_history(run.info.run_id, key))

    def log_metrics(self, run_id, values, model_id=None):
        metrics = [
            Metric(
                each.key,
                each.value,
                each.timestamp,
                each.step,
                model_id=model_id,
                dataset_name=each.dataset_name,
                dataset_digest=each.dataset_digest,
            )
            for each in values
        ]
        for some in chunks(metrics, METRICS_PER_CALL):
            self.target.log_batch(run_id, metrics=some)

    def copy_outputs(self, run, copy):
        there = {output.model_id for output in copy.outputs.model_outputs} if copy.outputs else set()
        outputs = [
            LoggedModelOutput(self.models[output.model_id].model_id, output.step)
            for output in run.outputs.model_outputs
            if output.model_id in self.models and self.models[output.model_id].model_id not in there
        ]
        if outputs:
            self.target.log_outputs(copy.info.run_id, outputs)

    # Logged models

    def copy_models_of_no_run(self):
        """Models that were logged outside of a run, or whose run was deleted."""
        for run_id, models in self.models_of_run.items():
            for model in models if run_id not in self.runs else []:
                self.copy_logged_model(model, None)

    def copy_logged_model(self, model, run_id):
        copy = self.models.get(model.model_id)
        if copy is not None and copy.status == LoggedModelStatus.READY:
            return
        if copy is None:
            tags = {key: value for key, value in model.tags.items() if key != "mlflow.modelVersions"}
            copy = self.target.create_logged_model(
                self.target_id,
                name=model.name,
                source_run_id=run_id,
                tags={**tags, FROM_MODEL: model.model_id},
                params=model.params,
                model_type=model.model_type,
            )
        self.models[model.model_id] = copy
        if self.source.list_logged_model_artifacts(model.model_id):
            self.copy_model_files(model, copy, run_id)
        self.models[model.model_id] = self.target.finalize_logged_model(
            copy.model_id, LoggedModelStatus.READY
        )

    def copy_model_files(self, model, copy, run_id):
        with tempfile.TemporaryDirectory() as folder:
            files = mlflow.artifacts.download_artifacts(
                model.artifact_location, dst_path=folder, tracking_uri=self.source.tracking_uri
            )
            rename(Path(files) / "MLmodel", {model.model_id: copy.model_id, model.source_run_id: run_id})
            self.target.log_model_artifacts(copy.model_id, files)

    # Registered models

    def copy_registered_models(self):
        """Versions whose run was copied, oldest first: numbers stay when the name is new at the target."""
        of_runs = [
            version
            for run_id in self.runs
            for version in pages(self.source.search_model_versions, f"run_id = '{run_id}'")
        ]
        for name in sorted({version.name for version in of_runs}):
            model = self.source.get_registered_model(name)
            self.create_registered_model(model)
            there = {
                version.tags.get(FROM_VERSION)
                for version in pages(self.target.search_model_versions, f"name = '{name}'")
            }
            versions = [version for version in of_runs if version.name == name]
            for version in sorted(versions, key=lambda version: int(version.version)):
                if origin(version) not in there:
                    self.copy_version(model, version)

    def create_registered_model(self, model):
        try:
            self.target.create_registered_model(model.name, model.tags, model.description)
        except MlflowException as error:
            if error.error_code != "RESOURCE_ALREADY_EXISTS":
                raise

    def copy_version(self, model, version):
        label = f"{version.name} version {version.version}"
        source, model_id = self.source_of(version)
        if source is None:
            print(f"{label} left out: its files are in no copied run or model")
            return
        copy = self.target.create_model_version(
            version.name,
            source,
            run_id=self.runs[version.run_id].info.run_id,
            tags={**version.tags, FROM_VERSION: origin(version)},
            description=version.description,
            model_id=model_id,
        )
        aliases = [alias for alias, number in model.aliases.items() if str(number) == str(version.version)]
        for alias in aliases:
            self.target.set_registered_model_alias(version.name, alias, copy.version)
        print(f"{label} copied as version {copy.version}", *aliases, flush=True)

    def source_of(self, version):
        """Where the copy has its files: a logged model (MLflow 3) or the artifacts of a run (MLflow 2)."""
        logged = re.fullmatch(r"models:/(m-\w+)", version.source)
        if logged:
            model = self.models.get(logged[1])
            return (f"models:/{model.model_id}", model.model_id) if model else (None, None)
        artifacts = self.source.get_run(version.run_id).info.artifact_uri
        if not version.source.startswith(artifacts):
            return None, None
        return self.runs[version.run_id].info.artifact_uri + version.source.removeprefix(artifacts), None


def origin(version):
    return f"{version.run_id}/{version.version}"


def rename(file, names):
    """Puts the new IDs into a model's MLmodel file."""
    if file.exists():
        text = file.read_text()
        for old, new in names.items():
            text = text.replace(old, new) if old and new else text
        file.write_text(text)


if __name__ == "__main__":
    try:
        main()
    except MlflowException as error:
        sys.exit(f"stopped: {error}\nRun the command again to go on from here.")
    except KeyboardInterrupt:
        sys.exit("stopped. Run the command again to go on from here.")
