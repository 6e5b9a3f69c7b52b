"""Tools of structures that accompany people, each with a token of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from backend.api.actions import give_token
from backend.api.scopes import Scope
from backend.people.models import Person
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON

API = "/api/v1"
PROBLEM = "application/problem+json"


@dataclass
class Tool:
    """A structure's own software, asking and telling."""

    client: TestClient[Litestar]
    token: str
    structure: Structure

    def asks(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> Response:
        own = {"authorization": f"Bearer {self.token}"} | (headers or {})
        return self.client.request(method, API + path, headers=own, **more)

    def reads(self, path: str, *, expects: int = 200, **query: Any) -> Any:
        return _checked(self.asks("GET", path, params=query), expects)

    def tells(self, path: str, *, expects: int = 201, **facts: Any) -> Any:
        return _checked(self.asks("POST", path, json=facts), expects)

    def changes(self, path: str, *, expects: int = 200, **facts: Any) -> Any:
        return _checked(self.asks("PATCH", path, json=facts), expects)

    def puts(self, path: str, *, expects: int = 200, **facts: Any) -> Any:
        return _checked(self.asks("PUT", path, json=facts), expects)

    def knows(self, first_name: str = "Nora", **facts: Any) -> int:
        """Tells of somebody new; gives her number."""
        told: dict[str, Any] = {"first_name": first_name, "last_name": "Lopez"}
        told |= {"reference": first_name} | facts
        number: int = self.tells("/people", **told)["id"]
        return number


def _checked(response: Response, status: int) -> Any:
    assert response.status_code == status, f"{response.status_code} {response.text}"
    kind = PROBLEM if status >= 400 else "application/json"
    assert response.headers["content-type"].partition(";")[0] == kind
    return response.json()


MakeTool = Callable[..., Tool]


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(app, base_url="https://parcours.test", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def tool_of(client: TestClient[Litestar], session: Session) -> MakeTool:
    def make(structure: Structure, *scopes: Scope) -> Tool:
        _, token = give_token(session, structure, list(scopes or Scope), now=NOON)
        session.commit()
        return Tool(client, token, structure)

    return make


@pytest.fixture
def tool(tool_of: MakeTool, cast: Cast) -> Tool:
    """Of the Maison du Département, where Claire works."""
    return tool_of(cast.department)


@pytest.fixture
def neighbour(tool_of: MakeTool, cast: Cast, session: Session) -> Tool:
    """Of another structure in the same territory, which does not know Amina."""
    structure = saved(session, Structure(territory_id=cast.tarn.id, name="Mission locale d’Albi"))
    session.commit()
    return tool_of(structure)


@pytest.fixture
def amina(cast: Cast) -> Person:
    return cast.amina
