"""Finds the first thing that keeps MLflow from reaching Hokusai, and says how to fix it. Needs only Python."""

import configparser
import json
import netrc
import os
import pathlib
import re
import ssl
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
        return "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD override the key. Unset both."
    if problem := credentials_file():
        return f"The file ~/.mlflow/credentials {problem}. Rename or delete it."
    if netrc_names(urllib.parse.urlsplit(REGISTRY).hostname):
        return "An entry in your .netrc file overrides the key. Remove it."
    if not (token := os.environ.get("MLFLOW_TRACKING_TOKEN")):
        return "MLFLOW_TRACKING_TOKEN is not set. Set it to your API key."
    if not re.fullmatch("hk_(live|test|dev)_[!-~]{32}", token):
        return "MLFLOW_TRACKING_TOKEN isn't an API key. A key is hk_live_, hk_test_ or hk_dev_ plus 32 characters, no spaces."


def endpoint():
    status, body = get(f"{REGISTRY}/api/health/mlflow")
    if status == 0:
        return f"Can't reach {REGISTRY} from here: {body}"
    if status != 200:
        checks = json.loads(body).get("checks", {}) if body.startswith("{") else {}
        failing = [name for name in checks if checks[name][0]["status"] == "fail"]
        return f"Hokusai has an outage: {', '.join(failing) or status}. Your settings aren't the cause. Wait."


def access():
    search = f"{TRACKING_URI}/api/2.0/mlflow/experiments/search?max_results=1"
    status, body = get(search, {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"})
    if status != 200:
        return f"{status} {body[:200]}"


def get(url, headers={}):
    """Status and body of a GET; status 0 and the reason when nothing answers."""
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=10, context=trust()) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, getattr(error, "reason", error)


def trust():
    """Trusts the certificate authorities that the MLflow client trusts."""
    for name in ("MLFLOW_TRACKING_SERVER_CERT_PATH", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if path := os.environ.get(name):
            if not os.path.exists(path):
                raise OSError(f"{name} names {path}, which doesn't exist")
            return ssl.create_default_context(**{"capath" if os.path.isdir(path) else "cafile": path})
    try:
        import certifi
    except ImportError:
        return ssl.create_default_context()
    return ssl.create_default_context(cafile=certifi.where())


def credentials_file():
    """MLflow takes the user name and the password from this file, each unless its variable is set."""
    file = configparser.ConfigParser()
    try:
        file.read(pathlib.Path("~/.mlflow/credentials").expanduser())
        section = file["mlflow"] if "mlflow" in file else {}
        found = [name for name in ("username", "password") if section.get(f"mlflow_tracking_{name}")]
    except configparser.Error:
        return "can't be parsed, and MLflow fails on it"
    both = all(
        name in found or os.environ.get(f"MLFLOW_TRACKING_{name.upper()}") for name in ("username", "password")
    )
    return "overrides the key" if found and both else None


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
