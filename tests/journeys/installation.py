"""Mon parcours installed for one story: a real server, a real database, the demo's people."""

import json
import os
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.journeys.commands import Commands

START_WITHIN = 60  # seconds


@dataclass
class Installation:
    """Its clocks are the real ones until they are turned: moments count from now."""

    folder: Path
    port: int
    environment: dict[str, str]
    demo: dict[str, Any]
    commands: Commands
    said: list[str] = field(default_factory=list)  # by the workers
    _server: int = 0

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def url(self) -> str:
        return self.environment["PUBLIC_URL"]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.demo["territory"]["timezone"])

    def at(self, hour: int, minute: int = 0, *, days: int) -> datetime:
        """That hour on the clocks of the territory, so many days from today."""
        today = datetime.now(self.zone).date()
        return on_clocks(today + timedelta(days=days), hour, minute, self.zone)

    def person(self, first_name: str) -> dict[str, Any]:
        return next(who for who in self.demo["people"] if who["first_name"] == first_name)

    def adviser(self, first_name: str) -> dict[str, Any]:
        return next(who for who in self.demo["advisers"] if who["first_name"] == first_name)

    def lives_at(self, moment: datetime) -> None:
        """Its server begins anew, at that moment."""
        self.stop()
        self.environment["DEMO_CLOCK"] = moment.isoformat()
        self.start()

    def works_at(self, moment: datetime) -> str:
        """What is due at that moment is done by a worker of its own."""
        order = ["worker", "--once", "--now", moment.isoformat()]
        done = self.commands.run(order, self.environment)
        self.said += [done.stdout, done.stderr]
        return done.stdout

    def logs(self) -> str:
        """All that the server and the workers have said."""
        return self.log.read_text("utf-8") + "\n".join(self.said)

    def start(self) -> None:
        order = ["serve", "--port", str(self.port)]
        self._server = self.commands.start(order, self.environment, [self.log, self.log])
        _wait_for(f"http://127.0.0.1:{self.port}/readyz")

    def stop(self) -> None:
        if self._server:
            self.commands.stop(self._server)
            self._server = 0


def on_clocks(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall_time(hour, minute), tzinfo=zone)


@contextmanager
def installed(
    folder: Path,
    commands: Commands,
    settings: Mapping[str, str],
    *,
    demo: dict[str, Any] | None = None,
) -> Generator[Installation]:
    """Served on a free port until the story ends. `demo`: what was printed when it was filled."""
    port = _free_port()
    environment = {**environment_in(folder), "PUBLIC_URL": f"http://localhost:{port}", **settings}
    if demo is None:
        demo = json.loads(commands.run(["demo", "--json"], environment).stdout)
    installation = Installation(folder, port, environment, demo, commands)
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()


def environment_in(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'parcours.db'}",
        "DATA_DIR": str(folder),
        "WORKER": "off",
        "LOG_LEVEL": "WARNING",
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


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
