"""Bytes of a first visit, queries and requests a second of the pages people open most."""

import asyncio
import json
import re
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import aiohttp
from sqlmodel import insert

from backend.appointments.models import Appointment, Place, Source, Status
from backend.database import connect, writing
from backend.people.models import Person
from bench.server import Served, environment_in, parcours, served, throw_away_folder

PEOPLE = 20_000
CONNECTIONS = 16
SECONDS = 5.0
ASSET = re.compile(r'<(?:link|script)[^>]*?(?:href|src)="(/[^"]+)"')


def main() -> None:
    with throw_away_folder() as folder, environment_in(folder) as environment:
        demo = json.loads(parcours(environment, "demo", "--json"))
        amina = demo["people"][0]
        say(f"a territory of {crowd(environment['DATABASE_URL']):,} people")
        with served(environment) as server:
            asyncio.run(measure(server, amina["cookie"]))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def crowd(database_url: str) -> int:
    """Fills the territory: twenty thousand people, two appointments each."""
    now = datetime.now(UTC)  # noqa: TID251 (the server measured reads the real clock too)
    engine = connect(database_url)
    with writing(engine) as session:
        session.connection().execute(
            insert(Person), [person(number, now) for number in range(PEOPLE)]
        )
        session.connection().execute(
            insert(Appointment),
            [appointment(number, now) for number in range(2 * PEOPLE)],
        )
    engine.dispose()
    return PEOPLE


def person(number: int, now: datetime) -> dict[str, object]:
    return {
        "id": 1_000_000 + number,
        "territory_id": 1,
        "first_name": "Camille",
        "last_name": f"Martin {number}",
        "language": "fr",
        "created_at": now,
    }


def appointment(number: int, now: datetime) -> dict[str, object]:
    return {
        "person_id": 1_000_000 + number // 2,
        "source": Source.RDV_INSERTION,
        "external_id": f"bench-{number}",
        "uid": f"bench-{number}@parcours",
        "status": Status.UNKNOWN,
        "place": Place.PUBLIC_OFFICE,
        "starts_at": now + timedelta(minutes=number % 40_000 - 20_000),
        "known_at": now,
        "changed_at": now,
    }


async def measure(server: Served, cookie: str) -> None:
    headers = {"Cookie": cookie, "Accept-Encoding": "br"}
    async with aiohttp.ClientSession(server.url, auto_decompress=False) as browser:
        for path, sent in (("/connexion", {"Accept-Encoding": "br"}), ("/", headers)):
            html, total, requests = await first_visit(browser, path, sent)
            say(f"first visit of {path}: {total:,} bytes in {requests} requests (page {html:,})")
        nobody = {"Accept-Encoding": "br"}
        for path, sent in (("/", headers), ("/rendez-vous", headers), ("/connexion", nobody)):
            rate, median, worst = await rush(browser, path, sent)
            say(
                f"{path}: {rate:,.0f} requests a second on one process, "
                f"median {median:.1f} ms, 99 in 100 under {worst:.1f} ms"
            )


async def first_visit(
    browser: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> tuple[int, int, int]:
    """Bytes of the page, of all it asks for (headers included), and the number of requests."""
    async with browser.get(path, headers=headers) as answer:
        page = weight(answer, await answer.read())
    async with browser.get(path, headers=headers | {"Accept-Encoding": "identity"}) as answer:
        links = dict.fromkeys(ASSET.findall(await answer.text()))
    total = page
    for link in links:
        async with browser.get(link, headers=headers) as answer:
            total += weight(answer, await answer.read())
    return page, total, 1 + len(links)


def weight(answer: aiohttp.ClientResponse, body: bytes) -> int:
    return len(body) + sum(len(name) + len(value) + 4 for name, value in answer.raw_headers)


async def rush(
    browser: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> tuple[float, float, float]:
    """Requests a second, median and 99th percentile in milliseconds, over a bounded time."""
    took: list[float] = []
    end = time.perf_counter() + SECONDS

    async def ask_again() -> None:
        while (start := time.perf_counter()) < end:
            async with browser.get(path, headers=headers) as answer:
                await answer.read()
                answer.raise_for_status()
            took.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(ask_again() for _ in range(CONNECTIONS)))
    return len(took) / SECONDS, statistics.median(took), statistics.quantiles(took, n=100)[98]


if __name__ == "__main__":
    main()
