"""At which moments of a job she is asked how it goes, and which of them is open today."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from backend.checkins.models import Moment
from backend.months import months_after

MONTHS: Mapping[Moment, int] = {Moment.MONTH_1: 1, Moment.MONTH_3: 3, Moment.MONTH_6: 6}
WEEK = timedelta(days=7)
OPEN_AT_MOST = timedelta(days=28)
LONGEST = timedelta(days=184 + 28)  # from the first day of a job to its last question
SLUGS: Mapping[Moment, str] = {
    Moment.WEEK_1: "semaine-1",
    Moment.MONTH_1: "mois-1",
    Moment.MONTH_3: "mois-3",
    Moment.MONTH_6: "mois-6",
}


def day_of(moment: Moment, started_on: date) -> date:
    if moment is Moment.WEEK_1:
        return started_on + WEEK
    return months_after(started_on, MONTHS[moment])


def ends_before(moment: Moment, started_on: date) -> date:
    """The first day on which it is no longer asked: the next moment's, or four weeks later."""
    last = day_of(moment, started_on) + OPEN_AT_MOST
    later = [day_of(each, started_on) for each in list(Moment)[list(Moment).index(moment) + 1 :]]
    return min([last, *later])


def open_moment(
    started_on: date, today: date, *, answered: Collection[Moment] = ()
) -> Moment | None:
    """The one that is asked today and has no answer yet."""
    for moment in Moment:
        if day_of(moment, started_on) <= today < ends_before(moment, started_on):
            return None if moment in answered else moment
    return None


def is_due(moment: Moment, started_on: date, today: date, *, ended_on: date | None) -> bool:
    """Whether its day has come, in a job that had not ended before; she may still answer late."""
    day = day_of(moment, started_on)
    return day <= today and (ended_on is None or day <= ended_on)


def passed(
    started_on: date, today: date, *, ended_on: date | None
) -> list[tuple[Moment, date, date]]:
    """The moments that are over, each with its day and the first day it was no longer asked."""
    return [
        (moment, day_of(moment, started_on), over)
        for moment in Moment
        if (over := ends_before(moment, started_on)) <= today
        and is_due(moment, started_on, today, ended_on=ended_on)
    ]


def started_between(moment: Moment, first: date, last: date) -> tuple[date, date]:
    """The jobs whose moment falls between two days began between these, some days more or less."""
    if moment is Moment.WEEK_1:
        return first - WEEK, last - WEEK
    ends_of_months, months = timedelta(days=3), MONTHS[moment]
    return (
        months_after(first, -months) - ends_of_months,
        months_after(last, -months) + ends_of_months,
    )


def path_of(step_id: int, moment: Moment) -> str:
    return f"/parcours/emploi/{step_id}/{SLUGS[moment]}"


def moment_at(slug: str) -> Moment | None:
    return next((moment for moment, known in SLUGS.items() if known == slug), None)
