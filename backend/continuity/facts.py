"""What the watch must know of some people: two statements, however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, exists, func, select
from sqlmodel import Session, col

from backend.appointments.models import CANCELLED, Appointment
from backend.appointments.models import Status as Outcome
from backend.assessments.models import Observation
from backend.claims.models import ClaimEntry
from backend.claims.states import Writer
from backend.continuity.rules import Facts, Stay
from backend.people.models import Accompaniment, Adviser, Handover, Person
from backend.people.recorded import Origin
from backend.projects.models import Objective
from backend.referrals.models import Referral, ReferralEntry
from backend.referrals.models import Status as Asked
from backend.referrals.models import Writer as ReferralWriter
from backend.reviews.models import Review
from backend.steps.models import OPEN, Kind, Status, Step

AMONG = bindparam("ids", expanding=True)


def _last(column: Any, owner: Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:  # noqa: ANN401 (columns)
    hers = col(owner) == col(Person.id)
    return select(func.max(column)).where(hers, *where).correlate(Person).scalar_subquery()


def _step(*where: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (col(Step.removed_at).is_(None), *where)


def _has_step(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    hers = col(Step.person_id) == col(Person.id)
    return exists().where(hers, *_step(*where)).correlate(Person)


IS_DONE = col(Step.status) == Status.DONE
IS_THERE = col(Appointment.removed_at).is_(None)
IS_ON = col(Review.cancelled_at).is_(None)
MEETINGS: dict[str, ScalarSelect[Any]] = {
    "seen_at": _last(
        col(Appointment.starts_at),
        Appointment.person_id,
        IS_THERE,
        col(Appointment.status) == Outcome.SEEN,
    ),
    "appointment_at": _last(
        col(Appointment.starts_at),
        Appointment.person_id,
        IS_THERE,
        col(Appointment.status).not_in(CANCELLED),
    ),
    "held_on": _last(col(Review.held_on), Review.person_id, IS_ON),
    "planned_on": _last(
        col(Review.planned_on), Review.person_id, IS_ON, col(Review.held_on).is_(None)
    ),
}
# Written by a professional: what she wrote herself is no news from anybody.
NEWS: dict[str, ScalarSelect[Any]] = {
    f"{table.__name__}_at": _last(
        col(table.created_at), table.person_id, col(table.origin) != Origin.HERSELF
    )
    for table in (Step, Observation, Objective)
} | {
    "announced_at": _last(col(Handover.announced_at), Handover.person_id),
    "claim_at": _last(
        col(ClaimEntry.happened_at),
        ClaimEntry.person_id,
        col(ClaimEntry.writer) == Writer.ADVISER,
    ),
    "referral_at": _last(
        col(ReferralEntry.happened_at),
        ReferralEntry.person_id,
        col(ReferralEntry.writer) == ReferralWriter.ADVISER,
    ),
}
UNANSWERED = (
    select(func.min(col(Referral.sent_at)))
    .where(
        col(Referral.person_id) == col(Person.id),
        col(Referral.status).in_([Asked.SENT, Asked.UNANSWERED]),
    )
    .correlate(Person)
    .scalar_subquery()
)
STEPS: dict[str, ColumnElement[Any]] = {
    "step_ended_on": _last(
        col(Step.ended_on),
        Step.person_id,
        *_step(col(Step.status).in_([Status.DONE, Status.ABANDONED])),
    ),
    "oriented_on": _last(
        col(Step.ended_on), Step.person_id, *_step(IS_DONE, col(Step.kind) == Kind.ORIENTATION)
    ),
    "has_open_step": _has_step(col(Step.status).in_(OPEN)),
    "has_contract": _has_step(IS_DONE, col(Step.kind) == Kind.CONTRACT),
}
KNOWN = select(
    col(Person.id),
    col(Person.created_at),
    *(column.label(name) for name, column in (MEETINGS | NEWS | STEPS).items()),
    UNANSWERED.label("unanswered_at"),
).where(col(Person.id).in_(AMONG), col(Person.merged_into_id).is_(None))
REFERENTS = (
    select(
        col(Accompaniment.person_id),
        col(Accompaniment.started_on),
        col(Accompaniment.ended_on),
        col(Adviser.left_on),
    )
    .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id))
    .where(col(Accompaniment.person_id).in_(AMONG), col(Accompaniment.is_referent))
)


def facts_of(session: Session, ids: Sequence[int], zone: ZoneInfo) -> dict[int, Facts]:
    """Of those who are still somebody's file. `zone` is where their days are counted."""
    connection = session.connection()
    stays: dict[int, list[Stay]] = defaultdict(list)
    for person_id, begins, ended_on, left_on in connection.execute(REFERENTS, {"ids": ids}):
        stay = Stay(
            begins, min((day for day in (ended_on, left_on) if day is not None), default=None)
        )
        if stay.ends is None or stay.begins < stay.ends:
            stays[person_id].append(stay)
    return {
        row.id: _facts(row, tuple(stays.get(row.id, ())), zone)
        for row in connection.execute(KNOWN, {"ids": ids})
    }


def _facts(row: Any, referents: tuple[Stay, ...], zone: ZoneInfo) -> Facts:  # noqa: ANN401 (a row of KNOWN)
    met = [row.seen_at, row.held_on]
    news = [row.Step_at, row.Observation_at, row.Objective_at, row.announced_at]
    answers = [row.claim_at, row.referral_at]
    return Facts(
        began_on=_day(row.created_at, zone),
        contact_on=_last_day([*met, *news, *answers], zone),
        appointment_on=_last_day([row.appointment_at, row.held_on, row.planned_on], zone),
        referents=referents,
        step_ended_on=row.step_ended_on,
        has_open_step=bool(row.has_open_step),
        oriented_on=row.oriented_on,
        has_contract=bool(row.has_contract),
        unanswered_since=_last_day([row.unanswered_at], zone),
    )


def _last_day(moments: Sequence[date | datetime | None], zone: ZoneInfo) -> date | None:
    return max((_day(moment, zone) for moment in moments if moment is not None), default=None)


def _day(moment: date | datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
