"""Print what an MLflow release offers over HTTP: operations, messages, enums and routes.

The facts come from the release itself: the protobuf descriptors in ``mlflow/protos`` and the table of
handlers in ``mlflow/server/handlers.py``. For the installed package the URL map of the server is read too,
which also holds the routes that were written by hand.

``npm run openapi:inventory`` calls this and keeps what it prints. The output is sorted and depends on the release only.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
import tempfile
import types
import zipfile
from importlib import import_module, util
from pathlib import Path
from typing import Any

# The only services that MLflow's server registers (``get_endpoints`` in mlflow/server/handlers.py).
SERVICES = {
    "service_pb2": "MlflowService",
    "model_registry_pb2": "ModelRegistryService",
    "mlflow_artifacts_pb2": "MlflowArtifactsService",
    "webhooks_pb2": "WebhookService",
}


# Module and name of a request message -> its handler and the checks that this handler makes on each field.
Handlers = dict[tuple[str, str], dict[str, Any]]


class InventoryError(Exception):
    """The package cannot be read; the message says what to do."""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--package", type=Path, help="wheel, or folder that holds mlflow/ (default: the installed MLflow)")
    options = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            root = package_root(options.package, Path(scratch))
            inventory = read_inventory(root, with_routes=options.package is None)
    except InventoryError as error:
        print(f"inventory: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(render(inventory))
    return 0


def package_root(package: Path | None, scratch: Path) -> Path:
    """Folder that holds ``mlflow/``: of the installed package, of a wheel (unpacked), or as given."""
    if package is None:
        found = util.find_spec("mlflow")
        if found is None or not found.submodule_search_locations:
            raise InventoryError("MLflow is not installed for this Python. Run the one in .venv.")
        return Path(next(iter(found.submodule_search_locations))).parent
    if package.is_dir():
        return package
    if not package.is_file():
        raise InventoryError(f"{package} does not exist. Fetch it with: pip download --no-deps mlflow-skinny==<version>")
    with zipfile.ZipFile(package) as wheel:
        wheel.extractall(scratch, [n for n in wheel.namelist() if n.startswith(("mlflow/protos/", "mlflow/server/handlers", "mlflow/version"))])
    return scratch


def read_inventory(root: Path, with_routes: bool) -> dict[str, Any]:
    """All facts of the release below ``root``; routes only when its server can be imported."""
    version = re.search(r'VERSION = "([^"]+)"', (root / "mlflow/version.py").read_text())
    if version is None:
        raise InventoryError(f"{root}/mlflow/version.py names no version: this is not an MLflow package.")
    routes = server_routes() if with_routes else None
    if not with_routes:
        # An empty parent package: the descriptors load without the rest of MLflow and its dependencies.
        parent = types.ModuleType("mlflow")
        parent.__path__ = [str(root / "mlflow")]
        sys.modules["mlflow"] = parent
    handlers = read_handlers(root / "mlflow/server/handlers.py")
    operations, messages, enums = read_descriptors(handlers)
    inventory: dict[str, Any] = {"mlflow": version[1], "operations": operations, "messages": messages, "enums": enums}
    if routes is not None:
        login = [route for route in login_routes(root / "mlflow/server/auth") if route not in routes["routes"]]
        inventory |= {**routes, "login": login}
    return inventory


# --- descriptors ----------------------------------------------------------------------------------


def read_descriptors(handlers: Handlers) -> tuple[list[Any], dict[str, Any], dict[str, Any]]:
    databricks = import_module("mlflow.protos.databricks_pb2")
    operations: list[dict[str, Any]] = []
    messages: dict[str, Any] = {}
    enums: dict[str, Any] = {}
    for module, name in SERVICES.items():
        service = import_module(f"mlflow.protos.{module}").DESCRIPTOR.services_by_name[name]
        for method in service.methods:
            rpc = method.GetOptions().Extensions[databricks.rpc]
            request = method.input_type
            response = next((n for n in request.nested_types if n.name == "Response"), method.output_type)
            for endpoint in rpc.endpoints:
                operations.append(
                    {
                        "method": endpoint.method,
                        "path": rest_path(endpoint.path, endpoint.since.major),
                        "rpc": method.name,
                        "service": name,
                        "request": request.full_name,
                        "response": response.full_name,
                        "visibility": databricks.Visibility.Name(rpc.visibility),
                        **handlers.get((python_module(request), request.name), {}),
                    }
                )
            for message in (request, response):
                collect(message, messages, enums, databricks)
    operations.sort(key=lambda o: (o["path"], o["method"]))
    return operations, dict(sorted(messages.items())), dict(sorted(enums.items()))


def python_module(message: Any) -> str:
    """``issues_pb2`` for a message of ``issues.proto``."""
    return message.file.name.rpartition("/")[2].replace(".proto", "_pb2")


def rest_path(path: str, major: int) -> str:
    """Path as the server registers it (``_get_rest_path``), path parameters in OpenAPI's form."""
    path = re.sub(r"{assessment\.(\w+)}", r"{\1}", path)
    path = re.sub(r"<path:(\w+)>", r"{\1}", path)
    return f"/api/{major}.0{path}"


def collect(message: Any, messages: dict[str, Any], enums: dict[str, Any], databricks: Any) -> None:
    """Add ``message`` and everything that it refers to."""
    if message.full_name in messages or message.full_name.startswith("google.protobuf."):
        return
    messages[message.full_name] = {}
    for field in message.fields:
        messages[message.full_name][field.name] = describe_field(field, databricks)
        if field.message_type is not None:
            collect(field.message_type, messages, enums, databricks)
        if field.enum_type is not None:
            enums[field.enum_type.full_name] = [value.name for value in field.enum_type.values]


def describe_field(field: Any, databricks: Any) -> dict[str, Any]:
    """One field: its type, and only those of its properties that are not the usual ones."""
    options = field.GetOptions()
    kinds = {number: name for name, number in vars(type(field)).items() if name.startswith("TYPE_")}
    fact: dict[str, Any] = {"type": kinds[field.type].removeprefix("TYPE_").lower()}
    if field.message_type is not None:
        fact["type"] = field.message_type.full_name
        if field.message_type.GetOptions().map_entry:
            value = field.message_type.fields_by_name["value"]
            fact = {"type": "map", "values": describe_field(value, databricks)}
            return fact
    if field.enum_type is not None:
        fact["enum"] = field.enum_type.full_name
    if is_repeated(field):
        fact["repeated"] = True
    if field.has_default_value:
        default = field.default_value
        fact["default"] = field.enum_type.values_by_number[default].name if field.enum_type else default
    if options.Extensions[databricks.validate_required]:
        fact["required"] = True
    if options.deprecated:
        fact["deprecated"] = True
    oneof = field.containing_oneof
    if oneof is not None and len(oneof.fields) > 1:
        fact["oneof"] = oneof.name
    return fact


def is_repeated(field: Any) -> bool:
    return field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED


# --- handlers -------------------------------------------------------------------------------------


def read_handlers(source: Path) -> Handlers:
    """The table of handlers, read from the syntax tree, so that no server has to be importable."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    messages = imported_messages(tree)
    facts: Handlers = {}
    for node in tree.body:
        names = [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
        if names != ["HANDLERS"] or not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Dict):
            continue
        for key, value in zip(node.value.keys, node.value.values):
            if isinstance(key, ast.Name) and isinstance(value, ast.Name):
                facts[messages[key.id]] = {"handler": value.id, **field_checks(functions.get(value.id))}
    if not facts:
        raise InventoryError(f"{source.name} holds no table HANDLERS: this release keeps its handlers elsewhere.")
    return facts


def imported_messages(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Name in the module -> module and name of the message: some are imported under another name."""
    return {
        alias.asname or alias.name: (node.module.rpartition(".")[2], alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mlflow.protos.")
        for alias in node.names
    }


def field_checks(function: ast.FunctionDef | None) -> dict[str, Any]:
    """The ``schema={...}`` argument of the handler: field -> names of its checks."""
    for node in ast.walk(function) if function else []:
        if not isinstance(node, ast.keyword) or node.arg != "schema" or not isinstance(node.value, ast.Dict):
            continue
        checks = {
            key.value: [name.id.removeprefix("_assert_") for name in value.elts if isinstance(name, ast.Name)]
            for key, value in zip(node.value.keys, node.value.values)
            if isinstance(key, ast.Constant) and isinstance(value, ast.List)
        }
        return {"checks": dict(sorted(checks.items()))}
    return {}


# --- the server's own URL map ---------------------------------------------------------------------


def server_routes() -> dict[str, Any]:
    """Every route of the installed server (Flask and FastAPI), and FastAPI's schemas without their prose."""
    import_module("logging").disable(60)
    app = import_module("mlflow.server.fastapi_app").create_fastapi_app()
    flask = import_module("mlflow.server").app
    routes = {(method, path) for path, methods in fastapi_routes(app.routes, "") for method in methods}
    for rule in flask.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        routes |= {(method, path) for method in rule.methods}
    listed = sorted((path, method) for method, path in routes if method not in ("HEAD", "OPTIONS"))
    document = app.openapi()
    wanted = {p: item for p, item in document["paths"].items() if p.startswith("/api/3.0/mlflow/mcp-servers")}
    return {
        "routes": [{"method": method, "path": path} for path, method in listed],
        "fastapi": {"paths": without_prose(wanted), "schemas": without_prose(document["components"]["schemas"])},
    }


def fastapi_routes(routes: list[Any], prefix: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            found += fastapi_routes(included.routes, prefix + route.include_context.prefix)
        elif getattr(route, "methods", None):
            path = re.sub(r"{(\w+):\w+}", r"{\1}", prefix + route.path)
            found.append((path, sorted(route.methods)))
    return found


def without_prose(node: Any, inside_map: bool = False) -> Any:
    """The same tree without titles and descriptions: structure is a fact, prose is ours to write."""
    if isinstance(node, list):
        return [without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    prose = () if inside_map else ("title", "description", "summary", "tags")
    return {k: without_prose(v, k in ("properties", "paths")) for k, v in sorted(node.items()) if k not in prose}


# --- MLflow's login app ---------------------------------------------------------------------------


def login_routes(folder: Path) -> list[Any]:
    """Routes of ``mlflow server --app-name basic-auth``, read from the syntax tree: to import it needs more packages."""
    spec = util.spec_from_file_location("login_paths", folder / "routes.py")
    if spec is None or spec.loader is None:
        raise InventoryError(f"{folder} holds no routes.py: this release keeps the routes of its login app elsewhere.")
    paths = util.module_from_spec(spec)
    spec.loader.exec_module(paths)
    routes: set[tuple[str, str]] = set()

    def add(names: list[ast.AST], methods: list[str]) -> None:
        found = [getattr(paths, name.id) for name in names if isinstance(name, ast.Name) and hasattr(paths, name.id)]
        routes.update((path, method) for path in found for method in methods)

    for node in ast.walk(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))):
        # for rule in [CREATE_USER, AJAX_CREATE_USER]: app.add_url_rule(rule=rule, …, methods=["POST"])
        if isinstance(node, ast.For) and isinstance(node.iter, ast.List):
            for call in rule_calls(node):
                add(node.iter.elts, methods_of(call))
        # app.add_url_rule(rule=SIGNUP, …, methods=["GET"])
        for call in [node] if is_rule_call(node) else []:
            add([keyword.value for keyword in call.keywords if keyword.arg == "rule"], methods_of(call))
        # (create_role, "POST", CREATE_ROLE, AJAX_CREATE_ROLE)
        if isinstance(node, ast.Tuple):
            methods = [part.value for part in node.elts if isinstance(part, ast.Constant) and part.value in HTTP_METHODS]
            add(node.elts, methods)
    if not routes:
        raise InventoryError(f"{folder} adds no routes: this release writes its login app in another way.")
    return [{"method": method, "path": path} for path, method in sorted(routes)]


HTTP_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def is_rule_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_url_rule"


def rule_calls(node: ast.AST) -> list[Any]:
    return [call for call in ast.walk(node) if is_rule_call(call)]


def methods_of(call: Any) -> list[str]:
    lists = [keyword.value for keyword in call.keywords if keyword.arg == "methods" and isinstance(keyword.value, ast.List)]
    return [method.value for methods in lists for method in methods.elts if isinstance(method, ast.Constant)]


# --- output ---------------------------------------------------------------------------------------


def render(inventory: dict[str, Any]) -> str:
    """JSON with one operation, one field or one route per line: small, and a diff that can be read."""
    parts = []
    for key, value in inventory.items():
        parts.append(f"{json.dumps(key)}: {render_value(key, value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def render_value(key: str, value: Any) -> str:
    line = lambda item: json.dumps(item, ensure_ascii=False)  # noqa: E731
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"  {line(item)}" for item in value) + "\n]"
    if key == "messages":
        blocks = []
        for name, fields in value.items():
            body = ",\n".join(f"    {line(field)}: {line(fact)}" for field, fact in fields.items())
            blocks.append(f"  {line(name)}: " + (f"{{\n{body}\n  }}" if fields else "{}"))
        return "{\n" + ",\n".join(blocks) + "\n}"
    if key == "enums":
        return "{\n" + ",\n".join(f"  {line(name)}: {line(names)}" for name, names in value.items()) + "\n}"
    return json.dumps(value, indent=1, ensure_ascii=False) if isinstance(value, dict) else line(value)


if __name__ == "__main__":
    os.environ.setdefault("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
    sys.exit(main())
