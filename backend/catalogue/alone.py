"""One import at a time: the second stops at once, and a crash leaves nothing to unlock."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

KEY = 0x636174616C6F67  # « catalog »: PostgreSQL's advisory locks are numbers


class ImportUnderWay(Exception):
    """Another import has begun and has not ended."""


@contextmanager
def alone(engine: Engine) -> Generator[None]:
    """Raises ImportUnderWay. Held by the connection or the open file, which die with a process."""
    held = _on_server if engine.url.get_backend_name() == "postgresql" else _on_file
    with held(engine):
        yield


@contextmanager
def _on_server(engine: Engine) -> Generator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}).scalar():
            raise ImportUnderWay("Another import is under way: try again when it has ended.")
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": KEY})


@contextmanager
def _on_file(engine: Engine) -> Generator[None]:
    with Path(f"{engine.url.database}-import").open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImportUnderWay(
                "Another import is under way: try again when it has ended."
            ) from None
        yield
