"""Calls a registry through the client that openapi-python-client made: fields that are always there are read without a check.

Arguments: the folder that holds the package ``registry_client``, and the tracking URI. Prints what it got, as JSON.
"""

import io
import json
import os
import sys

sys.path.insert(0, sys.argv[1])

from registry_client import AuthenticatedClient  # noqa: E402
from registry_client.api.artifacts import download_artifact, list_artifacts, upload_artifact  # noqa: E402
from registry_client.api.experiments import create_experiment, get_experiment  # noqa: E402
from registry_client.api.model_versions import create_model_version  # noqa: E402
from registry_client.api.registered_models import create_registered_model  # noqa: E402
from registry_client.api.runs import create_run, get_run, search_runs  # noqa: E402
from registry_client.models import (  # noqa: E402
    CreateExperimentRequest,
    CreateModelVersionRequest,
    CreateRegisteredModelRequest,
    CreateRunRequest,
    SearchRunsRequest,
)
from registry_client.types import File  # noqa: E402

registry = AuthenticatedClient(base_url=sys.argv[2], token=os.environ["MLFLOW_TRACKING_TOKEN"])

created = create_experiment.sync(client=registry, body=CreateExperimentRequest(name="generated"))
experiment = get_experiment.sync(client=registry, experiment_id=created.experiment_id).experiment
empty = search_runs.sync(client=registry, body=SearchRunsRequest(experiment_ids=[experiment.experiment_id]))

run = create_run.sync(client=registry, body=CreateRunRequest(experiment_id=experiment.experiment_id)).run
read = get_run.sync(client=registry, run_id=run.info.run_id).run
files = list_artifacts.sync(client=registry, run_id=run.info.run_id)

place = f"{experiment.experiment_id}/{run.info.run_id}/artifacts/notes.txt"
upload_artifact.sync_detailed(place, client=registry, body=File(payload=io.BytesIO(b"Tried three depths.")))
file = download_artifact.sync(place, client=registry)

model = create_registered_model.sync(client=registry, body=CreateRegisteredModelRequest(name="churn")).registered_model
source = f"mlflow-artifacts:/{experiment.experiment_id}/{run.info.run_id}/artifacts"
version = create_model_version.sync(
    client=registry, body=CreateModelVersionRequest(name=model.name, source=source, run_id=run.info.run_id)
).model_version
missing = get_run.sync(client=registry, run_id="nobody")

print(
    json.dumps(
        {
            "experiment": [experiment.name, experiment.lifecycle_stage],
            "runs_of_an_empty_experiment": len(empty.runs or []),
            "run": [read.info.status, read.info.lifecycle_stage],
            "empty_folder": len(files.files or []),
            "file": file.payload.read().decode(),
            "model": model.name,
            "version": [version.version, version.current_stage, version.status],
            "missing": missing.error_code,
        }
    )
)
