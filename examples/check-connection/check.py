"""Says which is wrong: the endpoint, the address or the key. Needs only the Python standard library."""

import json
import os
import sys
import urllib.error
import urllib.request

tracking_uri = os.environ["MLFLOW_TRACKING_URI"]
key = os.environ.get("MLFLOW_TRACKING_TOKEN", "")
origin = tracking_uri.split("/api/mlflow")[0]


def get(url, headers=None):
    """Status and body of a GET; the status is 0 when nothing answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


status, body = get(f"{origin}/api/health/mlflow")
try:
    print("endpoint:", json.loads(body)["status"])
except (ValueError, KeyError, TypeError):
    print("endpoint:", f"{status} without a health report" if status else f"cannot be reached ({body})")

search = f"{tracking_uri}/api/2.0/mlflow/experiments/search?max_results=1"
status, body = get(search, {"Authorization": f"Bearer {key}"} if key else None)
print("address and key:", "ok" if status == 200 else f"{status} {body[:200]}")
sys.exit(0 if status == 200 else 1)
