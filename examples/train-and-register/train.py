"""Trains three classifiers, logs each as a run, and registers the best one under the alias "champion"."""

import mlflow
from mlflow import MlflowClient
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODEL_NAME = "wine-classifier"
ALIAS = "champion"


def train_one(strength, train, test):
    """Fits one model, logs it in a run of its own, and returns the logged model and its F1 score."""
    with mlflow.start_run(run_name=f"C={strength}"):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=500)).fit(*train)
        predicted = model.predict(test[0])
        f1 = f1_score(test[1], predicted, average="macro")
        mlflow.log_param("C", strength)
        mlflow.log_metrics({"accuracy": accuracy_score(test[1], predicted), "f1": f1})
        logged = mlflow.sklearn.log_model(model, name="model", input_example=train[0][:2])
    return logged, f1


def main():
    features, labels = load_wine(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(features, labels, random_state=7, stratify=labels)

    mlflow.set_experiment("wine")
    candidates = [train_one(c, (train_x, train_y), (test_x, test_y)) for c in (0.001, 0.01, 1.0)]
    best, f1 = max(candidates, key=lambda candidate: candidate[1])

    version = mlflow.register_model(best.model_uri, MODEL_NAME)
    MlflowClient().set_registered_model_alias(MODEL_NAME, ALIAS, version.version)

    champion = mlflow.pyfunc.load_model(f"models:/{MODEL_NAME}@{ALIAS}")
    print(f"{MODEL_NAME}@{ALIAS} is version {version.version}, f1 {f1:.3f}")
    print("first predictions:", champion.predict(test_x[:5]).tolist())


if __name__ == "__main__":
    main()
