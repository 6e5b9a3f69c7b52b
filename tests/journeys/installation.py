"""Mon parcours installed for one story: a real server, a real database, the demo's people."""

import hmac
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

START_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Installation:
    url: str
    environment: dict[str, str]
    demo: dict[str, Any]

    @property
    def amina(self) -> dict[str, Any]:
        return self.demo["people"][0]

    @property
    def claire(self) -> dict[str, Any]:
        return self.demo["advisers"][0]

    def parcours(self, *arguments: str) -> str:
        return run(self.environment, *arguments)

    def works_at(self, moment: datetime) -> str:
        """What is due at that moment is done by a worker of its own."""
        return self.parcours("worker", "--once", "--now", moment.isoformat())

    def receives(self, body: dict[str, Any]) -> str:
        """A webhook signed by Claire's structure's rdv-insertion."""
        hook = next(h for h in self.demo["webhooks"] if h["source"] == "rdv-insertion")
        raw = json.dumps(body).encode()
        signature = hmac.new(hook["secret"].encode(), raw, sha256).hexdigest()
        request = urllib.request.Request(
            hook["url"], data=raw, headers={"X-RDVI-Signature": signature}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "backend", *arguments],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def installed(folder: Path, **settings: str) -> Generator[Installation]:
    """Served on a free port of localhost until the story ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'parcours.db'}",
        "DATA_DIR": str(folder),
        "PUBLIC_URL": f"http://localhost:{port}",
        "WORKER": "off",
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    demo = json.loads(run(environment, "demo", "--json"))
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "backend", "serve", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz")
            yield Installation(environment["PUBLIC_URL"], environment, demo)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no answer from {url}")
