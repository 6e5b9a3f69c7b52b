"""On the home screen, without a network, and on a phone that others use too."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, update

from backend.database import connect
from backend.people.models import Device
from tests.browsers.inspection import axe, installability_errors
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import signs_in, signs_out

READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    texts.push(...(await indexedDB.databases()).map((database) => `database ${database.name}`));
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            texts.push(request.url, await (await cache.match(request)).text());
        }
    }
    return texts.join(" ");
}"""
HERS = ("Jean-Luc", "Fabre", "fabre", "Claire", "Bonnet", "Porte-Neuve", "Maison du Département")


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_it_can_be_installed_in_her_language(phones: Phones, language: str, direction: str) -> None:
    page = phones.new(locale=language)
    page.goto("/connexion")
    page.evaluate(READY)
    address = page.locator("link[rel=manifest]").get_attribute("href") or ""
    manifest = page.request.get(address).json()
    assert (manifest["lang"], manifest["dir"]) == (language, direction)
    assert installability_errors(page) == []


def test_without_a_network_it_says_so(installation: Installation, phones: Phones) -> None:
    page = phones.new(installation.person("Nadia")["cookie"], locale="fr-FR")
    page.goto("/")
    page.wait_for_function(READY)
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    with no_server(installation):
        page.goto("/rendez-vous")
        says_that_there_is_no_network(page)
        assert "Nadia" not in page.content()
    page.locator('main a[href="/"]').click()
    expect(page.locator("h1")).to_contain_text("Nadia")
    page.context.set_offline(True)
    page.goto("/reglages")
    says_that_there_is_no_network(page)


@contextmanager
def no_server(installation: Installation) -> Generator[None]:
    installation.stop()
    try:
        yield
    finally:
        installation.start()


def says_that_there_is_no_network(page: Page) -> None:
    """In her language, with its own look, and nothing of hers."""
    expect(page.locator(".empty")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "ar"
    radius = "getComputedStyle(document.querySelector('.button')).borderRadius"
    assert page.evaluate(radius) == "12px", "the offline page has lost its style sheet"
    assert axe(page) == []


def test_nothing_of_hers_is_left_once_she_signed_out(
    installation: Installation, phones: Phones
) -> None:
    page = phones.new()
    signs_in(page, installation.person("Jean-Luc"))
    page.evaluate(READY)
    page.goto("/rendez-vous")
    page.locator("main .card a").first.click()
    expect(page.locator(".facts")).to_be_visible()
    assert names_in(page.evaluate(KEPT)) == [], "a private page is kept while she is signed in"
    signs_out(page)
    kept = page.evaluate(KEPT)
    assert "/hors-ligne" in kept, "the offline page is gone too"
    assert names_in(kept) == []
    nothing_comes_back(page)
    page.context.set_offline(True)
    nothing_comes_back(page)


def nothing_comes_back(page: Page) -> None:
    for _ in range(3):
        page.go_back()
        expect(page.locator("h1")).to_be_visible()
        assert names_in(page.content()) == [], f"the back button shows {page.url}"
    page.goto("/rendez-vous")
    assert names_in(page.content()) == []


def names_in(text: str) -> list[str]:
    return [name for name in HERS if name in text]


def test_a_shared_phone_forgets_her_by_itself(installation: Installation, phones: Phones) -> None:
    page = phones.new()
    signs_in(page, installation.person("Jean-Luc"), shared=True)
    [session] = [c for c in page.context.cookies() if c.get("name") == "__Host-session"]
    assert session.get("expires") == -1, "the cookie outlives the window"
    page.goto("/rendez-vous")
    expect(page.locator("body[data-private]")).to_be_attached()
    a_quarter_of_an_hour_passes(installation)
    page.goto("/rendez-vous")
    expect(page.locator("[name=phrase]")).to_be_visible()
    assert names_in(page.content()) == []


def a_quarter_of_an_hour_passes(installation: Installation) -> None:
    engine = connect(installation.environment["DATABASE_URL"])
    long_ago = datetime.now(UTC) - timedelta(minutes=16)
    with Session(engine) as session:
        session.exec(update(Device).where(col(Device.shared)).values(last_seen_at=long_ago))
        session.commit()
    engine.dispose()
