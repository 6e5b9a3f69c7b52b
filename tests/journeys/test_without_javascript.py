"""All that matters can be done on a phone whose browser runs no script."""

import re

from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import (
    PASSPHRASE,
    answers,
    card_of,
    chooses_a_passphrase,
    is_at,
    sends,
    signs_in,
    signs_out,
    types_the_code,
)


def test_from_the_code_to_signing_out_without_javascript(
    installation: Installation, phones: Phones
) -> None:
    amina = installation.person("Amina")
    page = phones.new(java_script_enabled=False)
    she_types_her_code(page, amina["invitation_code"])
    she_answers(page)
    she_notes_an_appointment_down(page)
    she_changes_her_settings(page)
    signs_out(page)
    expect(page.locator(".notice--done")).to_be_visible()
    page.goto("/")
    expect(page.locator('main a[href="/connexion"]')).to_be_visible()
    signs_in(page, amina | {"passphrase": PASSPHRASE})
    expect(page.locator("h1")).to_contain_text("Amina")


def she_types_her_code(page: Page, code: str) -> None:
    page.goto("/")
    page.click('main a[href="/i"]')
    page.fill("[name=code]", "ABCD-EFGH")
    page.fill("[name=nom]", "ben")
    sends(page, "/i")
    expect(page.locator("main [role=alert] a").first).to_have_attribute("href", "#code")
    expect(page.locator("[name=nom]")).to_have_value("ben")  # what was typed is kept
    looks_well(page)
    types_the_code(page, code.lower().replace("-", " "), "Benali")
    looks_well(page)
    chooses_a_passphrase(page)


def looks_well(page: Page) -> None:
    assert (axe(page), overflow(page)) == ([], 0)


def she_answers(page: Page) -> None:
    answers(page, "coming")
    page.locator(".answer summary").click()
    answers(page, "late")
    is_at(page, "/#reponse")
    looks_well(page)
    card_of(page).locator('a[href^="/rendez-vous/"]').click()
    expect(page.locator(".answer .notice--warn")).to_be_visible()


def she_notes_an_appointment_down(page: Page) -> None:
    page.goto("/rendez-vous")
    page.click('a[href="/rendez-vous/nouveau"]')
    page.fill("[name=jour]", "2020-02-28")
    page.fill("[name=heure]", "09:15")
    page.fill("[name=avec]", "La crèche")
    sends(page, "/rendez-vous/nouveau")
    expect(page.locator("main [role=alert]")).to_be_visible()  # that day is over
    expect(page.locator("[name=avec]")).to_have_value("La crèche")
    looks_well(page)


def she_changes_her_settings(page: Page) -> None:
    page.goto("/reglages")
    looks_well(page)
    page.click("main [name=langue][value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("header .menu summary").click()
    page.click("header [name=langue][value=fr]")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.click('main a[href="/reglages/agenda"]')
    sends(page, "/reglages/agenda")
    expect(page.locator("#adresse")).to_have_value(re.compile(r"/agenda/.+\.ics"))
    page.goto("/reglages/rappels")
    expect(page.locator("push-toggle [data-state=unsupported]")).to_be_visible()
    looks_well(page)
