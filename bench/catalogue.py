"""What a national catalogue costs to take in: `python -m bench.catalogue [--services 60000]`.

The first time, the same file again, then with one service in a hundred changed. Each is a process
of its own, so that its peak of memory is its own. Meanwhile somebody else writes a row as often as
it can: how long it waited at most. On SQLite, then on PostgreSQL.
"""

import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.catalogue.intake import Way
from backend.catalogue.report import Report
from backend.catalogue.taking_in import take_in
from backend.database import connect, writing
from backend.migrations.run import migrate
from backend.territories.models import Territory
from bench.pages import say
from bench.server import throw_away_folder
from bench.watch import database_of, found, peak
from tests.catalogue.generating import Country, write_json

SERVICES = 60_000
PAUSE = 0.05  # seconds between two rows that somebody else writes
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)


@dataclass(frozen=True)
class TakenIn:
    seconds: float
    megabytes: float  # the most the process ever took
    report: Report


@click.command()
@click.option("--services", default=SERVICES, show_default=True)
@click.option("--engine", "engines", multiple=True, default=("sqlite", "postgresql"))
def main(services: int, engines: tuple[str, ...]) -> None:
    with throw_away_folder() as folder:
        structures = write_json(folder / "structures", Country(services).structures())
        first = write_json(folder / "first", Country(services).all_services(), as_dump=True)
        second = write_json(folder / "second", Country(services, renewed=0.01).all_services())
        for engine in engines:
            with database_of(engine, folder) as url:
                prepare(url)
                for name, file in (
                    ("structures", structures),
                    ("services", first),
                    ("the same services again", first),
                    ("one service in a hundred changed", second),
                ):
                    measure(f"{engine}, {name}", url, file)


def prepare(url: str) -> None:
    database = connect(url)
    migrate(database)
    with writing(database) as session:
        found(session, 2)
    database.dispose()


def measure(name: str, url: str, file: Path) -> None:
    database = connect(url)
    with Neighbour(database) as neighbour:
        spent = alone(url, file)
    database.dispose()
    counts = ", ".join(
        f"{c.added:,} added, {c.changed:,} changed, {c.unchanged:,} unchanged, {c.gone:,} gone"
        for c in spent.report.counts.values()
    )
    say(
        f"{name}: {spent.seconds:.1f} s, {spent.megabytes:.0f} MB at most; {counts};"
        f" somebody else waited {neighbour.longest * 1000:.0f} ms at most"
    )


def alone(url: str, file: Path) -> TakenIn:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run, url, file).result()


def run(url: str, file: Path) -> TakenIn:
    database = connect(url)
    begun = time.perf_counter()
    with file.open("rb") as opened:
        report = take_in(database, opened, Way(now=NOW))
    seconds = time.perf_counter() - begun
    database.dispose()
    return TakenIn(seconds, peak(), report)


class Neighbour:
    """Writes a row, again and again, and remembers the longest wait."""

    def __init__(self, database: Engine) -> None:
        self.longest = 0.0
        self._database = database
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self) -> "Neighbour":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stopped.wait(PAUSE):
            begun = time.perf_counter()
            with Session(self._database) as session:
                territory = session.exec(select(Territory)).first()
                if territory:
                    territory.phone = f"+335{time.time_ns() % 10**8:08}"
                session.commit()
            self.longest = max(self.longest, time.perf_counter() - begun)


if __name__ == "__main__":
    main()
