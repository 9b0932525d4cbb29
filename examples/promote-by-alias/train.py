"""Registers a new version and gives it the alias "challenger"."""

import argparse
import os
import sys

import mlflow
from data import EXPERIMENT, MODEL_NAME, split
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.linear_model import LogisticRegression


def train(strength):
    """Returns the number of the new version."""
    features, _, labels, _ = split()
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name=f"C={strength:g}"):
        mlflow.log_param("C", strength)
        logged = mlflow.sklearn.log_model(
            LogisticRegression(C=strength, max_iter=2000).fit(features, labels),
            name="model",
            input_example=features[:2],
            registered_model_name=MODEL_NAME,
        )
    version = logged.registered_model_version
    MlflowClient().set_registered_model_alias(MODEL_NAME, "challenger", version)
    return version


def positive(text):
    """A number above 0, for argparse."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--C", type=positive, default=0.001, help="inverse regularization (%(default)s)"
    )
    arguments = parser.parse_args()
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: set MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN first.")
    try:
        print(f"challenger: version {train(arguments.C)}")
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")


if __name__ == "__main__":
    main()
