"""Says why MLflow does not reach Hokusai: the first thing that is wrong, and what to do. Needs only Python."""

import json
import netrc
import os
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

REGISTRY = "https://registry.hokus.ai"
TRACKING_URI = f"{REGISTRY}/api/mlflow"


def address():
    uri = os.environ.get("MLFLOW_TRACKING_URI")
    if not uri:
        return f"MLFLOW_TRACKING_URI is not set. Set it to {TRACKING_URI}"
    if uri.rstrip("/") != TRACKING_URI:
        return f"MLFLOW_TRACKING_URI is {uri!r}. Set it to {TRACKING_URI}"


def key():
    if os.environ.get("MLFLOW_TRACKING_USERNAME") and os.environ.get("MLFLOW_TRACKING_PASSWORD"):
        return "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD win over the key. Unset both."
    if pathlib.Path("~/.mlflow/credentials").expanduser().exists():
        return "The file ~/.mlflow/credentials wins over the key. Move it away."
    if netrc_names(urllib.parse.urlsplit(REGISTRY).hostname):
        return "An entry in your .netrc file wins over the key. Remove it."
    if not (token := os.environ.get("MLFLOW_TRACKING_TOKEN")):
        return "MLFLOW_TRACKING_TOKEN is not set. Set it to your API key."
    if not re.fullmatch("hk_(live|test|dev)_[!-~]{32}", token):
        return "MLFLOW_TRACKING_TOKEN is no API key: hk_live_, hk_test_ or hk_dev_ and 32 characters, no space."


def endpoint():
    status, body = get(f"{REGISTRY}/api/health/mlflow")
    if status == 0:
        return f"{REGISTRY} cannot be reached from here: {body}"
    if status != 200:
        checks = json.loads(body).get("checks", {}) if body.startswith("{") else {}
        failing = [name for name in checks if checks[name][0]["status"] == "fail"]
        return f"Hokusai has an outage: {', '.join(failing) or status}. Your settings are not the cause. Wait."


def access():
    search = f"{TRACKING_URI}/api/2.0/mlflow/experiments/search?max_results=1"
    status, body = get(search, {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"})
    if status != 200:
        return f"{status} {body[:200]}"


def get(url, headers={}):
    """Status and body of a GET; status 0 and the reason when nothing answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, getattr(error, "reason", error)


def netrc_names(host):
    try:
        return netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return False


for check in (address, key, endpoint, access):
    problem = check()
    print(f"{check.__name__}: {problem or 'ok'}")
    if problem:
        sys.exit(1)
