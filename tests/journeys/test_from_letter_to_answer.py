"""The story the product was made for, from a professional's tool to a reminder on her phone."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import segno
from icalendar import Calendar, Event
from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow
from tests.browsers.notifications import click_notification, deliver_push, notifications
from tests.doubles.push_service import PushService
from tests.journeys import partner
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import (
    allows_reminders,
    answers,
    card_of,
    chooses_a_passphrase,
    given_nothing_is_planned,
    in_french,
    is_at,
    neutral,
    sends,
    signs_in,
)

HERE = Path(__file__).parent
PRIVATE = {
    "amina",
    "benali",
    "claire",
    "bonnet",
    "référente",
    "rsa",
    "accompagnement",
    "albi",
    "maison",
    "département",
    "14 h 30",
    "10 h 15",
}


@dataclass
class Story:
    installation: Installation
    push: PushService
    phones: Phones
    claire: Page
    amina: Page


@pytest.fixture(scope="module")
def installation(talkative_installation: Installation) -> Installation:
    return talkative_installation


def test_from_the_letter_to_the_answer(
    installation: Installation, phones: Phones, push: PushService
) -> None:
    story = Story(installation, push, phones, phones.desk(), phones.new())
    given_nothing_is_planned(installation)
    she_comes_in_with_her_letter(story)
    start = installation.at(14, 30, days=3)
    a_service_gives_her_an_appointment(story, start)
    she_allows_reminders(story)
    two_days_before_she_is_reminded(story, start)
    she_answers_and_claire_sees_it(story)
    moved = installation.at(10, 15, days=4)
    it_moves_and_she_is_told_once(story, moved)
    it_is_cancelled_and_nothing_leaves(story, moved)
    the_logs_do_not_name_her(story)


def she_comes_in_with_her_letter(story: Story) -> None:
    code = claire_prints_a_letter(story)
    amina = story.amina
    amina.goto(f"/i#{code.replace('-', '')}")
    expect(amina.locator("[name=code]")).to_have_value(code)
    assert "#" not in amina.url
    expect(amina.locator("[name=nom]")).to_be_focused()
    amina.fill("[name=nom]", "ben")
    sends(amina, "/i")
    is_at(amina, "/i/phrase")
    chooses_a_passphrase(amina)
    expect(amina.locator("h1")).to_contain_text("Amina")
    expect(amina.locator(".notice--done")).to_be_visible()
    expect(amina.locator(".empty")).to_be_visible()
    assert (axe(amina), overflow(amina)) == ([], 0)


def claire_prints_a_letter(story: Story) -> str:
    """The code that is on it, and in the drawing beside it."""
    claire = story.claire
    signs_in(claire, story.installation.adviser("Claire"))
    claire.goto("/pro/personnes")
    claire.get_by_role("link", name="Benali Amina").first.click()
    claire.locator('form[action$="/invitation"] [type=submit]').click()
    code = claire.locator(".letter .code").inner_text()
    address = f"{story.installation.url}/i#{code.replace('-', '')}"
    drawn = segno.make(address, error="m").svg_inline(scale=4, lineclass=None)
    path = claire.locator(".letter svg path").get_attribute("d")
    assert path is not None
    assert path in drawn, "the drawing does not lead to the page with the code"
    assert axe(claire) == []
    return code


def a_service_gives_her_an_appointment(story: Story, start: datetime) -> None:
    partner.tells(story.installation, start)
    story.installation.works_at(story.installation.at(8, 30, days=1))  # no browser of hers yet
    amina = story.amina
    amina.goto("/")
    day, hour = in_french(start)
    for part in (day, hour, "Claire Bonnet", "Maison du Département d’Albi"):
        expect(card_of(amina)).to_contain_text(part, ignore_case=True)
    amina.goto(card_address(amina))
    said = ("14 rue de la Porte-Neuve", "éférente", "Claire Bonnet", "05 61 99 00 2", "CV")
    for part in (day, hour, *said):
        expect(amina.locator("main")).to_contain_text(part, ignore_case=True)
    assert partner.NOTES not in amina.content()
    assert (axe(amina), overflow(amina)) == ([], 0)


def card_address(amina: Page) -> str:
    return card_of(amina).locator('a[href^="/rendez-vous/"]').get_attribute("href") or ""


def she_allows_reminders(story: Story) -> None:
    allows_reminders(story.amina, story.push)
    assert (axe(story.amina), overflow(story.amina)) == ([], 0)


def two_days_before_she_is_reminded(story: Story, start: datetime) -> None:
    story.installation.works_at(story.installation.at(10, days=1))
    assert story.push.rejected == []
    [message] = story.push.received
    amina = story.amina
    amina.goto("/")
    card = amina.url.rstrip("/") + card_address(amina)
    shown = neutral(message.payload, PRIVATE)
    assert shown["navigate"] == card
    deliver_push(amina, json.dumps(message.payload))
    [notification] = notifications(amina)
    assert (notification["title"], notification["body"]) == (shown["title"], shown["body"])
    assert (notification["lang"], notification["dir"]) == ("fr", "ltr")
    assert click_notification(amina) == [card]
    amina.goto(card)
    expect(amina.locator("h1")).to_contain_text(in_french(start)[1])


def she_answers_and_claire_sees_it(story: Story) -> None:
    expect(story.amina.locator("[name=reponse][value=coming]")).to_have_text("Je viens")
    answers(story.amina, "coming")
    story.claire.context.clear_cookies()  # a night has passed
    signs_in(story.claire, story.installation.adviser("Claire"))
    story.claire.goto("/pro")
    row = story.claire.locator("tr", has_text="Amina Benali")
    expect(row.locator(".tag--good")).to_be_visible()
    assert (axe(story.claire), overflow(story.claire)) == ([], 0)


def it_moves_and_she_is_told_once(story: Story, moved: datetime) -> None:
    amina, installation = story.amina, story.installation
    before = calendar_entry(amina)
    partner.tells(installation, moved, "updated")
    for minute in (30, 40):
        installation.works_at(installation.at(10, minute, days=1))
    [_, news] = story.push.received
    assert neutral(news.payload, PRIVATE)["title"] != "", "she is told without words"
    after = calendar_entry(amina)
    assert after["uid"] == before["uid"]
    assert sequence_of(after) == sequence_of(before) + 1
    assert moved == after.DTSTART
    amina.goto("/")
    for part in in_french(moved):
        expect(card_of(amina)).to_contain_text(part, ignore_case=True)
    expect(amina.locator("[name=reponse][value=coming]")).to_be_visible()  # asked again


def sequence_of(entry: Event) -> int:
    return int(str(entry["sequence"]))


def calendar_entry(amina: Page) -> Event:
    path = amina.locator('a[href$="/agenda.ics"]').get_attribute("href") if on_card(amina) else None
    file = amina.request.get(path or f"{card_address(amina)}/agenda.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    return Calendar.from_ical(file.body()).events[0]


def on_card(amina: Page) -> bool:
    return "/rendez-vous/" in amina.url


def it_is_cancelled_and_nothing_leaves(story: Story, moved: datetime) -> None:
    amina, installation = story.amina, story.installation
    card = card_address(amina)
    partner.tells(installation, moved, "cancelled")
    for hour, days in ((10, 2), (8, 4), (9, 4)):  # two days before, the day itself
        installation.works_at(installation.at(hour, days=days))
    assert len(story.push.received) == 2, "a reminder left for a cancelled appointment"
    amina.goto("/")
    news = amina.locator(f'.rows a[href="{card}"] .badge')
    expect(news).to_be_visible()
    assert card_of(amina).count() == 0
    amina.goto(card)
    expect(amina.locator("main .notice--warn")).to_be_visible()
    assert amina.locator("[name=reponse]").count() == 0
    assert calendar_entry(amina)["status"] == "CANCELLED"


def the_logs_do_not_name_her(story: Story) -> None:
    logs = story.installation.logs()
    private = {"Benali", "Bonnet", "amina.benali", "claire.bonnet", "639981001", "wpush", "lampe"}
    assert not [word for word in private if word.casefold() in logs.casefold()]
