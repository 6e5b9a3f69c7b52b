"""What a reminder says, in every language: enough to open the card, nothing for others to read."""

import re

import pytest

from backend.messaging.sms import LONGEST_GSM, LONGEST_UNICODE, to_gsm
from backend.reminders.models import Kind
from backend.reminders.words import TEST, gettext_in, mail_text, words_for
from backend.web.language import NAMES, known

PRIVATE = re.compile(r"rsa|caf|santé|handicap|départe|travail|insertion|référent|\d", re.IGNORECASE)
DAYS = range(9)
LANGUAGES = sorted(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_it_tells_nothing_private(kind: Kind, language: str) -> None:
    for days in DAYS:
        words = words_for(kind, days=days, gettext=gettext_in(language))
        assert words.title
        assert words.body
        assert not PRIVATE.search(f"{words.title} {words.body}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_it_fits_in_one_sms(kind: Kind, language: str) -> None:
    for days in DAYS:
        body = words_for(kind, days=days, gettext=gettext_in(language)).body
        plain = to_gsm(body)
        assert len(plain or body) <= (LONGEST_UNICODE if plain is None else LONGEST_GSM)


WITHOUT_A_DAY = {
    *(Kind.CHECK_IN, Kind.REVIEW, Kind.CLAIM, Kind.REFERRAL, Kind.CLAIM_LIMIT),
    *(Kind.SURVEY, Kind.IMPROVEMENT),
}


@pytest.mark.parametrize("kind", sorted(set(Kind) - WITHOUT_A_DAY))
def test_today_tomorrow_and_later_are_not_said_alike(kind: Kind) -> None:
    bodies = [words_for(kind, days=days, gettext=gettext_in("en")).body for days in (0, 1, 2, 3)]
    assert len(set(bodies)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_words(language: str) -> None:
    gettext = gettext_in(language)
    said = words_for(Kind.DAY, days=0, gettext=gettext).body
    assert (said == "You have an appointment today.") == (language == "en")
    assert (gettext(TEST.body) == TEST.body) == (language == "en")


def test_a_language_without_a_catalogue_is_replaced_by_french() -> None:
    assert [known(code) for code in ("en", "xx", "")] == ["en", "fr", "fr"]


def test_an_e_mail_links_to_the_card_and_to_where_it_is_stopped() -> None:
    gettext = gettext_in("en")
    words = words_for(Kind.DAY, days=1, gettext=gettext)
    text = mail_text(
        words,
        link="https://parcours.test/rendez-vous/7",
        settings_link="https://parcours.test/reglages/rappels",
        gettext=gettext,
    )
    assert text.startswith("You have an appointment tomorrow.\n")
    assert "\nhttps://parcours.test/rendez-vous/7\n" in text
    assert "\nhttps://parcours.test/reglages/rappels\n" in text
