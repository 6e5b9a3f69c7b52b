"""Once a day the worker looks at the catalogue's address; nothing moves when nothing changed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.catalogue.models import Feed
from backend.catalogue.refreshing import refresh
from backend.chores import ERRANDS
from backend.settings import Settings
from tests.catalogue.payloads import as_list, read, runners, service, structure
from tests.conftest import NOON
from tests.doubles.http_server import LocalServer

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SERVICES, STRUCTURES = "data-inclusion, services", "data-inclusion, structures"
SECRET = "not-for-the-log"


class Catalogue(LocalServer):
    """A site that keeps the files, and an API that gives two rows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.services = [service(number) for number in range(1, 6)]
        self.status = 200
        self.asked: list[tuple[str, str, str]] = []

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/services.json", self.answer_file),
            web.get("/moved", self.answer_moved),
            web.get("/api/v1/services", self.answer_page),
            web.get("/api/v1/structures", self.answer_structures),
        ]

    def _note(self, request: web.Request) -> None:
        condition = request.headers.get("If-None-Match", "")
        self.asked.append((request.path, request.headers.get("Authorization", ""), condition))

    async def answer_file(self, request: web.Request) -> web.Response:
        self._note(request)
        etag = f'"{hash(json.dumps(self.services))}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        body = as_list(*self.services)
        return web.Response(body=body, status=self.status, headers={"ETag": etag})

    async def answer_moved(self, request: web.Request) -> web.Response:
        self._note(request)
        raise web.HTTPFound(f"http://localhost:{request.url.port}/services.json")

    async def answer_page(self, request: web.Request) -> web.Response:
        self._note(request)
        page = int(request.query["page"])
        items = self.services[2 * page - 2 : 2 * page]
        return web.json_response({"items": items, "page": page, "pages": 3, "size": 2, "total": 5})

    async def answer_structures(self, request: web.Request) -> web.Response:
        self._note(request)
        return web.json_response({"items": [structure()], "page": 1, "pages": 1})


@pytest.fixture
def there() -> Catalogue:
    return Catalogue()


def feed(engine: Engine, name: str = SERVICES) -> Feed:
    with Session(engine) as session:
        return session.exec(select(Feed).where(Feed.name == name)).one()


def at(settings: Settings, url: str, **more: str) -> Settings:
    return replace(settings, offers_services_url=url, offers_token=SECRET, **more)


def test_a_file_is_taken_in_once_a_day(
    engine: Engine, settings: Settings, there: Catalogue
) -> None:
    with there:
        configured = at(settings, f"{there.url}/services.json")
        refresh(engine, configured, now=NOON)
        refresh(engine, configured, now=NOON + 23 * HOUR)
        assert (len(there.asked), len(read(engine))) == (1, 5)

        refresh(engine, configured, now=NOON + DAY)
        kept = feed(engine).etag
        assert there.asked[1] == ("/services.json", f"Bearer {SECRET}", kept)

        there.services[0] = service(1, nom="Autre nom")
        refresh(engine, configured, now=NOON + 2 * DAY)

    assert read(engine)["dora--1"] == "Autre nom"
    assert (feed(engine).failure, feed(engine).etag != kept) == ("", True)


def test_the_pages_of_the_api_are_one_file(
    engine: Engine, settings: Settings, there: Catalogue
) -> None:
    with there:
        configured = at(
            settings,
            f"{there.url}/api/v1/services",
            offers_structures_url=f"{there.url}/api/v1/structures",
        )
        refresh(engine, configured, now=NOON)
        del there.services[-1]
        refresh(engine, configured, now=NOON + DAY)

    assert [path for path, *_ in there.asked[:4]] == [
        "/api/v1/structures",
        *["/api/v1/services"] * 3,
    ]
    assert (len(read(engine)), len(runners(engine))) == (4, 1)


def test_a_failure_is_written_and_tried_again_an_hour_later(
    engine: Engine,
    settings: Settings,
    there: Catalogue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    there.status = 500
    with there:
        configured = at(settings, f"{there.url}/services.json?token={SECRET}")
        refresh(engine, configured, now=NOON)
        assert (feed(engine).failure, read(engine)) == ("The address answered 500.", {})

        there.status = 200
        refresh(engine, configured, now=NOON + HOUR / 2)
        assert len(there.asked) == 1
        refresh(engine, configured, now=NOON + HOUR)

    assert (feed(engine).failure, len(read(engine))) == ("", 5)
    refresh(engine, configured, now=NOON + 2 * DAY)  # nobody answers there any more
    assert "cannot be reached" in feed(engine).failure
    assert len(read(engine)) == 5
    assert SECRET not in caplog.text + feed(engine).failure


def test_a_token_stays_with_its_host(engine: Engine, settings: Settings, there: Catalogue) -> None:
    with there:
        refresh(engine, at(settings, f"{there.url}/moved"), now=NOON)

    assert [asked[:2] for asked in there.asked] == [
        ("/moved", f"Bearer {SECRET}"),
        ("/services.json", ""),
    ]
    assert len(read(engine)) == 5


@pytest.mark.parametrize("url", ["http://example.org/a.json", "file:///etc/passwd", "nowhere"])
def test_only_https(engine: Engine, settings: Settings, url: str) -> None:
    refresh(engine, at(settings, url), now=NOON)

    assert feed(engine).failure in {
        "The address does not begin with https://.",
        "The address or its answer cannot be read.",
    }


def test_too_large_is_refused(
    engine: Engine, settings: Settings, there: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.catalogue.fetching.LARGEST", 100)
    with there:
        refresh(engine, at(settings, f"{there.url}/services.json"), now=NOON)

    assert (feed(engine).failure, read(engine)) == ("The answer is too large.", {})


def test_a_worker_that_stops_leaves_the_rest_for_later(
    engine: Engine, settings: Settings, there: Catalogue
) -> None:
    asked = iter([False, False])  # it stops once the file is here
    with there:
        configured = at(settings, f"{there.url}/services.json")
        refresh(engine, configured, now=NOON, is_stopping=lambda: next(asked, True))
        assert ("stopped" in feed(engine).failure, read(engine)) == (True, {})
        refresh(engine, configured, now=NOON + HOUR)

    assert len(read(engine)) == 5


def test_without_an_address_nothing_is_asked(engine: Engine, settings: Settings) -> None:
    refresh(engine, settings, now=NOON)

    with Session(engine) as session:
        assert not session.exec(select(Feed)).all()


def test_the_worker_does_it() -> None:
    assert refresh in ERRANDS
