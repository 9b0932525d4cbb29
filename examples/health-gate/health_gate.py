"""Checks that Hokusai's MLflow is healthy before a job starts. Retries a few times.

Exit codes:
  0  every check passes (with --allow-slow: or is slow)
  1  a check fails or is slow
  2  unknown: no answer, or an answer that isn't a health report; also a wrong argument

Needs Python 3.9 or newer and no packages. The report is public, so no key is sent.
"""

import argparse
import http.client
import json
import os
import ssl
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
    """No answer, or one that isn't a health report."""


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
        help="URL of the report (%(default)s; the host follows MLFLOW_TRACKING_URI)",
    )
    parser.add_argument("--allow-slow", action="store_true", help="accept slow checks, but no failing ones")
    parser.add_argument("--attempts", type=int, default=3, help="maximum number of attempts (%(default)s)")
    parser.add_argument(
        "--pause",
        type=float,
        default=5,
        help="seconds between attempts if the answer has no Retry-After (%(default)s)",
    )
    parser.add_argument("--timeout", type=float, default=10, help="seconds for one attempt (%(default)s)")
    options = parser.parse_args()
    if not options.url.startswith(("https://", "http://")):
        parser.error(f"--url, or MLFLOW_TRACKING_URI, must start with https://: {options.url!r}")
    if options.attempts < 1 or options.pause < 0 or options.timeout <= 0:
        parser.error("--attempts must be at least 1, --timeout above 0 and --pause not negative")
    return options


def look(options):
    """One attempt: a line for the log, the exit code, and the seconds to wait if the answer names them."""
    wait = None
    try:
        code, headers, body = get(options.url, options.timeout)
        wait = seconds(headers.get("Retry-After"))
        status, notes, failing = read_report(code, body)
    except NoReport as problem:
        return f"no health report: {problem}", 2, wait
    healthy = status == "pass" or (status == "warn" and options.allow_slow and not failing)
    return ": ".join(filter(None, [status, ", ".join(notes)])), 0 if healthy else 1, wait


def get(url, timeout):
    """Status, headers and body of a GET, whatever the status."""
    deadline = time.monotonic() + timeout
    try:
        request = urllib.request.Request(url, headers={"Accept": "application/health+json"})
        try:
            answer = urllib.request.urlopen(request, timeout=timeout, context=trust())
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, read_body(answer, deadline)
    except urllib.error.URLError as error:
        raise NoReport(f"can't be reached ({error.reason})") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoReport(f"no complete answer ({error or type(error).__name__})") from error


def trust():
    """Trusts the certificate authorities that the MLflow client trusts."""
    for name in ("MLFLOW_TRACKING_SERVER_CERT_PATH", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if path := os.environ.get(name):
            if not os.path.exists(path):
                raise NoReport(f"{name} names {path}, which doesn't exist")
            return ssl.create_default_context(**{"capath" if os.path.isdir(path) else "cafile": path})
    try:
        import certifi
    except ImportError:
        return ssl.create_default_context()
    return ssl.create_default_context(cafile=certifi.where())


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
    """Status, notes and failing checks of a report. Its status has to agree with the HTTP status."""
    try:
        report = json.loads(body)
        status, notes = report["status"], report["notes"]
        about = report["serviceId"]
        results = [result for check in report["checks"].values() for result in check]
        failing = any(result["status"] == "fail" for result in results)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoReport(f"HTTP {code} with a body that isn't a report") from error
    if about != "mlflow" or status not in STATUSES or not isinstance(notes, list):
        raise NoReport(f"HTTP {code} with a body that isn't a report on MLflow")
    if code != (503 if status == "fail" else 200):
        raise NoReport(f"HTTP {code} doesn't match the status {status}")
    return status, [str(note) for note in notes], failing


def seconds(retry_after):
    return int(retry_after) if retry_after and retry_after.isdigit() else None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
