"""Days and hours in words, in each language and zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.web import dates
from backend.web.language import speaking

AFTERNOON = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
PARIS, CAYENNE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "mardi 24 novembre"), ("en", "Tuesday, November 24"), ("ar", "الثلاثاء، 24 نوفمبر")],
)
def test_the_day_is_said_in_letters(language: str, said: str) -> None:
    with speaking(language):
        assert dates.day(AFTERNOON) == said


def test_the_first_of_a_month_is_said_as_an_ordinal_in_french() -> None:
    with speaking("fr"):
        assert dates.day(date(2026, 11, 1)) == "dimanche 1er novembre"
        assert dates.day(date(2026, 11, 11)) == "mercredi 11 novembre"


def test_the_year_is_said_when_it_is_not_this_one() -> None:
    with speaking("fr"):
        assert dates.day(date(2027, 1, 5)) == "mardi 5 janvier 2027"


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [
        (PARIS, "fr", "14 h 30"),
        (CAYENNE, "fr", "10 h 30"),
        (PARIS, "ar", "14:30"),
        (PARIS, "en", "2:30 PM"),
        (CAYENNE, "en", "10:30 AM"),
    ],
)
def test_the_hour_is_that_of_the_reader_s_zone(zone: ZoneInfo, language: str, said: str) -> None:
    with speaking(language), dates.in_zone(zone):
        assert dates.hour(AFTERNOON).replace("\u00a0", " ") == said


def test_a_whole_hour_has_no_minutes_in_french() -> None:
    with speaking("fr"), dates.in_zone(PARIS):
        assert dates.hour(AFTERNOON - timedelta(minutes=30)) == "14\u00a0h"


def test_the_day_after_midnight_there_is_not_the_day_in_utc() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with speaking("fr"), dates.in_zone(PARIS):
        assert dates.day(late) == "mercredi 25 novembre"


def test_how_far_it_is_counts_days_of_the_calendar(now: datetime) -> None:
    with speaking("en"), dates.in_zone(PARIS):
        assert dates.when(now + timedelta(hours=1)) == "today"
        assert dates.when(now + timedelta(hours=11, minutes=30)) == "tomorrow"
        assert dates.when(now + timedelta(days=3)) == "in 3 days"
        assert dates.when(now - timedelta(days=1)) == "yesterday"
        assert dates.when(now - timedelta(days=2)) == "2 days ago"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "1 hour 30"), (120, "2 hours")],
)
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    with speaking("en"):
        assert dates.duration(minutes) == said
