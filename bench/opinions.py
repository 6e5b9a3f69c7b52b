"""What opinions cost: `python -m bench.opinions [--answers 1000000]`.

Four quarters of one territory, each counted by the worker once its day has come; then its
pages, asked of a real server, with a thousand answers and with all of them: they read what was
published, so both must cost the same. On SQLite, then on PostgreSQL.
"""

import http.client
import os
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import click
from sqlalchemy import Engine, func, text
from sqlmodel import Session, col, select

from backend.database import connect, reading, writing
from backend.evaluation.models import Release, Result
from backend.evaluation.releasing import release_due
from backend.migrations.run import migrate
from backend.people.models import Adviser, FieldOfWork
from backend.surveys.keys import make_key
from backend.surveys.models import Moment, Questionnaire, SurveyRequest
from backend.surveys.quarters import quarter_after, release_day
from backend.territories.models import Structure, Territory
from backend.vocabulary.themes import Theme
from bench.pages import say
from bench.parcours import NUMBERS
from bench.server import environment_in, served, throw_away_folder
from bench.watch import database_of, peak

ANSWERS = 1_000_000
FEW = 1_000
QUARTERS = [quarter_after(date(2026, 1, 1), -back) for back in (4, 3, 2, 1)]
STRUCTURES = 60
ASKED_TWICE = 2.5  # answers of one person in a quarter
RESPONSE = 0.7
TURNS = 200
PAGES = (
    "/resultats/territoires/81",
    "/resultats/structures/1",
    "/resultats/donnees/resultats.csv?territoire=81",
)
CHOICE = "CASE {of} {whens} ELSE {other} END"
PEOPLE = """INSERT INTO person (id, territory_id, first_name, last_name, language, created_at)
 {numbers} SELECT n, 1, 'Camille', 'Martin', 'fr', '2025-01-05 12:00:00' FROM numbers"""
REQUESTS = """INSERT INTO survey_request (person_id, territory_id, moment, subject_id,
 structure_id, theme, questionnaire_id, happened_on, quarter, asked_at, expires_at, state)
 {numbers} SELECT 1 + n % :people, 1, {moment}, :first + n, {structure}, {theme}, 1 + n / 7 % 6,
 :day, :day, :moment, :moment, {state} FROM numbers"""
REPLIES = """INSERT INTO survey_answer (token, respondent, territory_id, quarter, structure_id,
 moment, theme, questionnaire_id, face, first, second, helped, obstacles, has_words)
 {numbers} SELECT {token}, {respondent}, 1, :day, {structure}, {moment}, {theme}, 1 + n / 7 % 6,
 {face}, {first}, {second}, {helped}, {obstacles}, {no} FROM numbers"""
SIGNS = {
    "sqlite": {
        "token": "printf('%08x', n * 2654435761 % 4294967296) || printf('%08x', :first + n)",
        "respondent": "printf('%08x', 1 + n % :people)",
        "no": "0",
    },
    "postgresql": {
        "token": "md5(:day || '-' || n)",
        "respondent": "md5((1 + n % :people)::text)",
        "no": "false",
    },
}


def one_of(of: str, *codes: str | None) -> str:
    """SQL: the code in that place of a number that goes round, the last one beyond."""
    quoted = [f"'{code}'" if code is not None else "NULL" for code in codes]
    whens = " ".join(f"WHEN {place} THEN {code}" for place, code in enumerate(quoted[:-1]))
    return CHOICE.format(of=of, whens=whens, other=quoted[-1])


SAID = ("no", "a_little", "do_not_know", "yes")
# What somebody says follows from n by steps that have nothing in common, as in a crowd.
CROWD = {
    "structure": f"1 + n / 3 % {STRUCTURES}",
    "moment": one_of("n / 7 % 6", *Moment),
    "theme": one_of("n / 11 % 7", *tuple(Theme)[:4], None),
    "state": one_of("n % 10", "skipped", *["expired"] * 2, "answered"),
    "face": one_of("n * 7919 % 101 % 10", "bad", *["medium"] * 2, "good"),
    "first": one_of("n * 613 % 97 % 8", *SAID),
    "second": one_of("n * 389 % 89 % 8", *SAID),
    "helped": one_of("n * 251 % 83 % 6", *SAID),
    "obstacles": one_of("n * 251 % 83 % 6", "waiting transport", "money", ""),
}


@click.command()
@click.option("--answers", default=ANSWERS, show_default=True)
@click.option("--engine", type=click.Choice(["sqlite", "postgresql"]))
def main(answers: int, engine: str | None) -> None:
    for name in [engine] if engine else ["sqlite", "postgresql"]:
        for count in (FEW, answers):
            with throw_away_folder() as folder, database_of(name, folder) as url:
                measure(name, url, folder, count)


def measure(name: str, url: str, folder: Path, answers: int) -> None:
    database = connect(url)
    migrate(database)
    begun = time.perf_counter()
    crowd(database, name, answers)
    say(f"{name}: {answers:,} answers written in {time.perf_counter() - begun:.0f} s")
    for quarter in QUARTERS:
        publish(database, name, quarter)
    database.dispose()
    os.environ["BENCH_DATABASE_URL"] = url
    with environment_in(folder) as environment, served(environment) as server:
        for path in PAGES:
            tell(name, answers, path, [*ask(server.url, path)])


def crowd(database: Engine, name: str, answers: int) -> None:
    with writing(database) as session:
        found(session)
    each = answers // len(QUARTERS)
    people = max(int(each / ASKED_TWICE), 5)
    numbers = NUMBERS[name]
    with database.begin() as connection:
        connection.execute(text(PEOPLE.format(numbers=numbers)), {"count": people})
    for place, quarter in enumerate(QUARTERS):
        values = {
            "people": people,
            "first": place * 10 * answers,
            "day": quarter if name == "postgresql" else quarter.isoformat(),
            "moment": datetime.combine(quarter, datetime.min.time(), tzinfo=UTC).isoformat(" "),
        }
        facts = {"numbers": numbers, **CROWD, **SIGNS[name]}
        asked, said = REQUESTS.format(**facts), REPLIES.format(**facts)
        with database.begin() as connection:
            connection.execute(text(asked), values | {"count": int(each / RESPONSE)})
            connection.execute(text(said), values | {"count": each})
    with database.begin() as connection:
        connection.execute(text("ANALYZE"))


def found(session: Session) -> None:
    now = datetime(2025, 1, 1, tzinfo=UTC)
    session.add(Territory(id=1, code="81", name="Tarn", phone="+33563000001", created_at=now))
    session.flush()
    for number in range(1, STRUCTURES + 1):
        session.add(Structure(id=number, territory_id=1, name=f"Structure {number}"))
    for number, moment in enumerate(Moment, 1):
        session.add(
            Questionnaire(
                id=number,
                territory_id=1,
                moment=moment,
                version=1,
                questions='[{"code": "listened", "words": {"fr": "On m’a écouté"}},'
                ' {"code": "clear", "words": {"fr": "J’ai compris la suite"}}]',
                saved_at=now,
                published_at=now,
            )
        )
    session.flush()
    session.add(
        Adviser(
            structure_id=1,
            first_name="Claire",
            last_name="Bonnet",
            email="claire@example.org",
            function="référente",
            field=FieldOfWork.SOCIAL,
        )
    )
    for quarter in QUARTERS:
        make_key(session, quarter)


def publish(database: Engine, name: str, quarter: date) -> None:
    day = release_day(quarter) + timedelta(days=1)
    now = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    begun = time.perf_counter()
    with writing(database) as session:
        release_due(session, now=now)
    seconds = time.perf_counter() - begun
    with reading(database) as session:
        told = session.exec(
            select(func.count(col(Result.id))).join(Release).where(Release.quarter == quarter)
        ).one()
        left = session.exec(
            select(func.count()).select_from(SurveyRequest).where(SurveyRequest.quarter == quarter)
        ).one()
    say(
        f"{name}: {quarter} counted in {seconds:.1f} s: {left:,} requests, {told} results, "
        f"{peak():.0f} MB at most"
    )


def ask(url: str, path: str) -> Sequence[float]:
    """Milliseconds of each request, over one connection."""
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    took = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
    connection.close()
    return took


def tell(name: str, answers: int, path: str, took: list[float]) -> None:
    p95 = quantiles(took, n=20)[-1]
    say(f"{name}: {answers:,} answers, {path}: p50 {median(took):.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
