"""No news for weeks: the app says so, she claims and gets a receipt on paper, the territory’s team
is told before the date passes, somebody with a name answers, and she says whether it helped.

Two persons live it side by side, in French and in Arabic. The clock is turned between the acts.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from backend.claims.clocks import appeal_until, silence_on
from backend.claims.kinds import TABLE
from backend.claims.receipts import APPEALS
from backend.claims.states import Appeal, Kind
from backend.law.articles import ARTICLES
from backend.law.mentions import SENTENCES, Mention
from backend.web.dates import day_of_year
from backend.web.language import speaking, translations
from tests.browsers.inspection import axe, overflow, small_targets
from tests.journeys.conftest import Phones
from tests.journeys.installation import Installation
from tests.journeys.steps import sends, signs_in

NO_NEWS = "/droits/demandes/nouvelle/no_news"
WORDS = "Plus de nouvelles depuis plus d’un mois. J’attendais une date pour ma formation."
ANSWER = "Pardon pour ce silence. Votre nouvelle conseillère vous appelle mardi à 10 h."
WAITED, ESCALATED, ANSWERED = 41, 49, 50  # days from the day of the installation


@dataclass
class Reader:
    first_name: str
    language: str
    last_contact: int  # days before the installation: what the demo tells of her claims
    path: str = ""  # of her claim
    number: str = ""


@pytest.fixture
def readers() -> list[Reader]:
    return [Reader("Jean-Luc", "fr", 3), Reader("Nadia", "ar", 0)]


def test_no_news_for_forty_days(
    installation: Installation, phones: Phones, readers: list[Reader]
) -> None:
    turn(installation, WAITED)
    for reader in readers:
        phone = at_home(phones, installation, reader)
        the_watch_says_how_long(phone, reader)
        she_claims(phone, reader)
        her_receipt_is_complete(phone, reader, installation.at(10, days=WAITED).date())

    turn(installation, ESCALATED)
    for reader in readers:
        phone = at_home(phones, installation, reader)
        phone.goto(reader.path)
        expect(phone.locator("[data-move=escalate]")).to_have_count(1)

    turn(installation, ANSWERED)
    helene = phones.desk()
    signs_in(helene, installation.adviser("Hélène"))
    for reader in readers:
        the_team_answers(helene, reader)

    for reader in readers:
        phone = at_home(phones, installation, reader)
        she_reads_who_answered(phone, reader)
        she_says_that_it_helped(phone, reader)


def turn(installation: Installation, days: int) -> None:
    """Everything lives on that day: the night’s work is done, then the server begins anew."""
    moment = installation.at(10, days=days)
    installation.works_at(moment)
    installation.lives_at(moment)


def at_home(phones: Phones, installation: Installation, reader: Reader) -> Page:
    phone = phones.new(locale=reader.language)
    signs_in(phone, installation.person(reader.first_name))
    expect(phone.locator("html")).to_have_attribute("lang", reader.language)
    return phone


def the_watch_says_how_long(phone: Page, reader: Reader) -> None:
    days = str(WAITED + reader.last_contact)
    row = phone.locator('main a[href="/droits/continuite"]')
    expect(row).to_contain_text(days)
    is_sound(phone)
    row.click()
    expect(phone.locator("main")).to_contain_text(days)
    is_sound(phone)
    phone.locator(f'main a[href="{NO_NEWS}"]').first.click()


def she_claims(phone: Page, reader: Reader) -> None:
    phone.fill("[name=mots]", WORDS)
    is_sound(phone)
    sends(phone, NO_NEWS)
    expect(phone.locator(".notice--done")).to_be_visible()
    reader.path = "/" + phone.url.split("/", 3)[3]
    is_sound(phone)


def her_receipt_is_complete(phone: Page, reader: Reader, received_on: date) -> None:
    """Each mention comes from the tables of the law, in her language and in French."""
    phone.locator('main a[href*="/accuse/"]').first.click()
    receipt = phone.locator("main")
    reader.number = receipt.locator("[data-number]").first.inner_text().strip()
    is_sound(phone)
    phone.emulate_media(media="print")
    for language in {reader.language, "fr"}:
        for words, articles in law_of(Kind.NO_NEWS, received_on, language):
            expect(receipt).to_contain_text(words)
            for article in articles:
                assert article in ARTICLES
                expect(receipt).to_contain_text(article.split(" ")[-1])
    expect(phone.locator("nav.tabs")).to_be_hidden()
    assert phone.pdf(format="A4").count(b"/Type /Page\n") <= 2, "two sheets at most"
    phone.emulate_media(media="screen")


def law_of(kind: Kind, received_on: date, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """What the tables of the law say of that kind: beginnings of sentences, and their articles."""
    rule = TABLE[kind]
    assert rule.appeal is Appeal.ORDINARY
    due_on = silence_on(received_on, rule.delay)
    silence = Mention(rule.silence.value)
    gettext = translations(language).gettext
    with speaking(language):
        days = {
            "due_on": day_of_year(due_on),
            "appeal_until": day_of_year(appeal_until(due_on, "81")),
        }
    told = []
    for mention in (silence, Mention.COMPLETE, *APPEALS[rule.appeal], Mention.HELPED):
        words = gettext(SENTENCES[mention].words)
        for name, day in days.items():
            words = words.replace(f"%({name})s", day)
        articles = (rule.article,) if mention is silence else SENTENCES[mention].articles
        told += [(part.strip(), articles) for part in plain_parts(words)]
    return told


def plain_parts(words: str) -> list[str]:
    """Between what a territory’s own settings fill in."""
    parts, rest = [], words
    while "%(" in rest:
        before, _, after = rest.partition("%(")
        parts.append(before)
        rest = after.partition(")s")[2]
    return [part for part in [*parts, rest] if len(part.strip()) > 2]


def the_team_answers(helene: Page, reader: Reader) -> None:
    helene.goto("/pro/demandes")
    helene.locator("main a", has_text=reader.number).first.click()
    is_sound(helene)
    path = "/" + helene.url.split("/", 3)[3]
    helene.check("[name=issue][value=accepted]")
    helene.fill("[name=reponse]", ANSWER)
    sends(helene, f"{path}/reponse")
    expect(helene.locator(".notice--done")).to_be_visible()


def she_reads_who_answered(phone: Page, reader: Reader) -> None:
    expect(phone.locator(f'main a[href="{reader.path}"]').first).to_be_visible()  # awaits her
    phone.goto(reader.path)
    answer = phone.locator("main")
    expect(answer).to_contain_text(ANSWER)
    expect(answer).to_contain_text("coordinatrice du territoire")
    expect(answer).to_contain_text("Hélène Marty")
    is_sound(phone)
    phone.set_viewport_size({"width": 320, "height": 640})
    assert overflow(phone) == 0


def she_says_that_it_helped(phone: Page, reader: Reader) -> None:
    phone.locator(f'form[action="{reader.path}/avis"] [name=aide][value=true]').click()
    expect(phone.locator(".notice--done")).to_be_visible()
    expect(phone.locator(f'form[action="{reader.path}/avis"]')).to_have_count(0)


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []
