"""The interface served for real: a process of its own, on this machine only."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlmodel import Session

from backend.api.actions import give_token
from backend.api.scopes import Scope
from backend.database import connect
from tests.cast import assemble
from tests.journeys.installation import environment_in

START_WITHIN = 60  # seconds
TOKENS = 12  # a token may ask 600 times a minute


@dataclass(frozen=True)
class Served:
    url: str
    tokens: list[str]  # all of the Maison du Département
    log: Path


@contextmanager
def served(folder: Path, template: Path) -> Generator[Served]:
    """With the cast in it, until the block ends."""
    shutil.copy(template, folder / "parcours.db")
    tokens = _fill(folder / "parcours.db")
    url = f"http://127.0.0.1:{_free_port()}"
    log = folder / "server.log"
    order = [sys.executable, "-m", "backend", "serve", "--port", url.rpartition(":")[2]]
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            order, env=environment_in(folder) | {"PUBLIC_URL": url}, stdout=said, stderr=said
        )
        try:
            _wait_for(f"{url}/healthz")
            yield Served(url, tokens, log)
        finally:
            process.terminate()
            process.wait(60)


def _fill(path: Path) -> list[str]:
    engine = connect(f"sqlite:///{path}")
    now = datetime.now(UTC)
    with Session(engine, expire_on_commit=False) as session:
        cast = assemble(session, now=now)
        tokens = [
            give_token(session, cast.department, list(Scope), now=now)[1] for _ in range(TOKENS)
        ]
        session.commit()
    engine.dispose()
    return tokens


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=1).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer from {url}")
