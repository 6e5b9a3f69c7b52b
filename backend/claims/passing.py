"""What happens to claims because time passed: chores of the worker."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.claims import clocks
from backend.claims.actions import go_on
from backend.claims.entries import CLOCK, add
from backend.claims.letters import tell_structure
from backend.claims.models import Claim, ClaimDraft
from backend.claims.rules import team_of
from backend.claims.states import Move, Silence, Status
from backend.territories.models import Territory
from backend.territories.queries import all_territories

AT_ONCE = 200  # the rest comes with the next round
SETTLED = timedelta(days=92)  # an answer nobody contested: longer than any time to appeal
DRAFTS_KEPT = timedelta(days=90)


def pass_time(session: Session, *, now: datetime) -> None:
    """What is missing has not come, the team must know, silence takes its meaning."""
    for territory in all_territories(session):
        today = clocks.day_of(now, territory.zone)
        resume_lapsed(session, territory, today, now=now)
        escalate(session, territory, today, now=now)
        imply(session, territory, today, now=now)


def resume_lapsed(session: Session, territory: Territory, today: date, *, now: datetime) -> None:
    """What was missing did not come by its day: the clock goes on."""
    lapsed = col(Claim.missing_until) < today
    for claim in _open(session, territory, lapsed, by=col(Claim.missing_until)):
        add(session, claim, Move.RESUME, CLOCK, now=now)
        go_on(session, claim, today=today)


def escalate(session: Session, territory: Territory, today: date, *, now: datetime) -> None:
    """The territory's team is told before the date passes, and she is told that it is."""
    late = (col(Claim.escalates_on) <= today) & col(Claim.escalated_at).is_(None)
    is_counting = col(Claim.status) != Status.INCOMPLETE
    for claim in _open(session, territory, late & is_counting, by=col(Claim.escalates_on)):
        claim.escalated_at = now
        add(session, claim, Move.ESCALATE, CLOCK, now=now)
        team = team_of(session, territory.id)
        if team is not None:
            tell_structure(session, claim, team, site="", now=now)


def imply(session: Session, territory: Territory, today: date, *, now: datetime) -> None:
    """The delay has passed: noted with its day, once."""
    past = (
        (col(Claim.due_on) < today)
        & col(Claim.implied_on).is_(None)
        & (col(Claim.silence) != Silence.NOTHING)
        & (col(Claim.status) != Status.INCOMPLETE)
    )
    for claim in _open(session, territory, past, by=col(Claim.due_on)):
        claim.implied_on = claim.due_on
        add(session, claim, Move.IMPLY, CLOCK, now=now)


def close_settled(session: Session, *, now: datetime) -> None:
    """Answered long ago and not contested."""
    answered = session.exec(
        select(Claim)
        .where(Claim.status == Status.ANSWERED, col(Claim.answered_at) < now - SETTLED)
        .order_by(col(Claim.id))
        .limit(AT_ONCE)
    )
    for claim in answered.all():
        add(session, claim, Move.CLOSE, CLOCK, now=now)


def forget_old_drafts(session: Session, *, now: datetime) -> None:
    old = select(ClaimDraft).where(col(ClaimDraft.saved_at) < now - DRAFTS_KEPT).limit(AT_ONCE)
    for draft in session.exec(old).all():
        session.delete(draft)


def _open(
    session: Session,
    territory: Territory,
    condition: ColumnElement[bool],
    *,
    by: Any,  # noqa: ANN401 (a column)
) -> Iterator[Claim]:
    claims: Sequence[Claim] = session.exec(
        select(Claim)
        .where(Claim.territory_id == territory.id, col(Claim.is_open), condition)
        .order_by(by, col(Claim.id))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    yield from claims
