"""The OpenAPI document: what the routes say of themselves, and pydantic of their models."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from litestar import Litestar
from litestar.routes import HTTPRoute
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from backend.api.operations import Operation
from backend.api.problems import ProblemDetails
from backend.web.rows import LARGEST_ID

MEDIA_TYPE = "application/json"
PROBLEM = "application/problem+json"
PARAMETER = re.compile(r"\{(\w+):int\}")
REFERENCE = "#/components/schemas/{model}"
WRITES = {"POST", "PUT", "PATCH"}
ABOUT = """\
What a structure's own tool may tell of the people it accompanies, and read again.

Every request but for published results carries `Authorization: Bearer <token>`; a token belongs to
one structure and has scopes. People are found by identifiers or by your own `reference`, never by
their names. Your tool reads what your structure wrote, and of others' lines only what she lets it
see; she is shown each reading. A `reference` makes a write an update when it is told again; an
`Idempotency-Key` makes a request that was already answered be answered the same, for 48 hours.
Lists are read page by page: follow `next`. 600 requests a minute and token.
"""
WHY = {
    400: "The body is no JSON.",
    401: "No token, or none that is known.",
    403: "The token lacks the scope.",
    404: "Nothing of that number is known to your structure.",
    409: "It contradicts what is there; `detail` says how.",
    413: "The body is larger than 1 MB.",
    415: "The body is not `application/json`.",
    422: "A field does not hold what is asked for; `errors` names it.",
    429: "More than 600 requests a minute; `Retry-After` says when to ask again.",
    503: "Busy; `Retry-After` says when to ask again.",
}
GIVEN = {200: "Done, or found.", 201: "Created."}
Json = dict[str, Any]
Described = tuple[str, str, Operation]  # method, path, what it does


def published(app: Litestar) -> bytes:
    return _written(tuple(sorted(operations(app), key=lambda one: one[:2])))


def operations(app: Litestar) -> Iterator[Described]:
    for route in app.routes:
        for handler in route.route_handlers if isinstance(route, HTTPRoute) else ():
            if "operation" in handler.opt:
                [method] = {str(m) for m in handler.http_methods} - {"OPTIONS"}
                yield PARAMETER.sub(r"{\1}", route.path), method, handler.opt["operation"]


@lru_cache
def _written(described: tuple[Described, ...]) -> bytes:
    """JSON; the same for everybody, so it is made once."""
    references, schemas = _schemas([operation for _, _, operation in described])
    paths: Json = {}
    for path, method, operation in described:
        paths.setdefault(path, {})[method.lower()] = _operation(path, method, operation, references)
    return json.dumps(_document(paths, schemas), ensure_ascii=False).encode()


def _document(paths: Json, schemas: Json) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mon parcours: partner interface",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [{"name": name} for name in sorted({_tag(path) for path in paths})],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _tag(path: str) -> str:
    return path.replace("/{", "{").split("/")[-1].partition("{")[0]


def _schemas(all_of: list[Operation]) -> tuple[dict[Any, Json], Json]:
    wanted: set[tuple[type[BaseModel], JsonSchemaMode]] = {(ProblemDetails, "serialization")}
    for operation in all_of:
        wanted.add((operation.gives, "serialization"))
        if operation.takes:
            wanted.add((operation.takes, "validation"))
    ordered = sorted(wanted, key=lambda one: one[0].__name__)
    references, definitions = models_json_schema(ordered, ref_template=REFERENCE)
    return dict(references), definitions["$defs"]


def _operation(path: str, method: str, operation: Operation, references: dict[Any, Json]) -> Json:
    told: Json = {
        "operationId": operation.name,
        "tags": [_tag(path)],
        "summary": operation.summary,
        "description": f"{operation.description}\n\n{_scope(operation)}".strip(),
        "parameters": [*_parameters(path, method, operation)],
        "responses": _responses(operation, references),
    }
    if operation.scope is None:
        told["security"] = []
    if operation.takes:
        schema = references[operation.takes, "validation"]
        told["requestBody"] = {"required": True, "content": {MEDIA_TYPE: {"schema": schema}}}
    return told


def _scope(operation: Operation) -> str:
    return f"Scope: `{operation.scope}`." if operation.scope else "No token is needed."


def _parameters(path: str, method: str, operation: Operation) -> Iterator[Json]:
    for name in re.findall(r"\{(\w+)\}", path):
        schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    if operation.asks:
        schema = operation.asks.model_json_schema()
        for name, of_it in schema["properties"].items():
            yield {"name": name, "in": "query", "required": False, "schema": _not_null(of_it)}
    if method in WRITES:
        schema = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": schema,
            "description": "The same key and the same request: the first answer again.",
        }


def _not_null(schema: Json) -> Json:
    """A query has no null: what may be left out is left out."""
    others = {name: value for name, value in schema.items() if name not in {"anyOf", "default"}}
    for choice in schema.get("anyOf", []):
        if choice.get("type") != "null":
            return others | choice
    return schema


def _responses(operation: Operation, references: dict[Any, Json]) -> Json:
    good = {"content": {MEDIA_TYPE: {"schema": references[operation.gives, "serialization"]}}}
    bad = {"content": {PROBLEM: {"schema": references[ProblemDetails, "serialization"]}}}
    answers = {
        str(status): {"description": GIVEN[status], "headers": _headers(operation, status)} | good
        for status in operation.answers
    }
    refusals = {
        str(status): {"description": WHY[status], "headers": _headers(operation, status)} | bad
        for status in operation.refusals
    }
    return answers | refusals


def _headers(operation: Operation, status: int) -> Json:
    text = {"schema": {"type": "string"}}
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return {"WWW-Authenticate": text | {"required": True}}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "required": True}}
    if operation.takes and status < HTTPStatus.BAD_REQUEST:
        makes = HTTPStatus.CREATED in operation.answers
        place = {"Location": text | {"required": True}} if makes else {}
        return place | {"Idempotency-Replayed": text | {"description": "`true`: said again."}}
    if operation.asks and status == HTTPStatus.OK:
        return {"Link": text | {"description": '`<…>; rel="next"`, when there is a next page.'}}
    return {}
