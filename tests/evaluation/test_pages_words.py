"""Figures in sentences: never surer than they are, in each language."""

from datetime import date

import pytest

from backend.evaluation.models import Release
from backend.evaluation.reading import next_release
from backend.evaluation.statistics import Share
from backend.evaluation.words import number, quarter_in_words, rate_in_words, share_in_words
from backend.web.language import speaking
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (8, 10, "8 personnes sur 10, entre 5 et 9"),
        (80, 100, "8 personnes sur 10, entre 7 et 9"),
        (800, 1000, "8 personnes sur 10"),
        (1, 10, "1 personne sur 10, entre 0 et 4"),
        (2, 100, "moins d’une personne sur 10, entre 0 et 1"),
        (3, 1000, "moins d’une personne sur 10"),
        (997, 1000, "presque 10 personnes sur 10"),
        (7, 7, "10 personnes sur 10, entre 6 et 10"),
        (0, 7, "0 personne sur 10, entre 0 et 4"),
    ],
)
def test_a_share_is_said_out_of_ten_with_its_doubt(count: int, total: int, said: str) -> None:
    assert share_in_words(Share(count, total)) == said


def test_a_share_is_said_in_every_language() -> None:
    said = {}
    for language in ("en", "ar", "fr-x-simple"):
        with speaking(language):
            said[language] = share_in_words(Share(8, 10))

    assert said == {
        "en": "8 people out of 10, between 5 and 9",
        "ar": "8 من كل 10 أشخاص، بين 5 و9",
        "fr-x-simple": "8 personnes sur 10, entre 5 et 9",
    }


def test_a_quarter_is_said_by_its_months() -> None:
    assert quarter_in_words(date(2026, 7, 1)) == "juillet à septembre 2026"
    with speaking("en"):
        assert quarter_in_words(date(2026, 10, 1)) == "October to December 2026"
    with speaking("ar"):
        assert quarter_in_words(date(2026, 1, 1)) == "يناير إلى مارس 2026"


def test_how_many_answered_is_known_exactly() -> None:
    assert rate_in_words(120, 300) == "4 sur 10"
    assert rate_in_words(10, 300) == "moins d’un sur 10"
    assert number(12345).replace("\u202f", " ") == "12 345"


@pytest.mark.parametrize(
    ("quarter", "today", "day"),
    [
        (date(2025, 10, 1), date(2026, 3, 2), date(2026, 4, 23)),
        (date(2025, 7, 1), date(2026, 3, 2), date(2026, 4, 23)),  # a quarter without any request
        (None, date(2026, 3, 2), date(2026, 4, 23)),
        (None, date(2026, 4, 10), date(2026, 4, 23)),  # the last one is not counted yet
        (None, date(2026, 4, 23), date(2026, 7, 23)),
    ],
)
def test_the_day_of_the_next_figures_is_always_to_come(
    quarter: date | None, today: date, day: date
) -> None:
    last = None
    if quarter:
        last = Release(territory_id=1, quarter=quarter, released_at=NOON, asked=9, skipped=0)

    assert next_release(last, today=today) == day
