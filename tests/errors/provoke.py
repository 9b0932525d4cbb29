"""Makes the real MLflow client fail in every way that the page about errors describes.

Reads a JSON list of cases from standard input, each with `id`, `uri`, `call`, `env` and `packages`. Writes one JSON
object to standard output: the client's version, and for each case what a reader sees, the traceback's last part.
"""

import contextlib
import json
import os
import pathlib
import sys
import tempfile
import traceback
import uuid

import mlflow
from mlflow import MlflowClient
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

BASE = dict(os.environ)


def search(client):
    client.search_experiments(max_results=1)


def get_run(client):
    client.get_run("0" * 32)


def download(client):
    run = client.create_run(new_experiment(client))
    mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="model.txt")


def upload(client):
    file = pathlib.Path(tempfile.mkdtemp(), "notes.txt")
    file.write_text("notes")
    get_artifact_repository("mlflow-artifacts:/1/abc/artifacts").log_artifact(str(file))


def upload_to_s3(client):
    run = client.create_run(new_experiment(client, artifact_location="s3://bucket/folder"))
    client.log_text(run.info.run_id, "notes", "notes.txt")


def create_twice(client):
    name = client.get_experiment(new_experiment(client)).name
    client.create_experiment(name)


def log_param_twice(client):
    run = client.create_run(new_experiment(client))
    client.log_param(run.info.run_id, "depth", 3)
    client.log_param(run.info.run_id, "depth", 5)


def use_deleted_experiment(client):
    experiment = new_experiment(client)
    name = client.get_experiment(experiment).name
    client.delete_experiment(experiment)
    mlflow.set_experiment(name)


def default_tracking_uri(client):
    mlflow.set_tracking_uri(None)
    return mlflow.get_tracking_uri()


def retry_pauses(client):
    """What the client would sleep between its attempts, in seconds, without sleeping."""
    import urllib3.util.retry

    pauses = []
    real, urllib3.util.retry.time = urllib3.util.retry.time, FakeTime(pauses)
    try:
        with contextlib.suppress(mlflow.exceptions.MlflowException):
            client.search_experiments(max_results=1)
    finally:
        urllib3.util.retry.time = real
    return json.dumps([pause for pause in pauses if pause > 0])


class FakeTime:
    def __init__(self, pauses):
        self.sleep = pauses.append


def new_experiment(client, **settings):
    return client.create_experiment(f"errors-{uuid.uuid4().hex}", **settings)


def provoke(case):
    os.environ.clear()
    os.environ.update(BASE | case["env"])
    sys.path.extend(case["packages"])
    mlflow.set_tracking_uri(case["uri"])
    try:
        return globals()[case["call"]](MlflowClient(case["uri"])) or "nothing failed"
    except Exception as error:
        return "".join(traceback.format_exception_only(error))


print(json.dumps({"version": mlflow.__version__, "seen": {case["id"]: provoke(case) for case in json.load(sys.stdin)}}))
