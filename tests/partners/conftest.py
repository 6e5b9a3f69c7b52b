"""The two tools, each with an endpoint of the Maison du Département, and what they left."""

import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.appointments.models import Appointment, Source
from backend.database import reading
from backend.partners.models import WaitingAppointment, WebhookEndpoint
from tests.cast import Cast, saved

SECRET = "un secret partagé, avec des accents"
PATHS = {
    Source.RDV_INSERTION: ("/api/v1/webhooks/rdv-insertion", "x-rdvi-signature"),
    Source.RDV_SERVICE_PUBLIC: ("/api/v1/webhooks/rdv-service-public", "x-lapin-signature"),
}


def signature(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, sha256).hexdigest()


@dataclass
class Tool:
    """One of the two tools, sending."""

    client: TestClient[Litestar]
    source: Source
    secret: str = SECRET

    def posts(self, body: bytes, headers: dict[str, str], query: str = "") -> Response:
        path = PATHS[self.source][0]
        return self.client.post(path + query, content=body, headers=headers)

    def sends_bytes(self, body: bytes, query: str = "") -> Response:
        return self.posts(body, {PATHS[self.source][1]: signature(body, self.secret)}, query)

    def sends(self, message: Any) -> Response:
        return self.sends_bytes(json.dumps(message, ensure_ascii=False).encode())

    def tells(self, message: Any) -> str:
        """Sends a message that must be understood, and gives what became of it."""
        response = self.sends(message)
        assert response.status_code == 200, response.text
        outcome: str = response.json()["outcome"]
        return outcome


@pytest.fixture
def insertion_endpoint(session: Session, cast: Cast) -> WebhookEndpoint:
    return _endpoint(session, cast, Source.RDV_INSERTION)


@pytest.fixture
def service_public_endpoint(session: Session, cast: Cast) -> WebhookEndpoint:
    return _endpoint(session, cast, Source.RDV_SERVICE_PUBLIC)


def _endpoint(session: Session, cast: Cast, source: Source) -> WebhookEndpoint:
    endpoint = WebhookEndpoint(structure_id=cast.department.id, source=source, secret=SECRET)
    saved(session, endpoint)
    session.commit()
    return endpoint


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    with TestClient(app, base_url="https://parcours.test") as client:
        yield client


@pytest.fixture
def insertion(client: TestClient[Litestar], insertion_endpoint: WebhookEndpoint) -> Tool:
    return Tool(client, insertion_endpoint.source)


@pytest.fixture
def service_public(client: TestClient[Litestar], service_public_endpoint: WebhookEndpoint) -> Tool:
    return Tool(client, service_public_endpoint.source)


Row = TypeVar("Row", Appointment, WaitingAppointment)


def rows(engine: Engine, kind: type[Row]) -> list[Row]:
    """All there are, freshly read; the transaction is over, so nobody waits for it."""
    with reading(engine) as session:
        return sorted(session.exec(select(kind)), key=lambda row: row.id)


@pytest.fixture
def appointments(engine: Engine) -> Callable[[], list[Appointment]]:
    return partial(rows, engine, Appointment)


@pytest.fixture
def appointment(engine: Engine) -> Callable[[], Appointment]:
    """The only one there is."""

    def read() -> Appointment:
        [only] = rows(engine, Appointment)
        return only

    return read


@pytest.fixture
def waiting(engine: Engine) -> Callable[[], list[WaitingAppointment]]:
    return partial(rows, engine, WaitingAppointment)
