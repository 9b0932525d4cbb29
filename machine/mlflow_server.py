"""`mlflow server` in one process.

MLflow's own command reads and checks its options, prepares the stores, and then starts a second Python for uvicorn, which
loads all of MLflow once more. Here that last step happens in place: the same application and the same settings, and half
the processor time of a start.
"""

import os
import sys

import mlflow.server
import uvicorn
from mlflow.cli import cli


def serve(command, extra_env, **_):
    """Stands in for MLflow's `_exec_cmd`; ends the process when uvicorn ends."""
    os.environ.update(extra_env)
    uvicorn.main(command[command.index("uvicorn") + 1 :])


if not hasattr(mlflow.server, "_exec_cmd"):
    sys.exit("This MLflow starts its server in another way: adapt machine/mlflow_server.py.")
mlflow.server._exec_cmd = serve
cli(["server", *sys.argv[1:]])
