"""Whom the night run looks at: those around whom something changed, and those whose day it is."""

from array import array
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, or_, select, union
from sqlmodel import Session, col

from backend.appointments.models import Appointment
from backend.assessments.models import Observation
from backend.claims.models import ClaimEntry
from backend.claims.states import Writer
from backend.continuity.models import Signal, Watch, Worry
from backend.people.models import Accompaniment, Adviser, Merge, Person
from backend.projects.models import Objective
from backend.referrals.models import Referral
from backend.reviews.models import Review
from backend.steps.models import Step
from backend.territories.models import Territory

AT_ONCE = 10_000  # rows fetched from the database at a time


def everybody(session: Session, territory: Territory) -> "array[int]":
    return _numbers(session, select(col(Person.id)).where(_lives_in(territory)))


def changed_since(
    session: Session, territory: Territory, since: datetime, *, today: date
) -> "array[int]":
    """In ascending order, each once: eight bytes a person, whatever happened around them."""
    around = union(*_around(since), _due(today), *_merged(since), _left_by_advisers()).subquery()
    people = select(col(Person.id)).join(around, around.c.person_id == col(Person.id))
    return _numbers(session, people.where(_lives_in(territory)))


def _lives_in(territory: Territory) -> Any:  # noqa: ANN401 (a condition)
    return col(Person.territory_id) == territory.id


def _numbers(session: Session, people: Select[int]) -> "array[int]":
    asked = people.order_by(col(Person.id)).execution_options(yield_per=AT_ONCE)
    return array("q", (number for (number,) in session.connection().execute(asked)))


def _due(today: date) -> Select[Any]:
    return select(col(Watch.person_id)).where(col(Watch.look_on) <= today)


def _around(since: datetime) -> Iterator[Select[Any]]:
    """Every line that a fact comes from, by an index on the moment it last changed."""
    for table in (Appointment, Step, Review, Observation, Objective, Accompaniment, Referral):
        yield select(col(table.person_id)).where(col(table.changed_at) >= since)
    yield select(col(Person.id).label("person_id")).where(col(Person.created_at) >= since)
    yield select(col(ClaimEntry.person_id)).where(
        col(ClaimEntry.writer) == Writer.ADVISER, col(ClaimEntry.happened_at) >= since
    )


def _merged(since: datetime) -> Iterator[Select[Any]]:
    """Lines that moved from one file to another did not change. Few: no index is needed."""
    for column in (Merge.kept_id, Merge.other_id):
        yield select(col(column).label("person_id")).where(col(Merge.decided_at) >= since)


def _left_by_advisers() -> Select[Any]:
    """A référent who has left the service, with nobody's accompaniment ended: not yet noticed."""
    is_noticed = exists().where(
        col(Signal.person_id) == col(Accompaniment.person_id),
        col(Signal.worry) == Worry.NO_REFERENT,
    )
    return (
        select(col(Accompaniment.person_id))
        .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id))
        .where(
            col(Adviser.left_on).is_not(None),
            col(Accompaniment.is_referent),
            or_(
                col(Accompaniment.ended_on).is_(None),
                col(Accompaniment.ended_on) > col(Adviser.left_on),
            ),
            ~is_noticed,
        )
    )
