"""She looks for a solution on a small phone, with and without scripts, and keeps it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow, small_targets
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation

NARROW = 320


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_she_finds_a_solution_and_keeps_it(
    installation: Installation, phones: Phones, *, scripts: bool
) -> None:
    amina = installation.person("Amina")
    page = phones.new(amina["cookie"], width=NARROW, java_script_enabled=scripts)
    page.goto("/solutions")
    is_sound(page)

    page.fill("#mots", "permi")
    page.fill("#lieu", "Albi")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("h1")).to_contain_text("permi")
    expect(page).to_have_url(re.compile(r"/solutions\?"))
    expect(page.locator("main")).to_contain_text("Albi")
    is_sound(page)

    page.locator("#recherche .row__title").first.click()
    expect(page).to_have_url(re.compile(r"/solutions/\d+$"))
    is_sound(page)
    page.get_by_role("button", name="Garder cette solution").click()
    expect(page.get_by_role("button", name="Ne plus la garder")).to_be_visible()
    kept = page.locator("h1").inner_text()
    page.goto("/solutions/gardees")
    expect(page.locator("main")).to_contain_text(kept)
    is_sound(page)
    page.locator(".card", has_text=kept).get_by_role("button").click()
    expect(page.locator("main")).not_to_contain_text(kept)


def test_back_is_where_she_was(installation: Installation, phones: Phones) -> None:
    page = phones.new(installation.person("Amina")["cookie"], width=NARROW)
    page.goto("/solutions")
    page.locator("button[value=sante]").click()
    expect(page).to_have_url(re.compile(r"/solutions\?besoin=sante$"))
    expect(page).to_have_title(re.compile("Santé"))
    expect(page.locator("h1")).to_be_focused()

    page.go_back()

    expect(page.locator("h1")).to_have_text("Solutions")
    expect(page.locator("header.header")).to_have_count(1)


def is_sound(page: Page) -> None:
    """What is folded too."""
    folded = page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []
