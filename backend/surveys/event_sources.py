"""Where what happened to somebody is read, moment by moment, each along an index."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, or_

from backend.appointments.models import Appointment, Source
from backend.appointments.models import Status as AppointmentStatus
from backend.checkins.models import Moment as JobMoment
from backend.checkins.rules import started_between
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Move, Writer
from backend.claims.states import Status as ClaimStatus
from backend.people.models import Adviser
from backend.referrals.models import Referral
from backend.referrals.models import Status as ReferralStatus
from backend.reviews.models import Review
from backend.steps.models import Kind, Step
from backend.steps.models import Status as StepStatus
from backend.surveys.event_themes import known, of_kinds, of_offers
from backend.surveys.models import Moment
from backend.vocabulary.themes import Theme

LATELY = timedelta(days=7)
MONTH_3_LASTS = timedelta(days=14)
ANY_ZONE = timedelta(days=1)  # a day in Guyane is not the same instants as in Albi
RECORDED_BEFORE = timedelta(days=7)  # the end of a step may be told some days ahead

# A request to get in ends when it has become a step or was refused, by the solution or by the
# adviser before it left; and when she took it back after it had left, often tired of waiting. A
# silence is no end, since it is chased; nor is a « no » of hers, which can be talked over.
ENDS = (
    ReferralStatus.STARTED,
    ReferralStatus.REFUSED,
    ReferralStatus.DROPPED,
    ReferralStatus.WITHDRAWN,
)


@dataclass(frozen=True, kw_only=True)
class Events:
    """Where the events of one moment are read; `along` is the indexed column that is walked."""

    table: Any
    along: Any
    person: Any
    structure: Any
    subject: Any = None  # the table's own id, unless it is another's
    happened: Any = None  # `along`, unless another column says it
    about: Any = None  # what its theme is known from
    joins: Sequence[tuple[Any, ColumnElement[bool]]] = ()
    only: Callable[[datetime], Sequence[ColumnElement[bool]]]
    themes: Callable[[Session, Sequence[Any]], Mapping[Any, Theme | None]]


def _answered(now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(ClaimEntry.writer) == Writer.ADVISER,
        col(ClaimEntry.happened_at).between(now - LATELY, now),
        col(ClaimEntry.move) == Move.ANSWER,
        col(Claim.status).in_([ClaimStatus.ANSWERED, ClaimStatus.CLOSED]),  # not contested
    ]


def _held_reviews(now: datetime) -> list[ColumnElement[bool]]:
    return [*_on(col(Review.held_on), now), col(Review.cancelled_at).is_(None)]


def _on(day: Any, now: datetime) -> list[ColumnElement[bool]]:  # noqa: ANN401 (a column of days)
    return [day.between((now - LATELY).date(), (now + ANY_ZONE).date())]


def _third_months(now: datetime) -> list[ColumnElement[bool]]:
    today = now.date()
    first, last = today - MONTH_3_LASTS - ANY_ZONE, today + ANY_ZONE
    return [
        col(Step.kind) == Kind.JOB,
        col(Step.started_on).between(*started_between(JobMoment.MONTH_3, first, last)),
        col(Step.status) == StepStatus.IN_PROGRESS,
        col(Step.removed_at).is_(None),
    ]


def _apart(status: Any) -> ColumnElement[str]:  # noqa: ANN401 (a column)
    """Where nothing is known of the rows, an index of every status would look better than days."""
    return cast(status, String)


def _ended_referrals(now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Referral.changed_at) >= now - LATELY,
        _apart(Referral.status).in_(ENDS),
        col(Referral.closed_at).between(now - LATELY, now),
        or_(col(Referral.status) != ReferralStatus.WITHDRAWN, col(Referral.sent_at).is_not(None)),
    ]


def _finished_steps(now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Step.changed_at) >= now - LATELY - RECORDED_BEFORE,
        _apart(Step.status) == StepStatus.DONE,
        *_on(col(Step.ended_on), now),
        col(Step.structure_id).is_not(None),
        col(Step.removed_at).is_(None),
    ]


def _held_appointments(now: datetime) -> list[ColumnElement[bool]]:
    return [
        col(Appointment.starts_at).between(now - LATELY, now),
        col(Appointment.status) == AppointmentStatus.SEEN,
        col(Appointment.source) != Source.PERSON,
        col(Appointment.structure_id).is_not(None),
        col(Appointment.removed_at).is_(None),
    ]


EVENTS: Mapping[Moment, Events] = {
    Moment.CLAIM: Events(
        table=ClaimEntry,
        along=col(ClaimEntry.happened_at),
        person=col(Claim.person_id),
        structure=col(Claim.structure_id),
        subject=col(Claim.id),
        about=col(Claim.theme),
        joins=[(Claim, col(Claim.id) == ClaimEntry.claim_id)],
        only=_answered,
        themes=known,
    ),
    Moment.REVIEW: Events(
        table=Review,
        along=col(Review.held_on),
        person=col(Review.person_id),
        structure=col(Review.structure_id),
        only=_held_reviews,
        themes=known,
    ),
    Moment.JOB: Events(
        table=Step,
        along=col(Step.started_on),
        person=col(Step.person_id),
        structure=col(Step.structure_id),
        about=col(Step.kind),
        only=_third_months,
        themes=of_kinds,
    ),
    Moment.REFERRAL: Events(
        table=Referral,
        along=col(Referral.changed_at),
        person=col(Referral.person_id),
        structure=col(Adviser.structure_id),
        happened=col(Referral.closed_at),
        about=col(Referral.offer_id),
        joins=[(Adviser, col(Adviser.id) == Referral.adviser_id)],
        only=_ended_referrals,
        themes=of_offers,
    ),
    Moment.STEP: Events(
        table=Step,
        along=col(Step.changed_at),
        person=col(Step.person_id),
        structure=col(Step.structure_id),
        happened=col(Step.ended_on),
        about=col(Step.kind),
        only=_finished_steps,
        themes=of_kinds,
    ),
    Moment.APPOINTMENT: Events(
        table=Appointment,
        along=col(Appointment.starts_at),
        person=col(Appointment.person_id),
        structure=col(Appointment.structure_id),
        only=_held_appointments,
        themes=known,
    ),
}
