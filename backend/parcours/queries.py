"""Her timeline, in four questions whatever it holds and wherever she lives."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from backend.parcours import statements
from backend.parcours.reading import Found, Reading, latest
from backend.parcours.timeline import (
    Entry,
    EntryKind,
    State,
    Timeline,
    in_order,
    waits_between,
    with_waits,
)
from backend.people.models import Person
from backend.reviews.rules import next_due

FIRST_YEAR = 1900
MOST_SHOWN = 6  # entries of the past; when there are more, the last ones only
SHOWN = 4
LOOK_BACK = timedelta(days=400)  # for the step before the first of a year: how long she waited


def line_of(session: Session, person: Person, year: int | None, reading: Reading) -> Timeline:
    """One year, when a year of this era is asked for; else the last months and what comes."""
    if year is not None and FIRST_YEAR <= year <= reading.today.year + 1:
        return of_year(session, person, year, reading)
    return recent(session, person, reading)


def recent(session: Session, person: Person, reading: Reading) -> Timeline:
    """What is to come, what is under way, and the last entries before."""
    told = {"person_id": person.id, "now": reading.now}
    found = Found(
        _asked(session, statements.RECENT_STEPS, told),
        _asked(session, statements.RECENT_APPOINTMENTS, told),
        _asked(session, statements.RECENT_EVENTS, told),
    )
    entries = _woven(found, reading)
    past = sum(entry.state is State.DONE for entry in entries)
    hidden = max(0, past - statements.RECENT)
    planned, due_on = _next_review(entries, found, months=reading.territory.review_months)
    open_from = past - SHOWN if past > MOST_SHOWN else hidden
    return Timeline(
        entries=entries[open_from:],
        folded=entries[hidden:open_from],
        years=_years(session, person),
        has_earlier=hidden > 0,
        project=latest(entries, EntryKind.PROJECT),
        next_review=due_on,
        is_review_planned=planned is not None,
    )


def _next_review(
    entries: Sequence[Entry], found: Found, *, months: int
) -> tuple[date | None, date | None]:
    """The day that is planned, and the day it is due, as reviews.queries.next_for says them: one
    planned before the last that was held is not the next; without a référent no rhythm is kept."""
    last = latest(entries, EntryKind.REVIEW)
    held_on = last.day if last else None
    reviews = [e for e in entries if e.kind is EntryKind.REVIEW and e.state is State.NEXT]
    days = [e.day for e in reviews if e.day and (held_on is None or e.day > held_on)]
    planned = min(days, default=None)
    first_day = min((row.day for row in found.events if row.kind == "referent"), default=None)
    if planned is None and first_day is None:
        return None, None
    return planned, next_due(held_on, first_day or date.min, planned, months=months)


def of_year(session: Session, person: Person, year: int, reading: Reading) -> Timeline:
    """All that ended or happened that year, and what is open if the year is this one."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    told = {
        "person_id": person.id,
        "before_first": first - LOOK_BACK,
        "first_day": first,
        "last_day": last,
        "first_moment": datetime(year, 1, 1, tzinfo=UTC),
        "last_moment": datetime(year, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        "is_this_year": reading.today.year == year,
    }
    found = Found(
        _asked(session, statements.STEPS_OF_YEAR, told),
        _asked(session, statements.APPOINTMENTS_OF_YEAR, told),
        _asked(session, statements.EVENTS_OF_YEAR, told),
    )
    entries = [entry for entry in _woven(found, reading) if _is_of(entry, first, last)]
    return Timeline(entries=entries, folded=[], years=_years(session, person), year=year)


def _woven(found: Found, reading: Reading) -> list[Entry]:
    steps = reading.steps(found.steps)
    others = [*reading.appointments(found.appointments), *reading.events(found.events)]
    entries = in_order([*steps, *others, *reading.gaps(found.events)])
    longest = timedelta(days=reading.territory.longest_wait_days)
    return with_waits(entries, waits_between(steps, today=reading.today, longest=longest))


def _is_of(entry: Entry, first: date, last: date) -> bool:
    if entry.state is State.WAITING and entry.before:
        return _is_of(entry.before, first, last)
    return entry.day is None or first <= entry.day <= last or entry.state is not State.DONE


def _asked(session: Session, statement: Any, told: dict[str, Any]) -> Sequence[Row[Any]]:  # noqa: ANN401 (a select or a union)
    return session.connection().execute(statement, told).all()


def _years(session: Session, person: Person) -> list[int]:
    rows = _asked(session, statements.YEARS, {"person_id": person.id})
    return sorted((int(row.year) for row in rows), reverse=True)
