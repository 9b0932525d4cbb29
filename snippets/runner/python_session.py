"""The Python session of one page: runs one block after the other in one namespace, as if pasted into one interpreter.

Reads the folder of the next block from descriptor 3 and answers on descriptor 4. The folder holds `request.json`:
the page's path, the line of the block's fence, its code, and what changed outside since the last block (environment,
working directory). This session leaves there: `stdout`, `stderr`, and `reply.json` with `ok` and the line that failed.
"""

import contextlib
import json
import linecache
import os
import sys
import traceback
import types
from collections.abc import Iterator


def main() -> None:
    os.set_inheritable(3, False)
    os.set_inheritable(4, False)
    namespace = types.ModuleType("__main__")
    sys.modules["__main__"] = namespace
    sys.argv = [""]
    sys.path[0] = ""
    with open(3) as requests, open(4, "w") as answers:
        for folder in map(str.strip, requests):
            with open(os.path.join(folder, "request.json")) as file:
                request = json.load(file)
            follow_shell(request)
            with redirected(folder):
                reply = run_block(request, namespace)
            with open(os.path.join(folder, "reply.json"), "w") as file:
                json.dump(reply, file)
            answers.write("done\n")
            answers.flush()


def follow_shell(request: dict) -> None:
    """Takes over what a shell block exported, unset or entered."""
    os.environ.update(request["set"])
    for name in request["unset"]:
        os.environ.pop(name, None)
    if request["cwd"] is not None:
        os.chdir(request["cwd"])


def run_block(request: dict, namespace: types.ModuleType) -> dict:
    page = request["page"]
    # Blank lines in front make the line numbers of the block those of its page.
    source = "\n" * request["line"] + request["code"]
    remember_source(page, source)
    try:
        exec(compile(source, page, "exec", dont_inherit=True), namespace.__dict__)
    except SystemExit as error:
        print(f"The block ended the session: SystemExit({error.code!r})", file=sys.stderr)
        return {"ok": False, "line": failing_line(error, page)}
    except BaseException as error:
        in_runner = error.__traceback__
        error.__traceback__ = in_runner.tb_next if in_runner else None
        traceback.print_exception(error)
        return {"ok": False, "line": failing_line(error, page)}
    return {"ok": True, "line": None}


def remember_source(page: str, source: str) -> None:
    """Lets tracebacks and `inspect` show the page's lines. Blocks that ran before keep theirs."""
    before = linecache.cache.get(page)
    lines = list(before[2]) if before else []
    for index, line in enumerate(source.splitlines(keepends=True)):
        if index >= len(lines):
            lines.append(line)
        elif line.strip():
            lines[index] = line
    linecache.cache[page] = (sum(map(len, lines)), None, lines, page)


def failing_line(error: BaseException, page: str) -> int | None:
    """The deepest line of the page that the error passed through."""
    if isinstance(error, SyntaxError) and error.filename == page:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == page]
    return lines[-1] if lines else None


@contextlib.contextmanager
def redirected(folder: str) -> Iterator[None]:
    """Sends the output of the process and of its children to the block's folder."""
    saved = [os.dup(1), os.dup(2)]
    try:
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            file = os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(file, descriptor)
            os.close(file)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for descriptor, copy in zip((1, 2), saved):
            os.dup2(copy, descriptor)
            os.close(copy)


if __name__ == "__main__":
    main()
