"""Tries random hyperparameters and registers the model of the best trial."""

import argparse
import os
import sys
import time

import mlflow
import sklearn
from mlflow import MlflowClient
from mlflow.entities import Metric, Param
from mlflow.exceptions import MlflowException
from scipy.stats import loguniform
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import f1_score
from sklearn.model_selection import ParameterSampler, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

EXPERIMENT = "hyperparameter-search"
MODEL_NAME = "tumor-classifier"
SPACE = {
    "kernel": ["rbf", "sigmoid"],
    "C": loguniform(0.01, 100),
    "gamma": loguniform(0.0001, 1),
}


def sample(trials, seed):
    """Settings to try. Numbers keep three digits: short enough to read and to type."""
    for params in ParameterSampler(SPACE, trials, random_state=seed):
        figures = {name: float(f"{params[name]:.3g}") for name in ("C", "gamma")}
        yield {"kernel": str(params["kernel"]), **figures}


def make_model(params):
    """An untrained model with these settings."""
    return make_pipeline(StandardScaler(), SVC(**params))


# region: trial
def run_trial(number, params, features, labels, folds):
    """Scores settings in a child of the active run; returns its id."""
    with mlflow.start_run(run_name=f"trial-{number}", nested=True) as run:
        f1 = cross_val_score(
            make_model(params),
            features,
            labels,
            cv=folds,
            scoring="f1",
            error_score="raise",
        )
        now = int(time.time() * 1000)
        metrics = [Metric("f1_fold", f1[i], now, i) for i in range(folds)]
        metrics.append(Metric("f1_mean", f1.mean(), now, 0))
        metrics.append(Metric("f1_std", f1.std(), now, 0))
        settings = [Param(name, str(params[name])) for name in params]
        # One request for all that this trial has to say.
        MlflowClient().log_batch(run.info.run_id, metrics, settings)
    return run.info.run_id


# endregion: trial


def run_trials(arguments, features, labels):
    """Runs all trials and returns their settings by run id.

    A trial that fails is left out; its run ends as FAILED, and the search goes on.
    """
    params_by_run = {}
    for number, params in enumerate(sample(arguments.trials, arguments.seed), start=1):
        try:
            run_id = run_trial(number, params, features, labels, arguments.folds)
            params_by_run[run_id] = params
        except ValueError as error:
            print(f"trial {number} {params} failed: {error}", file=sys.stderr)
    return params_by_run


# region: ranking
def ranked_trials(parent_id):
    """The finished children of a run as a table, best first."""
    return mlflow.search_runs(
        experiment_names=[EXPERIMENT],
        filter_string=f"tags.mlflow.parentRunId = '{parent_id}'"
        " AND attributes.status = 'FINISHED'",
        order_by=["metrics.f1_mean DESC", "metrics.f1_std ASC"],
    )


# endregion: ranking


def readable(ranked):
    """The columns that a reader compares, under their bare names."""
    columns = ["tags.mlflow.runName", "params.kernel", "params.C", "params.gamma"]
    columns += ["metrics.f1_mean", "metrics.f1_std"]
    return ranked[columns].rename(columns=lambda name: name.split(".")[-1])


# region: register
def register(run_id, params, train, test):
    """Trains the winner on all training data; logs it in its own run."""
    model = make_model(params).fit(*train)
    with mlflow.start_run(run_id=run_id, nested=True):
        f1 = f1_score(test[1], model.predict(test[0]))
        mlflow.log_metric("f1_test", f1)
        logged = mlflow.sklearn.log_model(
            model,
            name="model",
            input_example=train[0][:2],
            registered_model_name=MODEL_NAME,
            pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        )
    return logged.registered_model_version, f1


# endregion: register


def search(arguments):
    """Runs one search, from the first trial to the registered model."""
    features, labels = load_breast_cancer(return_X_y=True, as_frame=True)
    train_x, test_x, train_y, test_y = train_test_split(
        features, labels, random_state=7, stratify=labels
    )

    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name="search") as parent:
        mlflow.log_params(vars(arguments))
        params_by_run = run_trials(arguments, train_x, train_y)
        if not params_by_run:
            raise SystemExit("error: every trial failed; the lines above say why.")

        ranked = ranked_trials(parent.info.run_id)
        table = readable(ranked)
        mlflow.log_text(table.to_csv(index=False), "trials.csv")

        best = ranked.loc[0]
        params = params_by_run[best.run_id]
        train, test = (train_x, train_y), (test_x, test_y)
        version, f1 = register(best.run_id, params, train, test)
        mlflow.log_metrics({"f1_mean": best["metrics.f1_mean"], "f1_test": f1})

    print(table.round(3).to_string(index=False))
    print("search:", parent.info.run_id)
    print("best:", table.runName[0])
    print(f"registered: {MODEL_NAME} version {version}, f1 on test data {f1:.3f}")


def at_least(smallest):
    """A converter for argparse that takes whole numbers from `smallest` on."""

    def whole_number(text):
        if not text.isdecimal() or int(text) < smallest:
            message = f"{text} is not a whole number of at least {smallest}"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return whole_number


def read_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--trials", type=at_least(1), default=8, help="settings to try")
    parser.add_argument("--folds", type=at_least(2), default=3, help="cross-validation")
    parser.add_argument("--seed", type=at_least(0), default=7, help="for the settings")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        search(arguments)
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")
    except KeyboardInterrupt:
        sys.exit("stopped: the finished trials stay in the experiment.")


if __name__ == "__main__":
    main()
