"""A real server on a throw-away database, for the time of a measure."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Served:
    url: str
    pid: int
    environment: dict[str, str]

    @property
    def database_url(self) -> str:
        return self.environment["DATABASE_URL"]


def parcours(environment: dict[str, str], *arguments: str) -> str:
    """What `parcours …` printed; raises CalledProcessError when it failed."""
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-m", "backend", *arguments],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@contextmanager
def environment_in(folder: Path) -> Generator[dict[str, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    yield {
        **os.environ,
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'bench.db'}"),
        "DATA_DIR": str(folder),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WORKER": "off",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def served(environment: dict[str, str]) -> Generator[Served]:
    port = environment["PUBLIC_URL"].rpartition(":")[2]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "backend", "serve", "--port", port], env=environment
    )
    try:
        _wait_for(f"{environment['PUBLIC_URL']}/healthz")
        yield Served(environment["PUBLIC_URL"], process.pid, environment)
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 (loopback)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer from {url}")


@contextmanager
def throw_away_folder() -> Generator[Path]:
    with tempfile.TemporaryDirectory(prefix="parcours-bench-") as folder:
        yield Path(folder)
