"""Where she stands in her parcours, and what of it awaits her: columns of the home's question."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, exists, func, select
from sqlmodel import Session, col

from backend.assessments.models import Observation, OwnView
from backend.checkins import queries as checkins
from backend.claims.models import ClaimEntry
from backend.claims.unread import IS_NEWS
from backend.continuity.models import Signal
from backend.continuity.queries import worst_of
from backend.continuity.words import Told
from backend.coordination.models import Decision
from backend.evaluation.models import Improvement, ImprovementNotice
from backend.people.models import Handover, Person
from backend.projects.models import Objective, ObjectiveAnswer, ObjectiveStatus
from backend.referrals.models import Referral
from backend.referrals.models import Status as Asked
from backend.reviews.models import Preparation, Review
from backend.steps.models import Kind, Status, Step
from backend.surveys.models import State, SurveyRequest
from backend.surveys.queries import Card, card_of

SOON = timedelta(days=14)  # how long before a point de situation she is asked to prepare it
NEWS = timedelta(days=7)  # how long a hand-over, a solution's answer or an improvement is news
MINE = bindparam("person_id")


def _steps(*more: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (col(Step.person_id) == MINE, col(Step.removed_at).is_(None), *more)


def _first(column: Any, *where: ColumnElement[bool], by: Any) -> ScalarSelect[Any]:  # noqa: ANN401 (columns)
    return select(column).where(*where).order_by(by, column).limit(1).scalar_subquery()


def _last_referral(*where: ColumnElement[bool]) -> ScalarSelect[Any]:
    hers = col(Referral.person_id) == MINE
    return select(func.max(col(Referral.id))).where(hers, *where).scalar_subquery()


IS_UNDER_WAY = col(Step.status) == Status.IN_PROGRESS
UNDER_WAY = _steps(IS_UNDER_WAY)
UNANSWERED = (
    select(func.count())
    .select_from(Objective)
    .where(
        col(Objective.person_id) == MINE,
        col(Objective.status) == ObjectiveStatus.IN_PROGRESS,
        ~exists().where(col(ObjectiveAnswer.objective_id) == col(Objective.id)),
    )
    .scalar_subquery()
)
NEXT_REVIEW = (
    select(func.min(col(Review.planned_on)))
    .where(
        col(Review.person_id) == MINE,
        col(Review.held_on).is_(None),
        col(Review.cancelled_at).is_(None),
        col(Review.planned_on) >= bindparam("today"),
        ~exists().where(col(Preparation.person_id) == MINE, col(Preparation.review_id).is_(None)),
    )
    .scalar_subquery()
)
COLUMNS = (
    select(func.count())
    .select_from(Step)
    .where(*_steps(col(Step.status) == Status.DONE))
    .scalar_subquery()
    .label("done"),
    select(func.count())
    .select_from(Step)
    .where(*_steps(col(Step.status).not_in([Status.ABANDONED, Status.CANCELLED])))
    .scalar_subquery()
    .label("total"),
    _first(col(Step.title), *UNDER_WAY, by=col(Step.started_on).desc()).label("title"),
    exists().where(*UNDER_WAY, col(Step.kind) == Kind.JOB).label("has_job"),
    UNANSWERED.label("unanswered"),
    NEXT_REVIEW.label("review_on"),
    (
        exists().where(col(Observation.person_id) == MINE)
        & ~exists().where(col(OwnView.person_id) == MINE, col(OwnView.finished_at).is_not(None))
    ).label("own_view_missing"),
    exists()
    .where(col(Handover.person_id) == MINE, col(Handover.announced_at) > bindparam("lately"))
    .label("has_handover"),
    exists()
    .where(col(Signal.person_id) == MINE, col(Signal.hers_from) <= bindparam("today"))
    .label("is_interrupted"),
    exists()
    .where(col(Decision.person_id) == MINE, col(Decision.answer).is_(None))
    .label("has_decision"),
    select(func.max(col(ClaimEntry.claim_id)))
    .where(col(ClaimEntry.person_id) == MINE, *IS_NEWS)
    .scalar_subquery()
    .label("claim_id"),
    _last_referral(col(Referral.status) == Asked.PROPOSED).label("proposal_id"),
    _last_referral(
        col(Referral.status).in_([Asked.ACCEPTED, Asked.WAITING, Asked.REFUSED]),
        col(Referral.answered_at) > bindparam("lately"),
    ).label("answered_id"),
    select(func.max(col(SurveyRequest.id)))
    .where(
        col(SurveyRequest.person_id) == MINE,
        col(SurveyRequest.state) == State.OPEN,
        col(SurveyRequest.expires_at) > bindparam("now"),
    )
    .scalar_subquery()
    .label("survey_id"),
    select(func.max(col(ImprovementNotice.improvement_id)))
    .where(
        col(ImprovementNotice.person_id) == MINE,
        col(ImprovementNotice.told_at) > bindparam("lately"),
        exists().where(
            col(Improvement.id) == col(ImprovementNotice.improvement_id),
            col(Improvement.withdrawn_at).is_(None),
        ),
    )
    .scalar_subquery()
    .label("improvement_id"),
)


@dataclass(frozen=True)
class Standing:
    done: int
    total: int
    title: str  # of the step under way that began last; empty when there is none
    unanswered: int  # objectives that she has said nothing of
    review_on: date | None  # of a point de situation that she has not prepared, when it is near
    misses_own_view: bool
    has_handover: bool  # somebody around her changes, and it was announced lately
    check_in: checkins.Due | None
    interruption: Told | None  # looked at again: a thing of the past is not shown
    claim_id: int | None  # of a claim in which something happened that she has not read
    has_decision: bool  # of a coordination group, that she has said nothing of
    proposal_id: int | None  # of a solution, that awaits what she says
    answered_id: int | None  # of a request that a solution answered lately
    survey: Card | None  # the first question about something that happened to her
    improvement_id: int | None  # something was done with what people said

    @property
    def stops(self) -> tuple[int, int]:
        """What the drawing shows: stops done and in all, of six at most."""
        shown = min(self.total, 6)
        return round(self.done * shown / self.total) if self.total else 0, shown


def facts_of(person: Person, *, now: datetime, today: date) -> dict[str, Any]:
    """What COLUMNS are asked with."""
    return {"person_id": person.id, "today": today, "now": now, "lately": now - NEWS}


def standing_of(session: Session, person: Person, row: Any, *, today: date) -> Standing:  # noqa: ANN401 (a row that holds COLUMNS)
    is_near = row.review_on is not None and row.review_on - today <= SOON
    return Standing(
        done=row.done,
        total=row.total,
        title=row.title or "",
        unanswered=row.unanswered,
        review_on=row.review_on if is_near else None,
        misses_own_view=bool(row.own_view_missing),
        has_handover=bool(row.has_handover),
        check_in=checkins.due_for(session, person, today=today) if row.has_job else None,
        interruption=worst_of(session, person, today=today) if row.is_interrupted else None,
        has_decision=bool(row.has_decision),
        claim_id=row.claim_id,
        proposal_id=row.proposal_id,
        answered_id=row.answered_id,
        survey=card_of(session, row.survey_id) if row.survey_id else None,
        improvement_id=row.improvement_id,
    )
