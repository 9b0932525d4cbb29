"""Runs the Python code samples of the API reference, one after the other, against the server in ``SERVER``.

Reads a list of ``{"id", "source"}`` from standard input, in the document's order. Samples name things as a reader
would (``RUN_ID``, the model ``churn``); this script puts real ones in their place, makes what a sample needs before it
and what the next ones need after it. Prints one JSON object: operationId -> error, or null.
"""

import contextlib
import io
import json
import logging
import os
import sys
import traceback

SERVER = os.environ["SERVER"]
logging.disable(logging.CRITICAL)

import mlflow  # noqa: E402
from mlflow import MlflowClient  # noqa: E402

client = MlflowClient(SERVER)
mlflow.set_tracking_uri(SERVER)


def make_version():
    client.log_text(world["RUN_ID"], "flavors: {}", "model/MLmodel")
    source = f"mlflow-artifacts:/1/{world['RUN_ID']}/artifacts/model"
    client.create_model_version("churn", source, world["RUN_ID"])


def make_trace():
    mlflow.set_experiment(experiment_id="1")
    with mlflow.start_span("answer") as span:
        span.set_inputs({"question": "Will she stay?"})
    mlflow.flush_trace_async_logging()
    world["TRACE_ID"] = span.trace_id


def make_ids():
    """After the experiments' samples: their experiment is there, renamed to ``churn-2026``."""
    world["RUN_ID"] = client.create_run("1").info.run_id
    world["MODEL_ID"] = client.create_logged_model("1", name="churn-xgb").model_id
    make_trace()


# What a sample needs before it runs.
BEFORE = {
    "createRun": make_ids,
    "deleteModelVersion": make_version,
    "getModelVersion": make_version,
    "setRegisteredModelAlias": make_version,
}
# What the samples after it need, because it has taken it away.
AFTER = {
    "renameRegisteredModel": lambda: client.rename_registered_model("churn-30d", "churn"),
    "deleteRegisteredModel": lambda: client.create_registered_model("churn"),
    "deleteModelVersion": lambda: (client.delete_registered_model("churn"), client.create_registered_model("churn")),
    "logParam": lambda: world.update(RUN_ID=client.create_run("1").info.run_id),
    "deleteTraces": make_trace,
}
world: dict[str, str] = {}


def run(operation: str, source: str) -> "str | None":
    try:
        BEFORE.get(operation, lambda: None)()
        for name, value in world.items():
            source = source.replace(name, value)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, operation, "exec"), {"__name__": "sample"})
        AFTER.get(operation, lambda: None)()
    except Exception:
        return traceback.format_exc(limit=-2)
    return None


print(json.dumps({sample["id"]: run(sample["id"], sample["source"]) for sample in json.load(sys.stdin)}))
