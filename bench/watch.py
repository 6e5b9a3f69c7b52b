"""What a night of the continuity watch costs: `python -m bench.watch [--people 1000000]`.

A first night looks at everybody; a second at the one in a hundred around whom something changed;
a third at nobody but those whose day has come. Each is a process of its own, so that its peak of
memory is its own. On SQLite, then on PostgreSQL.
"""

import re
import time
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import click
from sqlalchemy import Engine, text
from sqlmodel import Session

from backend.continuity.watching import Round, run
from backend.database import connect, writing
from backend.migrations.run import migrate
from backend.people.models import Adviser, FieldOfWork
from backend.territories.models import Structure, Territory
from backend.territories.queries import all_territories
from bench.pages import say
from bench.parcours import NUMBERS, postgres
from bench.server import throw_away_folder

PEOPLE = 1_000_000
CASELOAD = 50  # people of an adviser
FIRST_NIGHT = datetime(2026, 3, 2, 7, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")

# Days before the first night: {0} is a number of days, worked out from n.
DAY = {
    "sqlite": "date('2026-03-02', '-' || ({0}) || ' days')",
    "postgresql": "(date '2026-03-02' - ({0})::int)",
}
MOMENT = {
    "sqlite": "datetime('2026-03-02 09:00:00', '-' || ({0}) || ' days')",
    "postgresql": "(timestamptz '2026-03-02 09:00:00+00' - ({0}) * interval '1 day')",
}
CROWD = {
    "people": """INSERT INTO person (id, territory_id, first_name, last_name, language, created_at)
 {numbers} SELECT n, 1 + n % 2, 'Camille', 'Martin', 'fr', {began} FROM numbers""",
    "accompaniments": """INSERT INTO accompaniment
 (person_id, adviser_id, is_referent, purpose, started_on, ended_on, changed_at)
 {numbers} SELECT n, 1 + n % :advisers, {yes}, '', {began_on},
 CASE WHEN n % 40 = 0 THEN {left_on} END, {began} FROM numbers""",
    "orientations": """INSERT INTO step (person_id, structure_id, adviser_id, origin, kind, title,
 status, started_on, ended_on, placed_on, place, words, dispute_words, created_at, changed_at)
 {numbers} SELECT n, 1 + n % 2, 1 + n % :advisers, 'desk', 'orientation', 'Orientation', 'done',
 {began_on}, {began_on}, {began_on}, '', '', '', {began}, {began} FROM numbers""",
    "steps": """INSERT INTO step (person_id, structure_id, adviser_id, origin, kind, title,
 status, started_on, ended_on, placed_on, place, words, dispute_words, created_at, changed_at)
 {numbers} SELECT n, 1 + n % 2, 1 + n % :advisers, 'desk',
 CASE WHEN n % 3 = 0 THEN 'training' ELSE 'contract' END, 'Formation',
 CASE WHEN n % 4 = 0 THEN 'in_progress' ELSE 'done' END, {late_on},
 CASE WHEN n % 4 = 0 THEN NULL ELSE {late_on} END, NULL, '', '', '', {late}, {late} FROM numbers""",
    "appointments": """INSERT INTO appointment (person_id, structure_id, source, uid, sequence,
 status, starts_at, duration_minutes, title, place, place_name, address, phone, who_function,
 who_name, bring, also_function, also_name, absence_words, known_at, changed_at)
 {numbers} SELECT n, 1 + n % 2, 'desk', 'crowd-' || n, 0,
 CASE WHEN n % 80 > 20 THEN 'seen' ELSE 'unknown' END, {meets}, 30, '', 'public_office', '', '', '',
 '', '', '', '', '', '', {late}, {late} FROM numbers WHERE n % 5 < 3""",
}
CHANGE = """UPDATE step SET status = 'done', ended_on = {day}, placed_on = {day}, changed_at = :now
 WHERE kind <> 'orientation' AND person_id % 100 = 0"""


@dataclass(frozen=True)
class Night:
    seconds: float
    before: float  # megabytes that the process had taken when the night began
    megabytes: float  # the most it ever took
    done: Round


@click.command()
@click.option("--people", default=PEOPLE, show_default=True)
def main(people: int) -> None:
    with throw_away_folder() as folder:
        for engine in ("sqlite", "postgresql"):
            with database_of(engine, folder) as url:
                measure(engine, url, people)


@contextmanager
def database_of(engine: str, folder: Path) -> Generator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'watch.db'}"
        return
    with postgres() as url:
        yield url


def measure(engine: str, url: str, people: int) -> None:
    database = connect(url)
    migrate(database)
    begun = time.perf_counter()
    crowd(database, engine, people)
    say(f"{engine}: {people:,} people written in {time.perf_counter() - begun:.0f} s")
    tell(engine, "the first night", night(url, FIRST_NIGHT))
    change(database, engine, now=FIRST_NIGHT + timedelta(hours=12))
    tell(engine, "one in a hundred changed", night(url, FIRST_NIGHT + ONE_DAY))
    tell(engine, "nothing changed", night(url, FIRST_NIGHT + 2 * ONE_DAY))
    tell(engine, "the same night again", night(url, FIRST_NIGHT + 2 * ONE_DAY))
    database.dispose()


def crowd(database: Engine, engine: str, people: int) -> None:
    advisers = max(people // CASELOAD, 2)
    with writing(database) as session:
        found(session, advisers)
    day, moment = DAY[engine].format, MOMENT[engine].format
    facts = {
        "numbers": NUMBERS[engine],
        "yes": "1" if engine == "sqlite" else "true",
        "began": moment("30 + n % 370"),
        "began_on": day("30 + n % 370"),
        "left_on": day("n % 25"),
        "late": moment("n % 30"),
        "late_on": day("n % 30"),
        "meets": moment("n % 80 - 20") if engine == "postgresql" else SIGNED,
    }
    for statement in CROWD.values():
        with database.begin() as connection:
            values = {"count": people, "advisers": advisers}
            connection.execute(text(statement.format(**facts)), values)
    with database.begin() as connection:
        connection.execute(text("ANALYZE"))


SIGNED = "datetime('2026-03-02 09:00:00', (20 - n % 80) || ' days')"  # SQLite reads no "--5"


def found(session: Session, advisers: int) -> None:
    """Two territories, each with a structure; advisers work in one and in the other in turn."""
    for code, name, zone in (("81", "Tarn", "Europe/Paris"), ("973", "Guyane", "America/Cayenne")):
        territory = Territory(
            code=code, name=name, timezone=zone, phone="+33563000001", created_at=FIRST_NIGHT
        )
        session.add(territory)
        session.flush()
        session.add(Structure(territory_id=territory.id, name=f"Maison du Département, {name}"))
        session.flush()
    session.add_all(
        Adviser(
            structure_id=1 + (number + 1) % 2,
            first_name="Claire",
            last_name="Bonnet",
            email=f"adviser-{number}@example.org",
            function="référente",
            field=FieldOfWork.SOCIAL,
        )
        for number in range(advisers)
    )


def change(database: Engine, engine: str, *, now: datetime) -> None:
    with database.begin() as connection:
        statement = CHANGE.format(day=DAY[engine].format("0"))
        connection.execute(text(statement), {"now": now.replace(tzinfo=None).isoformat(" ")})


def night(url: str, now: datetime) -> Night:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(watch_over, url, now).result()


def watch_over(url: str, now: datetime) -> Night:
    """Every territory, in a process that does nothing else."""
    database = connect(url)
    before, begun, done = peak(), time.perf_counter(), Round()
    with writing(database) as session:
        for territory in all_territories(session):
            done += run(session, territory, now=now)
    seconds = time.perf_counter() - begun
    database.dispose()
    return Night(seconds, before, peak(), done)


def peak() -> float:
    """Megabytes, as Linux tells them: `ru_maxrss` would count the process that started this one."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(PEAK.findall(status)[0]) / 1024


def tell(engine: str, what: str, spent: Night) -> None:
    done = spent.done
    say(
        f"{engine}, {what}: {spent.seconds:.1f} s, {spent.megabytes:.0f} MB at most"
        f" ({spent.before:.0f} MB before it began),"
        f" {done.people:,} people looked at, {done.appeared:,} signals appeared,"
        f" {done.gone:,} are gone"
    )


if __name__ == "__main__":
    main()
