"""The OpenAPI document says all there is, and nothing else."""

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis import openapi

from backend.api.scopes import Scope
from tests.architecture.addresses import PARAMETER, addresses

NOT_DOCUMENTED = ("/api/v1/webhooks/", "/api/v1/openapi.json")
ALWAYS = {"503"}
WITH_A_TOKEN = {"401", "403", "429"}
NAME = re.compile(r"\{\w+\}")
Document = dict[str, Any]


@pytest.fixture
def document(client: TestClient[Litestar]) -> Document:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    told: Document = response.json()
    return told


def operations(document: Document) -> list[tuple[str, str, Document]]:
    return [
        (path, method, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def test_every_address_of_the_interface_is_in_it(app: Litestar, document: Document) -> None:
    ours = {
        f"{address.method} {PARAMETER.sub('{}', address.pattern)}"
        for address in addresses(app)
        if address.pattern.startswith("/api/") and not address.pattern.startswith(NOT_DOCUMENTED)
    }
    told = {f"{method.upper()} {NAME.sub('{}', path)}" for path, method, _ in operations(document)}
    assert told == ours


def test_it_is_sound(document: Document) -> None:
    openapi.from_dict(document).validate()


def test_every_reference_leads_somewhere(document: Document) -> None:
    schemas = document["components"]["schemas"]
    found = set(re.findall(r"'#/components/schemas/(\w+)'", str(document)))
    assert found <= set(schemas)
    assert set(schemas) == found, "a schema that nothing uses"


def test_every_answer_is_documented_with_its_shape(document: Document) -> None:
    for path, method, told in operations(document):
        answers = told["responses"]
        assert set(answers) >= ALWAYS, f"{method} {path}"
        with_a_token = WITH_A_TOKEN if needs_token(told) else set()
        assert set(answers) & WITH_A_TOKEN == with_a_token, f"{method} {path}"
        assert ("404" in answers) == ("{" in path), f"{method} {path}"
        assert {"400", "413", "415", "422"} <= set(answers) or method == "get", f"{method} {path}"
        for status, answer in answers.items():
            kind = "application/json" if status < "4" else "application/problem+json"
            assert list(answer["content"]) == [kind], f"{method} {path} {status}"
            assert answer["description"], f"{method} {path} {status}"


def test_every_operation_has_a_name_a_scope_and_a_summary(document: Document) -> None:
    told = [operation for _, _, operation in operations(document)]
    names = [operation["operationId"] for operation in told]
    assert len(set(names)) == len(names)
    for operation in told:
        assert operation["summary"]
        has_scope = any(f"`{scope}`" in operation["description"] for scope in Scope)
        assert has_scope == needs_token(operation)


def needs_token(operation: Document) -> bool:
    """As the whole document says, unless the operation says that it needs none."""
    return operation.get("security") != []


def test_published_results_alone_need_no_token(document: Document) -> None:
    assert document["security"] == [{"token": []}]
    free = [told["operationId"] for _, _, told in operations(document) if not needs_token(told)]
    assert free == ["list_results"]


def test_what_is_taken_is_bounded(document: Document) -> None:
    """No other field than those listed, no text without an end, no number without a limit."""
    taken = {
        name: schema
        for name, schema in document["components"]["schemas"].items()
        if name.endswith(("In", "Changes")) or name == "Identifier"
    }
    assert all(schema["additionalProperties"] is False for schema in taken.values())
    for field in (field for schema in taken.values() for field in schema["properties"].values()):
        for choice in field.get("anyOf", [field]):
            assert is_bounded(choice), field


def is_bounded(schema: Document) -> bool:
    if schema.get("type") == "string" and schema.get("format") != "date":
        return schema["maxLength"] <= 4000
    return schema.get("type") != "integer" or schema["maximum"] <= 2**31 - 1
