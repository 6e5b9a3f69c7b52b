"""Who is refused, and how each refusal is told."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, select

from backend.api.actions import revoke
from backend.api.scopes import Scope
from backend.partners.models import ApiToken
from backend.people import rate
from tests.api.conftest import API, PROBLEM, MakeTool, Tool
from tests.cast import Cast
from tests.conftest import NOON, SignIn

SECRET = "Amina-Benali-1994"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer x",
        "Basic {}",
        "Bearer {}x",
        "Bearer {} {}",
        "Bearer \u00e9",
    ],
)
def test_without_a_token_nobody_is_let_in(tool: Tool, header: str | None) -> None:
    headers: dict[bytes, bytes] = {}
    if header is not None:
        headers[b"authorization"] = header.format(tool.token, tool.token).encode("latin-1")
    response = tool.client.get(f"{API}/people", headers=headers)

    assert response.status_code == 401
    assert response.headers["content-type"] == PROBLEM
    assert response.headers["www-authenticate"] == 'Bearer realm="mon-parcours"'


def test_a_revoked_token_opens_nothing(tool: Tool, session: Session) -> None:
    revoke(session.exec(select(ApiToken)).one(), now=NOON)
    session.commit()
    tool.reads("/people", expects=401)


def test_a_session_cookie_opens_nothing(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.claire).client.get(f"{API}/people").status_code == 401


def test_a_scope_opens_what_it_names_and_nothing_else(tool_of: MakeTool, cast: Cast) -> None:
    tool = tool_of(cast.department, Scope.READ_PEOPLE)
    tool.reads("/people")
    for method, path in (
        ("POST", "/people"),
        ("GET", "/advisers"),
        ("GET", f"/people/{cast.amina.id}/steps"),
        ("PUT", f"/people/{cast.amina.id}/team"),
    ):
        response = tool.asks(method, path, json={})
        assert response.status_code == 403, f"{method} {path}"
        assert 'error="insufficient_scope"' in response.headers["www-authenticate"]


def test_too_many_requests_are_told_to_wait(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.api.access.PER_TOKEN", rate.RateLimitItemPerMinute(2))
    for _ in range(2):
        tool.reads("/advisers")
    response = tool.asks("GET", "/advisers")
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/nothing", 404),
        ("GET", "/people/abc", 404),
        ("GET", "/people/0", 404),
        ("GET", "/people/99999999999999999999", 404),
        ("GET", "/people/-1", 404),
        ("DELETE", "/people", 405),
        ("PUT", "/people", 405),
        ("POST", "/openapi.json", 405),
        ("POST", "/people/1/team", 405),
    ],
)
def test_what_is_not_there_is_told_as_a_problem(
    tool: Tool, method: str, path: str, status: int
) -> None:
    response = tool.asks(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    assert response.json()["status"] == status
    if status == 405:
        assert response.headers["allow"]


def test_elsewhere_what_is_not_there_is_a_page(client: TestClient[Litestar]) -> None:
    response = client.get("/rien-de-tel", headers={"accept": "text/html"})
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (
        404,
        "text/html",
    )


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"first_name": "\\ud800"}', "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b"[]", "application/json", 422),
        (b"null", "application/json; charset=utf-8", 422),
        (b'{"x": "' + b"x" * 1_000_001 + b'"}', "application/json", 413),
    ],
    ids=["cut", "empty", "bytes", "surrogate", "text", "form", "list", "null", "large"],
)
def test_a_body_that_is_none_is_refused(tool: Tool, body: bytes, kind: str, status: int) -> None:
    response = tool.asks("POST", "/people", content=body, headers={"content-type": kind})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_name": None}, "last_name"),
        ({"last_name": ""}, "last_name"),
        ({"last_name": f"{SECRET}\x00"}, "last_name"),
        ({"last_name": SECRET * 10}, "last_name"),
        ({"last_name": 12}, "last_name"),
        ({"email": SECRET}, "email"),
        ({"phone": SECRET}, "phone"),
        ({"birth_date": SECRET}, "birth_date"),
        ({"birth_date": "0001-01-01"}, "birth_date"),
        ({"birth_date": "2026-03-03"}, "birth_date"),
        ({"birth_date": 0}, "birth_date"),
        ({"identifiers": [{"system": SECRET, "value": "1"}]}, "identifiers.0.system"),
        ({"reference": None}, ""),
        ({SECRET: 1}, ""),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, str) else next(iter(value)),
)
def test_each_fault_is_named_and_nothing_repeated(
    tool: Tool, wrong: dict[str, Any], field: str
) -> None:
    facts: dict[str, Any] = {"first_name": "A", "last_name": "B", "reference": "r"}
    response = tool.asks("POST", "/people", json=facts | wrong)

    assert response.status_code == 422
    told = response.json()
    assert [error["field"] for error in told["errors"]] == [field]
    assert SECRET not in response.text


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (OperationalError("", {}, Exception()), 503),
        (IntegrityError("", {}, Exception()), 409),
        (RuntimeError(SECRET), 500),
    ],
    ids=["busy", "at once", "ours"],
)
def test_what_fails_with_us_is_a_problem_too(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr("backend.api.queries.advisers_of", fail)
    response = tool.asks("GET", "/advisers")
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    assert SECRET not in response.text
