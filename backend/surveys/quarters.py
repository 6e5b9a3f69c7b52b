"""Opinions are counted quarter by quarter: a figure that moved each day would tell who answered."""

from datetime import date, timedelta

from backend.months import months_after
from backend.surveys.models import ANSWERABLE, CHANGEABLE

MONTHS = 3


def quarter_of(day: date) -> date:
    """Its first day."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def quarter_after(quarter: date, quarters: int = 1) -> date:
    return months_after(quarter, MONTHS * quarters)


def release_day(quarter: date) -> date:
    """From this day nothing in it can be said or changed any more."""
    return quarter_after(quarter) + ANSWERABLE + CHANGEABLE + timedelta(days=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
