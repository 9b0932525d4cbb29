"""Registers a new version and gives it the alias "challenger"."""

import argparse
import os
import sys

import mlflow
import sklearn
from data import EXPERIMENT, MODEL_NAME, split
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.svm import SVC


def train(gamma):
    """Returns the number of the new version."""
    features, _, labels, _ = split()
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name=f"gamma={gamma:g}"):
        mlflow.log_param("gamma", gamma)
        logged = mlflow.sklearn.log_model(
            SVC(gamma=gamma).fit(features, labels),
            name="model",
            input_example=features[:2],
            registered_model_name=MODEL_NAME,
            pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        )
    version = logged.registered_model_version
    client = MlflowClient()
    client.set_registered_model_alias(MODEL_NAME, "challenger", version)
    return version


def positive(text):
    """A number above 0, for argparse."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    text = "width of the kernel (default: %(default)s)"
    parser.add_argument("--gamma", type=positive, default=1e-4, help=text)
    arguments = parser.parse_args()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        print(f"challenger: version {train(arguments.gamma)}")
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")


if __name__ == "__main__":
    main()
