"""Runs cells in a Jupyter kernel, and types the key when a cell asks for it.

Reads from standard input a JSON object with `cells` and `key`. Writes to standard output a JSON list with the seconds
and the output of each cell. The first cell that fails ends it.
"""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel


def run(client, code, key):
    """One cell: seconds, and everything that it printed."""
    printed = []

    def collect(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            printed.append(content["text"])
        elif message["msg_type"] == "error":
            printed.extend(content["traceback"])

    started = time.monotonic()
    reply = client.execute_interactive(
        code, allow_stdin=True, stdin_hook=lambda _: client.input(key), output_hook=collect, timeout=1800
    )
    output = "".join(printed)
    if reply["content"]["status"] != "ok":
        sys.exit(f"This cell failed:\n{code}\n\n{output}")
    return {"seconds": round(time.monotonic() - started, 1), "output": output}


job = json.load(sys.stdin)
manager, client = start_new_kernel(kernel_name="python3")
try:
    print(json.dumps([run(client, cell, job["key"]) for cell in job["cells"]]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
