"""What a search costs: `python -m bench.search [--services 60000] [--engine sqlite]`.

A catalogue in the spread of the national one (more where more people live; what is said of a
solution is in words as common and as rare as in French), then two hundred searches as people make
them. The time is that of `find()`: words understood, rows found, ranked and read. Every search is
made twice: figures are of the second time, when the statements are known.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import click
from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from backend.catalogue.finding import Search, find
from backend.catalogue.indexing import make_ready
from backend.catalogue.models import NATIONAL, Edition, Offer, Sheet
from backend.catalogue.tokens import tokens_of, words_in
from backend.database import connect, reading, writing
from backend.migrations.run import migrate
from backend.places.loading import fill
from backend.places.models import Commune
from backend.places.queries import Atlas, atlas
from backend.search.vocabulary import count, learn
from backend.vocabulary.themes import DIAGNOSTIC
from bench.pages import say
from bench.server import throw_away_folder
from bench.watch import database_of

SOLUTIONS = Path(__file__).parent.parent / "backend" / "demo" / "solutions.json"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SEARCHES = 200
BATCH = 1000
RARE_WORDS = 30_000
SYLLABLES = [c + v for c in (*"bcdfglmnprstv", "ch", "tr") for v in (*"aeio", "ou", "an")]
PLACED = 0.9  # of them have coordinates
TYPED = (
    *("nounou", "logement", "aide", "aide pour payer le loyer", "permis de conduire", "formation"),
    *("logeman pas chere", "formassion", "apprendre a lire", "cour de francais", "psy", "emploi"),
    *("colis alimentaire", "accompagnement", "creer mon entreprise", "dantiste", "cv", "boulot"),
    *("je sais pas me servir d’internet", "ordinateur", "retrouver confiance", "vetements", "caf"),
    *("accompagnement social pour une famille avec un enfant malade", "travail", "addiction"),
)


@dataclass(frozen=True)
class Country:
    """Where solutions may be, and how they are described."""

    communes: list[Commune]
    weights: list[int]  # summed, of the people who live there
    departments: list[str]
    atlas: Atlas
    texts: list[dict[str, Any]]
    rare: Sequence[str]


@click.command()
@click.option("--services", "sizes", multiple=True, type=int, default=(6_000, 60_000))
@click.option("--engine", "engines", multiple=True, default=("sqlite", "postgresql"))
def main(sizes: tuple[int, ...], engines: tuple[str, ...]) -> None:
    for size in sizes:
        for engine in engines:
            with throw_away_folder() as folder, database_of(engine, folder) as url:
                measure(engine, url, size)


def measure(engine: str, url: str, size: int) -> None:
    database = connect(url)
    migrate(database)
    begun = time.perf_counter()
    with writing(database) as session:
        fill(session)
        country = country_of(session)
    write(database, country, size)
    say(f"{engine}, {size:,} services: written in {time.perf_counter() - begun:.0f} s")
    with reading(database) as session:
        tell(engine, size, list(times(session, country)))
    database.dispose()


def country_of(session: Session) -> Country:
    communes = list(session.exec(select(Commune).where(col(Commune.latitude).is_not(None))))
    session.expunge_all()
    total, weights = 0, []
    for commune in communes:
        total += commune.population + 500
        weights.append(total)
    random = Random(1)  # noqa: S311 (the same words each time)
    rare = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(RARE_WORDS)]
    return Country(
        communes=communes,
        weights=weights,
        departments=sorted({commune.department for commune in communes}),
        atlas=atlas(session),
        texts=json.loads(SOLUTIONS.read_text("utf-8"))["services"],
        rare=rare,
    )


def write(database: Engine, country: Country, size: int) -> None:
    sheets = sheets_of(country, size)
    pairs: set[tuple[str, str]] = set()
    with writing(database) as session:
        session.add(Edition(number=1, changed_at=NOW))
    first = 1
    while batch := list(islice(sheets, BATCH)):
        rows = []
        for number, sheet in enumerate(batch, first):
            pairs.update(words_in(sheet))
            rows.append(sheet.model_dump(exclude={"id"}) | {"offer_id": number})
        with writing(database) as session:
            connection = session.connection()
            connection.execute(insert(Offer), [offer(row["offer_id"]) for row in rows])
            connection.execute(insert(Sheet), rows)
        first += len(batch)
    with writing(database) as session:
        learn(session, pairs)
        count(session)
        make_ready(session.connection())


def offer(number: int) -> dict[str, Any]:
    return {"id": number, "code": f"bench--{number}", "feed": NATIONAL, "first_seen_at": NOW}


def sheets_of(country: Country, size: int) -> Iterator[Sheet]:
    random = Random(size)  # noqa: S311 (the same catalogue each time)
    for number in range(size):
        yield sheet(country, random, number)


def sheet(country: Country, random: Random, number: int) -> Sheet:
    """The words of a real solution, mixed with those of others and with rare ones."""
    commune = random.choices(country.communes, cum_weights=country.weights)[0]
    own, others = random.choice(country.texts), random.choices(country.texts, k=2)
    rare = " ".join(country.rare[int(random.paretovariate(0.4)) % RARE_WORDS] for _ in range(12))
    is_placed = random.random() < PLACED
    made = Sheet(
        offer_id=0,
        since=1,
        digest="bench",
        source="dora",
        structure_code=f"bench--{number % 40_000}",
        name=f"{own['nom']} {country.rare[random.randrange(RARE_WORDS)]}",
        description=" ".join([own["description"], *(o["description"] for o in others), rare]),
        themes=" ".join({*own["thematiques"], random.choice(others)["thematiques"][0]}),
        fee=random.choice(("gratuit", "gratuit", "payant", "")),
        publics=" ".join(own.get("publics") or ()),
        conditions=own.get("conditions_acces") or "",
        commune=commune.name,
        commune_code=commune.code,
        latitude=around(commune.latitude, random) if is_placed else None,
        longitude=around(commune.longitude, random) if is_placed else None,
        modes=random.choice(("en-presentiel",) * 6 + ("en-presentiel a-distance", "a-distance")),
        zones=zones(country, random, commune),
        usable_by=random.choice(("usagers professionnels", "professionnels", "usagers")),
        updated_on=date(2026, 3, 1) - timedelta(days=random.randrange(1500)),
        quality=random.random(),
        tokens="",
    )
    made.tokens = tokens_of(made, country.atlas)
    return made


def around(degrees: float | None, random: Random) -> float:
    return (degrees or 0) + random.uniform(-0.02, 0.02)


def zones(country: Country, random: Random, commune: Commune) -> str:
    kind = random.choices(
        ("department", "epci", "commune", "region", "france"), (50, 15, 8, 12, 15)
    )
    match kind[0]:
        case "department":
            return commune.department
        case "epci":
            return commune.epci
        case "commune":
            return commune.code
        case "region":
            return " ".join({commune.department, *random.sample(country.departments, 7)})
    return random.choice(("", "france"))


def searches(country: Country) -> Iterator[Search]:
    """Words, common, rare and mistyped; needs; near somewhere, in a département, in a big city."""
    random = Random(7)  # noqa: S311 (the same searches each time)
    cities = sorted(country.communes, key=lambda commune: -commune.population)[:10]
    for number in range(SEARCHES):
        words = random.choice(country.rare) if number % 10 == 0 else random.choice(TYPED)
        asked = Search(words, free=number % 5 == 1, usable_by_her=number % 7 == 1)
        match number % 6:
            case 0 | 1:
                commune = random.choices(country.communes, cum_weights=country.weights)[0]
                yield replace(asked, commune=commune, distance_km=random.choice((5, 20, 50, 100)))
            case 2:
                yield replace(asked, commune=random.choice(cities))
            case 3:
                yield replace(asked, department=random.choice(country.departments))
            case 4:
                need = random.choice(DIAGNOSTIC)
                yield replace(asked, words="", need=need, commune=random.choice(country.communes))
            case _:
                need = random.choice(DIAGNOSTIC)
                department = random.choice(country.departments)
                yield replace(asked, words="", need=need, department=department)


def times(session: Session, country: Country) -> Iterator[tuple[float, Search, int]]:
    asked = list(searches(country))
    for search in asked:
        find(session, search)
    for search in asked:
        session.expunge_all()
        seconds, found = timed(lambda search=search: find(session, search).total)
        yield seconds, search, found


def timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    found = work()
    return 1000 * (time.perf_counter() - begun), found


def tell(engine: str, size: int, spent: list[tuple[float, Search, int]]) -> None:
    spent.sort(key=lambda one: one[0])
    half, most = spent[len(spent) // 2][0], spent[len(spent) * 95 // 100][0]
    say(f"{engine}, {size:,} services: p50 {half:.1f} ms, p95 {most:.1f} ms of {len(spent)}")
    for milliseconds, search, found in spent[-5:]:
        place = search.commune.name if search.commune else search.department
        say(f"  {milliseconds:.1f} ms: {search.words or search.need!r} {place}, {found:,} found")


if __name__ == "__main__":
    main()
