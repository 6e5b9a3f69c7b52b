"""Engines and sessions: one session per request, committed after the handler, else rolled back."""

from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.types import Message, Scope
from sqlalchemy import Connection, Engine, Enum, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

READ_ONLY_METHODS = {"GET", "HEAD"}
OPEN_SESSION = "open_session"  # of a request, in the state of its scope


def connect(url: str, *, reads_only: bool = False) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…` (psycopg 3)."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        if "options" not in parsed.query:  # compiling a question costs more than asking it
            parsed = parsed.update_query_dict({"options": "-c jit=off"})
        return create_engine(parsed, pool_size=8, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error is logged: names are no part of it
        execution_options={"reads_only": reads_only},
    )
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: SQLiteConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=FAST",  # what is deleted is written over: the keys of opinions above all
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue from their first statement: the driver's own mode loses updates silently."""
    reads = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Generator[Session]:
    """A unit of work outside a request: committed at the end, rolled back when it raises."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


@contextmanager
def reading(engine: Engine) -> Generator[Session]:
    with Session(engine.execution_options(reads_only=True)) as session:
        yield session


def words(kind: type[StrEnum]) -> Any:  # noqa: ANN401 (SQLModel wants a type, SQLAlchemy an instance)
    """A column that stores an enumeration's values as text: renaming a member is no migration."""
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda kind: [m.value for m in kind]
    )


def reader_of(engine: Engine) -> Engine:
    """Connections of their own for readers, who wait for no writer; PostgreSQL needs none."""
    if engine.url.get_backend_name() != "sqlite":
        return engine
    return connect(engine.url.render_as_string(hide_password=False), reads_only=True)


def provide_session(request: Request[None, None, State]) -> Generator[Session]:
    state = request.app.state
    engine = state.reader if request.method in READ_ONLY_METHODS else state.engine
    with Session(engine, expire_on_commit=False) as session:
        request.scope["state"][OPEN_SESSION] = session
        yield session
        session.commit()
    request.scope["state"].pop(OPEN_SESSION, None)


async def close_left_open(message: Message, scope: Scope) -> None:
    """When a dependency raises, the framework never comes back to the one that gave the session:
    what it asked is rolled back and its connection given back, before the answer leaves."""
    if message["type"] == "http.response.start":
        session = scope["state"].pop(OPEN_SESSION, None)
        if session is not None:
            await sync_to_thread(session.close)


RequestSession = NamedDependency[Session]
