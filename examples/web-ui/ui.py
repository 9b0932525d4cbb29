"""Opens MLflow's web UI in a browser on this machine: forwards every request to Hokusai and adds your key."""

import http.server
import os
import sys
import urllib.error
import urllib.request

TRACKING_URI = os.environ.get("MLFLOW_TRACKING_URI", "").rstrip("/")
KEY = os.environ.get("MLFLOW_TRACKING_TOKEN")
if not TRACKING_URI.startswith("http") or not KEY:
    sys.exit("Set MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN first.")
PORT = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 5005
HOSTS = {f"localhost:{PORT}", f"127.0.0.1:{PORT}"}
FORWARDED = ("Content-Type", "Accept", "X-MLflow-Client-Info")


class Forward(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def forward(self):
        # Other web pages must not use your key: they reach this program under another host, or send their own origin.
        origin = self.headers.get("Origin", "").removeprefix("http://")
        if self.headers.get("Host") not in HOSTS or (origin and origin not in HOSTS):
            return self.answer(403, [], b"Open the address that this program printed.")
        headers = {name: self.headers[name] for name in FORWARDED if name in self.headers}
        headers["Authorization"] = f"Bearer {KEY}"
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length) if length else None
        request = urllib.request.Request(TRACKING_URI + self.path, body, headers, method=self.command)
        try:
            response = urllib.request.urlopen(request, timeout=40)
        except urllib.error.HTTPError as error:
            response = error
        except OSError as error:
            return self.answer(502, [], f"Can't reach {TRACKING_URI}: {error}".encode())
        with response:
            kept = [(n, v) for n, v in response.headers.items() if n.lower() in ("content-type", "cache-control")]
            self.answer(response.status, kept, response.read())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = forward

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


try:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Forward)
except OSError as error:
    sys.exit(f"Can't listen on port {PORT}: {error.strerror}. To use another port: python ui.py 5006")
with server:
    print(f"MLflow UI: http://localhost:{PORT}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
