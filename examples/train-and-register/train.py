"""Trains three models, logs each as a run, and registers the best."""

import os
import sys

import mlflow
import sklearn
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODEL_NAME = "wine-classifier"
ALIAS = "champion"


def train_one(strength, train, test):
    """Logs one model in its own run; returns it with its F1 score."""
    with mlflow.start_run(run_name=f"C={strength}"):
        classifier = LogisticRegression(C=strength, max_iter=500)
        model = make_pipeline(StandardScaler(), classifier).fit(*train)
        predicted = model.predict(test[0])
        f1 = f1_score(test[1], predicted, average="macro")
        mlflow.log_param("C", strength)
        accuracy = accuracy_score(test[1], predicted)
        mlflow.log_metrics({"accuracy": accuracy, "f1": f1})
        logged = mlflow.sklearn.log_model(
            model,
            name="model",
            input_example=train[0][:2],
            pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        )
    return logged, f1


def train_and_register():
    """Trains all, points the alias at the best, and loads that back."""
    features, labels = load_wine(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(
        features, labels, random_state=7, stratify=labels
    )
    train, test = (train_x, train_y), (test_x, test_y)

    mlflow.set_experiment("wine")
    candidates = [train_one(c, train, test) for c in (0.001, 0.01, 1.0)]
    best, f1 = max(candidates, key=lambda candidate: candidate[1])

    version = mlflow.register_model(best.model_uri, MODEL_NAME).version
    MlflowClient().set_registered_model_alias(MODEL_NAME, ALIAS, version)

    champion = mlflow.pyfunc.load_model(f"models:/{MODEL_NAME}@{ALIAS}")
    print(f"{MODEL_NAME}@{ALIAS} is version {version}, f1 {f1:.3f}")
    print("first predictions:", champion.predict(test_x[:5]).tolist())


def main():
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        sys.exit("error: MLFLOW_TRACKING_URI is not set: export it first.")
    try:
        train_and_register()
    except MlflowException as error:
        sys.exit(f"error: the registry refused a call: {error.message}")


if __name__ == "__main__":
    main()
