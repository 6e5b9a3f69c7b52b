"""Whatever a link leads to, for whoever may see it: readable, reachable, of our own house only."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browsers.inspection import axe, overflow, small_targets
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation

LINKS = "(links) => links.map((link) => link.href)"
NOT_LINKED = ("/nulle-part", "/hors-ligne", "/solutions?besoin=logement")  # but seen all the same


@dataclass(frozen=True)
class Reader:
    name: str
    language: str = "fr"
    width: int = 360
    alike: int = 2  # pages of one kind: the cards of some appointments, say
    in_the_dark: bool = True

    def cookie_in(self, installation: Installation) -> str | None:
        known = [*installation.demo["people"], *installation.demo["advisers"]]
        return next((who["cookie"] for who in known if who["first_name"] == self.name), None)

    def __str__(self) -> str:
        return f"{self.name}, {self.language}, {self.width}"


AMINA, NADIA = Reader("Amina", alike=3), Reader("Nadia", "ar", in_the_dark=False)
NOBODY, NOBODY_IN_ARABIC = Reader("Nobody"), Reader("Nobody", "ar", in_the_dark=False)
CLAIRE = Reader("Claire", width=1280)
FEWEST = {"Nobody": 8, "Amina": 15, "Nadia": 12, "Claire": 8}


@pytest.mark.parametrize("reader", [AMINA, CLAIRE, NADIA, NOBODY, NOBODY_IN_ARABIC], ids=str)
def test_every_page_is_sound(installation: Installation, phones: Phones, reader: Reader) -> None:
    cookie = reader.cookie_in(installation)
    page = phones.new(cookie, width=reader.width, locale=reader.language)
    faults: dict[str, list[str]] = {}
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    ahead = ["/", *NOT_LINKED]
    while ahead:
        path = ahead.pop()
        kind = re.sub(r"\d+", "1", path)
        if path in seen or kinds[kind] == reader.alike:
            continue
        page.goto(path)
        kinds[kind] += 1
        seen |= {path, urlsplit(page.url).path}
        if found := faults_of(page, reader):
            faults[path] = found
        ahead += links_of(page)
    assert faults == {}
    assert len(seen) >= FEWEST[reader.name], f"few pages were found: {sorted(seen)}"


def links_of(page: Page) -> list[str]:
    """Addresses of our own that lead to pages."""
    home = urlsplit(page.url).netloc
    found = [urlsplit(href) for href in page.eval_on_selector_all("a[href]", LINKS)]
    return [link.path for link in found if link.netloc == home and "." not in link.path]


def faults_of(page: Page, reader: Reader) -> list[str]:
    """In daylight and in the dark, then on the narrowest phone."""
    found = [*axe(page), *small_targets(page)]
    if reader.in_the_dark:
        page.emulate_media(color_scheme="dark")
        found += [f"in the dark: {fault}" for fault in axe(page)]
        page.emulate_media(color_scheme="light")
    size = page.viewport_size or {"width": 360, "height": 740}
    for width in {320, reader.width}:
        page.set_viewport_size({**size, "width": width})
        if wide := overflow(page):
            found.append(f"{wide} px too wide at {width}")
    page.set_viewport_size(size)
    said = page.locator("html").get_attribute("lang")
    if (page.locator("h1").count(), said) != (1, reader.language):
        found.append(f"{page.locator('h1').count()} h1, in {said}")
    return found
