"""The same pages from right to left."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow, small_targets
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import card_of

ARABIC = re.compile("[\u0600-\u06ff]{2}")


@pytest.mark.parametrize("width", [360, 320])
def test_her_pages_are_in_arabic(installation: Installation, phones: Phones, width: int) -> None:
    page = phones.new(installation.person("Nadia")["cookie"], width=width, locale="ar")
    page.goto("/")
    is_in_arabic(page)
    card_of(page).locator('a[href^="/rendez-vous/"]').click()
    expect(page.locator(".facts").first).to_be_visible()
    is_in_arabic(page)
    for path in ("/rendez-vous", "/reglages", "/reglages/rappels"):
        page.goto(path)
        is_in_arabic(page)


def is_in_arabic(page: Page) -> None:
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "ar")
    expect(html).to_have_attribute("dir", "rtl")
    assert (axe(page), overflow(page), small_targets(page)) == ([], 0, [])
    assert ARABIC.search(page.locator("h1").inner_text()), f"{page.url} is not translated"


def test_she_chooses_arabic_and_it_follows_her(installation: Installation, phones: Phones) -> None:
    cookie = installation.person("Jean-Luc")["cookie"]
    phone = phones.new(cookie)
    phone.goto("/rendez-vous")
    phone.locator("header .menu summary").click()
    phone.click("header [name=langue][value=ar]")
    expect(phone).to_have_url(f"{installation.url}/rendez-vous")
    is_in_arabic(phone)
    other = phones.new(cookie, locale="fr-FR")  # her language, not the browser's
    other.goto("/")
    expect(other.locator("html")).to_have_attribute("lang", "ar")
