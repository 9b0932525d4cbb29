"""Runs Python samples that use ``requests``. Each line of standard input is the source of one, as a JSON string.

Prints one line for each: ``{"status", "media", "text"}`` of the answer, or ``{"error"}``.
"""

import contextlib
import io
import json
import sys
import traceback

import requests


def run(source: str) -> dict:
    names = {"__name__": "sample"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "sample", "exec"), names)
    except requests.HTTPError:
        pass  # The status tells.
    except Exception:
        return {"error": traceback.format_exc(limit=-2)}
    answer = names["response"]
    media = answer.headers.get("Content-Type", "").split(";")[0]
    return {"status": answer.status_code, "media": media, "text": answer.text}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
