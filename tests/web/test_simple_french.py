"""« Français simple »: short sentences and everyday words, French for all it does not say."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from sqlmodel import Session, select

from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.kinds import TABLE
from backend.claims.states import Kind
from backend.law.articles import ARTICLES
from backend.law.mentions import SENTENCES
from backend.messaging.models import Letter
from backend.people.models import Person
from backend.reminders.models import Kind as ReminderKind
from backend.reminders.words import gettext_in, words_for
from backend.web import dates
from backend.web.language import (
    LOCALES,
    NAMES,
    SIMPLE,
    direction,
    known,
    negotiate,
    speaking,
    translations,
)
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.visitor import Visitor
from tools.catalogues import faults, gathered

LONGEST = 15  # words of a sentence
SENTENCE_ENDS = re.compile(r"[.?!:;…]+(?:\s|$)|\n")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
ACRONYM = re.compile(r"(?<!\()\b[A-Z]{2,}\b")
KNOWN = {"RSA", "SMS"}  # better known than the words they stand for
HERS = re.compile(  # pages and letters of her rights, not those of professionals
    r"frontend/templates/(claims/(?!desk)|privacy/|continuity/_card|coordination/index)"
    r"|backend/claims/(kinds|rights|words)\.py|backend/law/|backend/privacy/(agreeing|warnings)\.py"
)
HARD = re.compile(
    r"recours|notifi|implicit|d[ée]lai|juridi|contentieu|saisi[ers]|contester|accusé de réception"
    r"|numérique|dématérialis|données|courriel|territoire|instruction|usager|bénéficiaire",
    re.IGNORECASE,
)


def said() -> Iterator[tuple[str, str]]:
    """Each sentence of the code with what « Français simple » makes of it."""
    path = LOCALES / SIMPLE / "LC_MESSAGES" / "messages.po"
    for message in read_po(BytesIO(path.read_bytes()), locale="fr"):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(ids[0]), str(form)) for form in forms)


def long_sentences(words: str) -> list[str]:
    sentences = SENTENCE_ENDS.split(PLACEHOLDER.sub("ceci", words))
    return [one.strip() for one in sentences if len(re.findall(r"[\w’'-]+", one)) > LONGEST]


def test_no_sentence_is_long() -> None:
    assert [long for _, words in said() for long in long_sentences(words)] == []


def test_no_page_of_her_rights_falls_back_on_a_long_sentence() -> None:
    shown = [
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in gathered()
        if any(HERS.match(place) for place, _ in message.locations)
    ]
    simple = translations(SIMPLE)
    assert len(shown) > 100
    assert [long for words in shown for long in long_sentences(simple.gettext(str(words)))] == []


def test_no_hard_word_nor_acronym_without_its_words() -> None:
    found = [
        words for _, words in said() if HARD.search(words) or set(ACRONYM.findall(words)) - KNOWN
    ]
    assert found == []


def test_it_says_the_same_facts() -> None:
    assert [fault for fault in faults() if fault.startswith(SIMPLE)] == []
    for english, words in said():
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(words))


def test_every_right_is_said_simply() -> None:
    simple = {english for english, _ in said()}
    rules = [words for r in TABLE.values() for words in (r.title, r.guidance, r.next, r.asks)]
    mentions = [sentence.words for sentence in SENTENCES.values()]
    articles = [article.says for article in ARTICLES.values()]
    assert [words for words in (*rules, *mentions, *articles) if words not in simple] == []


def test_what_it_does_not_say_is_said_in_french() -> None:
    simple, french = translations(SIMPLE), translations("fr")
    assert simple.gettext("Appointments") == french.gettext("Appointments") != "Appointments"
    days = ("%(days)s day ago", "%(days)s days ago")
    assert [simple.ngettext(*days, count) for count in (0, 1, 2)] == [
        french.ngettext(*days, count) for count in (0, 1, 2)
    ]
    waits = ("You have had no news for %(num)s day.", "You have had no news for %(num)s days.")
    assert "jours" not in simple.ngettext(*waits, 0)  # nought is singular, as in French
    assert "jours" in simple.ngettext(*waits, 2)


def test_days_and_hours_are_french() -> None:
    moment = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    for write in (dates.day, dates.day_of_year, dates.date_short, dates.hour, dates.day_and_hour):
        with speaking("fr"):
            expected = write(moment)
        with speaking(SIMPLE):
            assert write(moment) == expected
    with speaking(SIMPLE):
        assert dates.day(date(2026, 11, 1)) == "dimanche 1er novembre"
    assert direction(SIMPLE) == "ltr"


@pytest.mark.parametrize("offered", [list(NAMES), [SIMPLE, "fr", "en"], ["ar", SIMPLE, "fr"]])
@pytest.mark.parametrize("accepted", ["fr", "fr-FR,fr;q=0.9", "fr-CA", "FR", "fr-x-private"])
def test_nobody_gets_it_by_accident(accepted: str, offered: list[str]) -> None:
    assert negotiate(accepted, offered) == "fr"


def test_who_asks_for_it_by_name_gets_it() -> None:
    assert negotiate("fr-x-simple,fr;q=0.9", list(NAMES)) == SIMPLE


def test_it_is_offered_next_to_french(cast: Cast, signed_in: SignIn) -> None:
    assert cast.tarn.language_codes == list(NAMES)
    page = signed_in(cast.amina).visits("/reglages")
    [button] = [one for one in page.all("button", lang=SIMPLE) if one.get("name") == "langue"][:1]
    assert "Français simple" in page.text
    assert button.get("value") == SIMPLE


def test_once_chosen_pages_are_in_it(cast: Cast, signed_in: SignIn, session: Session) -> None:
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits("/reglages"), "/langue", langue=SIMPLE)
    assert (page.language, page.tree.get("dir")) == (SIMPLE, "ltr")
    assert session.exec(select(Person.language).where(Person.id == cast.amina.id)).one() == SIMPLE
    assert "Rendez-vous" in amina.visits("/rendez-vous").text


def test_signed_out_too(anybody: Visitor) -> None:
    anybody.visits("/connexion")
    page = anybody.submits(anybody.visits("/connexion"), "/langue", langue=SIMPLE)
    assert page.language == SIMPLE
    assert anybody.visits("/i").language == SIMPLE


def test_her_letter_of_invitation_is_one_sheet(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    cast.amina.language = SIMPLE
    session.add(cast.amina)
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}"
    page = claire.submits(claire.visits(path), f"{path}/invitation")
    assert [letter.get("lang") for letter in page.all("article")] == [SIMPLE]


def test_reminders_speak_it() -> None:
    assert known(SIMPLE) == SIMPLE
    gettext = gettext_in(SIMPLE)
    said = words_for(ReminderKind.CLAIM_LIMIT, days=None, gettext=gettext)
    assert said.body == "Mon parcours attend quelque chose de vous."
    assert said.title == translations("fr").gettext("Reminder")


def test_a_receipt_is_written_in_it(session: Session, cast: Cast) -> None:
    cast.amina.language = SIMPLE
    session.add(cast.amina)
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles depuis janvier.")
    open_claim(session, cast.amina, facts, site="https://parcours.test", now=NOON)
    [letter] = session.exec(select(Letter)).all()
    assert (
        "Nous avons jusqu’au samedi 2 mai 2026 pour vous répondre."
        " Après ce jour, pas de réponse veut dire non."
    ) in letter.text
    assert "%(" not in letter.text
