"""What the tests of accounts share: cheap hashes, newcomers, invitations and passphrases."""

from collections.abc import Callable
from datetime import datetime

import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from backend import clock
from backend.people import hashing
from backend.people.credentials import set_passphrase
from backend.people.invitations import invite
from backend.people.models import Adviser, Person
from backend.settings import Settings
from tests.cast import Cast
from tests.conftest import NOON
from tests.visitor import Page, Visitor

PASSPHRASE = "quatre velos sous la pluie"
ANOTHER = "trois lampes dans le jardin"


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 with the least it accepts: these tests are not about its strength."""
    monkeypatch.setattr(hashing, "hasher", PasswordHasher(1, 8, 1))


@pytest.fixture
def newcomer(app: Litestar) -> Callable[[], Visitor]:
    """Makes signed-out visitors, each with a browser of their own."""

    def make() -> Visitor:
        client = TestClient(app, base_url="https://parcours.test")
        client.headers.update({"accept": "text/html", "accept-language": "fr"})
        return Visitor(client)

    return make


@pytest.fixture
def code(session: Session, cast: Cast, settings: Settings) -> str:
    """Amina's, on paper."""
    code = invite(session, cast.amina, cast.claire, settings=settings, now=NOON)
    session.commit()
    return code


@pytest.fixture
def amina_account(session: Session, cast: Cast) -> Person:
    set_passphrase(session, cast.amina, hashing.hashed(PASSPHRASE), now=NOON)
    session.commit()
    return cast.amina


@pytest.fixture
def claire_account(session: Session, cast: Cast) -> Adviser:
    set_passphrase(session, cast.claire, hashing.hashed(PASSPHRASE), now=NOON)
    session.commit()
    return cast.claire


@pytest.fixture
def turn_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def turn(to: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: to)

    return turn


def opens(visitor: Visitor, code: str, surname: str = "ben") -> Page:
    """Types the code and the letters as a person would."""
    return visitor.submits(visitor.visits("/i"), "/i", code=code, nom=surname)


def enrols(visitor: Visitor, page: Page, **choices: str) -> Page:
    sent = {"phrase": PASSPHRASE, "appareil": "personnel"} | choices
    return visitor.submits(page, "/i/phrase", htmx=False, **sent)


def signs_in(visitor: Visitor, name: str, passphrase: str = PASSPHRASE, **others: str) -> Page:
    page = visitor.visits("/connexion")
    return visitor.submits(
        page, "/connexion", identifiant=name, phrase=passphrase, htmx=False, **others
    )


def error_of(page: Page, field: str) -> str:
    """The message beside a field, "" when it has none."""
    found = page.all("p", id=f"{field}-error")
    return "".join(found[0].itertext()).strip() if found else ""
