"""What was noticed, said in each language."""

from datetime import date, timedelta

import pytest

from backend.continuity.models import Worry
from backend.continuity.rules import Period
from backend.continuity.words import LAW, TITLES, Told
from backend.law.articles import ARTICLES
from backend.web.language import speaking
from tests.conftest import NOON

DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.mark.parametrize("worry", Worry)
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_worry_is_said_to_her_and_to_her_adviser(worry: Worry, language: str) -> None:
    for days in (1, 2, 5, 34, 100):
        period = Period(worry, TODAY - days * DAY, TODAY, TODAY)
        with speaking(language):
            told = Told(period, TODAY)
            assert str(days) in told.sentence
            assert str(days) in told.for_desk
            assert "%" not in told.sentence + told.for_desk
    assert TITLES[worry]


def test_the_delays_of_the_law_name_their_article() -> None:
    assert set(LAW.values()) <= set(ARTICLES)
    told = Told(Period(Worry.LATE_CONTRACT, date(2026, 1, 1), TODAY, TODAY), TODAY)
    assert told.law == "C. trav. D5411-14-1"
