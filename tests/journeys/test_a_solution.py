"""A solution is found, proposed, agreed to, asked for, answered, and becomes a step.

Three people live it: in French, in Arabic, and on a phone whose browser runs no script.
What leaves is looked at on the wire: nothing before she agreed, then exactly what she read.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsers.inspection import axe, overflow, small_targets
from tests.doubles.mail import Mail, MailServer
from tests.journeys.commands import Commands
from tests.journeys.conftest import OURS, Phones
from tests.journeys.installation import Installation, installed
from tests.journeys.steps import is_at, sends, signs_in

REASON = "Vous cherchez comment vous déplacer : cela peut vous aider."
MESSAGE = "Cette personne commence une formation en janvier et habite loin des bus."
QUESTION = "Je préfère que ce soit dit autrement."
ANSWER = "Nous vous attendons à 9 h, à l’accueil."


@dataclass
class Reader:
    first_name: str
    language: str
    words: str  # typed by the adviser: mistyped, in the plural, without accents
    solution: str
    recipient: str
    options: dict[str, Any] = field(default_factory=dict)
    path: str = ""  # of her request
    desk_path: str = ""
    text: str = ""  # as she read it before she agreed


READERS = (
    Reader("Jean-Luc", "fr", "bilan mobilitee", "Bilan mobilité", "contact@roue-libre.example"),
    Reader("Nadia", "ar", "auto ecole", "Auto-école sociale", "contact@roue-libre.example"),
    Reader(
        "Grace",
        "en",
        "remise a nivau",
        "remise à niveau",
        "formation@deux-rivieres.example",
        {"java_script_enabled": False},
    ),
)


@pytest.fixture(scope="module")
def mail() -> Generator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture(scope="module")
def installation(
    folder: Path, commands: Commands, demo: dict[str, Any], mail: MailServer
) -> Generator[Installation]:
    settings = {**OURS, "SMTP_URL": f"smtp://{mail.host}:{mail.port}"}
    with installed(folder, commands, settings, demo=demo) as installation:
        yield installation


def test_nothing_leaves_before_she_agreed(
    installation: Installation, phones: Phones, mail: MailServer
) -> None:
    post = Post(installation, mail)
    claire = phones.desk()
    signs_in(claire, installation.adviser("Claire"))
    for reader in READERS:
        claire_proposes(claire, reader)
    assert post.to_solutions() == []

    for reader in READERS:
        phone = phones.new(locale=reader.language, **reader.options)
        signs_in(phone, installation.person(reader.first_name))
        she_reads_what_would_leave(phone, reader)
        if reader.language == "fr":
            she_wants_it_otherwise(phone, reader)
            assert post.to_solutions() == []
            claire_writes_it_otherwise(claire, reader)
        she_ticks_her_phone_number(phone, reader)
        assert post.to_solutions() == []
        she_agrees(phone, reader)
        [letter] = post.to_solutions()
        it_is_what_she_read(letter, reader)
        the_solution_answers(phones, installation, letter)
        she_starts(phone, reader)


class Post:
    """What the worker sends, looked at each time."""

    def __init__(self, installation: Installation, mail: MailServer) -> None:
        self.installation, self.mail, self.read = installation, mail, 0

    def to_solutions(self) -> list[Mail]:
        self.installation.works_at(self.installation.at(12, days=1))  # later than any hour of today
        new, self.read = self.mail.messages[self.read :], len(self.mail.messages)
        known = {reader.recipient for reader in READERS}
        return [one for one in new if known.intersection(one.recipients)]


def claire_proposes(claire: Page, reader: Reader) -> None:
    claire.goto("/pro")
    claire.locator('main a[href$="/parcours"]', has_text=reader.first_name).first.click()
    claire.locator('main a[href$="/solutions"]').first.click()
    is_sound(claire)
    claire.fill("[name=mots]", reader.words)
    claire.keyboard.press("Enter")
    claire.locator("main a.row", has_text=reader.solution).first.click()
    path = "/" + claire.url.split("/", 3)[3]
    claire.fill("[name=raison]", REASON)
    claire.fill("[name=message]", MESSAGE)
    claire.check("[name=voie][value=email]")
    claire.click("[name=apercu]")
    expect(claire.locator("main [lang=fr]", has_text=MESSAGE)).to_be_visible()
    is_sound(claire)
    sends(claire, path, button="[type=submit]:not([name])")
    expect(claire.locator(".notice--done")).to_be_visible()
    reader.desk_path = "/" + claire.url.split("/", 3)[3]
    is_sound(claire)


def she_reads_what_would_leave(phone: Page, reader: Reader) -> None:
    expect(phone.locator("html")).to_have_attribute("lang", reader.language)
    phone.goto("/solutions")
    is_sound(phone)
    phone.locator('main a[href="/solutions/demandes"]').first.click()
    is_sound(phone)
    phone.locator("main a.row", has_text=reader.solution).click()
    reader.path = "/" + phone.url.split("/", 3)[3]
    expect(phone.locator("main")).to_contain_text(REASON)
    expect(phone.locator("main [lang=fr]", has_text=MESSAGE)).to_be_visible()
    expect(phone.locator("main")).to_contain_text(reader.recipient)
    is_sound(phone)


def she_wants_it_otherwise(phone: Page, reader: Reader) -> None:
    action = f"{reader.path}/question"
    phone.locator("details", has=phone.locator(f'form[action="{action}"]')).locator(
        "summary"
    ).click()
    phone.fill("[name=question]", QUESTION)
    sends(phone, action)
    expect(phone.locator(".notice--done")).to_be_visible()


def claire_writes_it_otherwise(claire: Page, reader: Reader) -> None:
    claire.goto(reader.desk_path)
    expect(claire.locator("main")).to_contain_text(QUESTION)
    claire.fill("[name=message]", f"{MESSAGE} Merci.")
    sends(claire, f"{reader.desk_path}/proposition")
    expect(claire.locator(".notice--done")).to_be_visible()


def she_ticks_her_phone_number(phone: Page, reader: Reader) -> None:
    phone.goto(reader.path)
    action = f"{reader.path}/details"
    phone.locator("details", has=phone.locator(f'form[action="{action}"]')).locator(
        "summary"
    ).click()
    phone.check("[name=telephone]")
    sends(phone, action)
    expect(phone.locator(".notice--done")).to_be_visible()


def she_agrees(phone: Page, reader: Reader) -> None:
    reader.text = phone.locator("main [lang=fr]", has_text=MESSAGE).first.inner_text()
    sends(phone, f"{reader.path}/accord")
    expect(phone.locator(".notice--done")).to_be_visible()
    is_sound(phone)


def it_is_what_she_read(letter: Mail, reader: Reader) -> None:
    assert letter.recipients == (reader.recipient,)
    assert reader.text
    for line in filter(None, (line.strip() for line in reader.text.splitlines())):
        before, _, _ = line.partition("/reponse/")  # the secret part of the link is not shown
        assert before.strip() in letter.text


def the_solution_answers(phones: Phones, installation: Installation, letter: Mail) -> None:
    """Whoever has the link answers without an account."""
    link = next(word for word in letter.text.split() if "/reponse/" in word)
    path = link.removeprefix(installation.url)
    office = phones.new()
    office.goto(path)
    is_sound(office)
    office.check("[name=reponse][value=oui]")
    office.fill("[name=precisions]", ANSWER)
    sends(office, path)
    expect(office.locator("main .notice").first).to_be_visible()


def she_starts(phone: Page, reader: Reader) -> None:
    phone.goto("/")
    row = phone.locator(f'main a[href="{reader.path}"]')
    if row.count():  # three things at most await her there
        row.click()
    else:
        phone.goto(reader.path)
    expect(phone.locator("main")).to_contain_text(ANSWER)
    is_sound(phone)
    sends(phone, f"{reader.path}/debut")
    phone.goto("/parcours")
    expect(phone.locator("main")).to_contain_text(reader.solution)
    is_at(phone, "/parcours")


def is_sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []
