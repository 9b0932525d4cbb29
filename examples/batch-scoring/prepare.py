"""Makes what score.py needs: a model with the alias "champion", and a CSV file."""

import argparse
import os
import sys

import mlflow
import sklearn
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODEL_NAME = "wine-scorer"
ALIAS = "champion"


def has_champion(client):
    """Whether a version has the alias; false too when there is no such model."""
    try:
        return ALIAS in client.get_registered_model(MODEL_NAME).aliases
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
    return False


def register_champion(client, features, labels):
    """Trains on a DataFrame, so that the signature knows the columns' names."""
    mlflow.set_experiment("batch-scoring")
    with mlflow.start_run(run_name="train"):
        logged = mlflow.sklearn.log_model(
            make_pipeline(StandardScaler(), LogisticRegression()).fit(features, labels),
            name="model",
            input_example=features[:2],
            registered_model_name=MODEL_NAME,
            pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        )
    client.set_registered_model_alias(
        MODEL_NAME, ALIAS, logged.registered_model_version
    )


def write_sample(features, rows, path):
    """Writes wines with an id each; a sample can hold the same wine twice."""
    sample = features.sample(rows, replace=True, random_state=7)
    ids = [f"wine-{number:05}" for number in range(1, rows + 1)]
    sample.insert(0, "wine_id", ids)
    sample.to_csv(path, index=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2500, help="default: %(default)s")
    parser.add_argument("--output", default="wines.csv", help="default: %(default)s")
    arguments = parser.parse_args()
    if arguments.rows < 1:
        parser.error("--rows must be 1 or more")
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    features, labels = load_wine(return_X_y=True, as_frame=True)
    try:
        client = MlflowClient()
        if not has_champion(client):
            register_champion(client, features, labels)
        write_sample(features, arguments.rows, arguments.output)
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")
    except OSError as error:
        sys.exit(f"error: {error}")
    print(f"{MODEL_NAME}@{ALIAS} is registered")
    print(f"{arguments.output} has {arguments.rows} rows")


if __name__ == "__main__":
    main()
