"""Scores a CSV file with a registered model and logs a run that says which one."""

import argparse
import hashlib
import os
import sys
from pathlib import Path

import mlflow
from mlflow import MlflowClient
from mlflow.data.meta_dataset import MetaDataset
from mlflow.data.sources import LocalArtifactDatasetSource
from mlflow.entities import LoggedModelInput
from mlflow.exceptions import MlflowException
from pandas.api.types import pandas_dtype
from rows import InputError, check_header, read_chunks


# region: resolve
def resolve(name, alias):
    """The version that the alias points at now."""
    try:
        aliases = MlflowClient().get_registered_model(name).aliases
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        reason = f"there is no model {name}. Run: python prepare.py"
        raise InputError(reason) from None
    if alias not in aliases:
        known = ", ".join(sorted(aliases)) or "none"
        raise InputError(f"{name} has no alias {alias}, but: {known}.")
    return aliases[alias]


# endregion: resolve


def required_columns(model):
    """Names and types of the columns that the model needs, from its signature."""
    schema = model.metadata.get_input_schema()
    if schema is None or schema.is_tensor_spec():
        raise InputError(
            "the model's signature names no columns. Log it with a DataFrame as"
            " input_example."
        )
    needed = [column for column in schema.inputs if column.required]
    return {column.name: pandas_dtype(column.type.to_pandas()) for column in needed}


# region: inputs
def log_inputs(path, model):
    """Names file and model as inputs of the run. The rows stay here."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    dataset = MetaDataset(
        LocalArtifactDatasetSource(str(path)),
        name=path.name,
        digest=digest.hexdigest()[:36],
        schema=model.metadata.get_input_schema(),
    )
    scored_with = LoggedModelInput(model_id=model.model_id)
    mlflow.log_input(dataset, context="scoring", model=scored_with)


# endregion: inputs


# region: rows
def score_rows(model, version, columns, arguments):
    """Writes rows with predictions; returns how many rows and chunks."""
    output, rows, chunks = arguments.output, 0, 0
    part = output.with_name(output.name + ".part")
    try:
        with open(part, "w", newline="") as file:
            for chunk, inputs in read_chunks(
                arguments.input, columns, arguments.chunk_rows
            ):
                predictions = list(model.predict(inputs))
                chunk["prediction"] = predictions
                chunk["model_version"] = version
                chunk.to_csv(file, index=False, header=chunks == 0)
                rows += len(chunk)
                chunks += 1
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    return rows, chunks


# endregion: rows


def score(arguments):
    """Runs the job. It writes all rows, or leaves the output file as it was."""
    version = resolve(arguments.model, arguments.alias)
    model = mlflow.pyfunc.load_model(f"models:/{arguments.model}/{version}")
    columns = required_columns(model)
    check_header(arguments.input, columns)

    mlflow.set_experiment("batch-scoring")
    with mlflow.start_run(run_name=f"score {arguments.input.name}") as run:
        mlflow.log_params({"model": arguments.model, "version": version})
        log_inputs(arguments.input, model)
        rows, chunks = score_rows(model, version, columns, arguments)
        mlflow.log_metrics({"rows": rows, "chunks": chunks})
    print(f"rows: {rows} in {chunks} chunks, written to {arguments.output}")
    print(f"model: {arguments.model} version {version}")
    print("run:", run.info.run_id)


def read_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("input", type=Path, help="CSV file with a header")
    parser.add_argument("--output", type=Path, default="scored.csv", help="CSV file")
    parser.add_argument("--model", default="wine-scorer", help="registered model")
    parser.add_argument("--alias", default="champion", help="which version of it")
    parser.add_argument("--chunk-rows", type=int, default=10_000, help="rows at once")
    arguments = parser.parse_args()
    if arguments.chunk_rows < 1:
        parser.error("--chunk-rows must be 1 or more")
    if arguments.output.resolve() == arguments.input.resolve():
        parser.error("--output must be another file than the input")
    return arguments


def main():
    arguments = read_arguments()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        score(arguments)
    except (InputError, OSError) as error:
        sys.exit(f"error: {error}")
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")
    except KeyboardInterrupt:
        sys.exit(f"stopped: {arguments.output} is as it was before.")


if __name__ == "__main__":
    main()
