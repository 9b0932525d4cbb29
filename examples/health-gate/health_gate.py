"""Waits for Hokusai's MLflow to be healthy, and says by its exit code whether a job should go on.

Exit codes:
  0  pass (or warn, with --allow-warn)
  1  warn or fail: MLflow is not fit for the job
  2  nothing is known: no answer, or none that is a health report; also a wrong argument

Needs Python 3.9 or newer and no package. The report is public: no key is sent.
"""

import argparse
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

REPORT_PATH = "/api/health/mlflow"
STATUSES = ("pass", "warn", "fail")
LONGEST_BODY = 64 * 1024
LONGEST_PAUSE = 30


class NoReport(Exception):
    """No answer, or one that is not a health report."""


def main():
    options = parse_arguments()
    for attempt in range(1, options.attempts + 1):
        line, exit_code, wait = look(options)
        print(f"{options.url}: {line}", flush=True)
        if exit_code == 0 or attempt == options.attempts:
            return exit_code
        time.sleep(min(options.pause if wait is None else wait, LONGEST_PAUSE))


def parse_arguments():
    tracking_uri = os.environ.get("MLFLOW_TRACKING_URI", "https://registry.hokus.ai/api/mlflow")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--url",
        default=urllib.parse.urljoin(tracking_uri, REPORT_PATH),
        help="the report (%(default)s; its host follows MLFLOW_TRACKING_URI)",
    )
    parser.add_argument("--allow-warn", action="store_true", help="go on when a part is slow or limited")
    parser.add_argument("--attempts", type=int, default=3, help="how often to look at most (%(default)s)")
    parser.add_argument(
        "--pause",
        type=float,
        default=5,
        help="seconds between looks when the answer names none (%(default)s)",
    )
    parser.add_argument("--timeout", type=float, default=10, help="seconds for one look (%(default)s)")
    options = parser.parse_args()
    if not options.url.startswith(("https://", "http://")):
        parser.error(f"--url, or MLFLOW_TRACKING_URI, must start with https://: {options.url!r}")
    if options.attempts < 1 or options.pause < 0 or options.timeout <= 0:
        parser.error("--attempts must be at least 1, --timeout above 0 and --pause not negative")
    return options


def look(options):
    """One look: a line for the log, the exit code, and the seconds to wait when the answer names them."""
    wait = None
    try:
        code, headers, body = get(options.url, options.timeout)
        wait = seconds(headers.get("Retry-After"))
        status, notes = read_report(code, body)
    except NoReport as problem:
        return f"no health report: {problem}", 2, wait
    healthy = status == "pass" or (status == "warn" and options.allow_warn)
    return ": ".join(filter(None, [status, ", ".join(notes)])), 0 if healthy else 1, wait


def get(url, timeout):
    """Status, headers and body of a GET, whatever the status."""
    deadline = time.monotonic() + timeout
    try:
        request = urllib.request.Request(url, headers={"Accept": "application/health+json"})
        try:
            answer = urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, read_body(answer, deadline)
    except urllib.error.URLError as error:
        raise NoReport(f"cannot be reached ({error.reason})") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoReport(f"no whole answer ({error or type(error).__name__})") from error


def read_body(answer, deadline):
    body = b""
    while chunk := answer.read1(8192):
        body += chunk
        if len(body) > LONGEST_BODY:
            raise NoReport(f"the answer is longer than {LONGEST_BODY} bytes")
        if time.monotonic() > deadline:
            raise NoReport("the answer takes too long")
    return body


def read_report(code, body):
    """Status and notes of a report. A report whose status and HTTP status disagree is not believed."""
    try:
        report = json.loads(body)
        status, notes = report["status"], report["notes"]
        about = report["serviceId"]
    except (ValueError, KeyError, TypeError) as error:
        raise NoReport(f"HTTP {code} with a body that is no report") from error
    if about != "mlflow" or status not in STATUSES or not isinstance(notes, list):
        raise NoReport(f"HTTP {code} with a body that is no report on MLflow")
    if code != (503 if status == "fail" else 200):
        raise NoReport(f"HTTP {code} does not go with the status {status}")
    return status, [str(note) for note in notes]


def seconds(retry_after):
    return int(retry_after) if retry_after and retry_after.isdigit() else None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
