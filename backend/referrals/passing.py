"""What happens to referrals because time passed: chores of the worker."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, or_, select, update

from backend.messaging.models import Letter
from backend.people.models import Person
from backend.referrals.entries import CLOCK, add
from backend.referrals.letters import tell_adviser
from backend.referrals.models import Dispatch, Move, Referral, Status
from backend.referrals.words import UNANSWERED_CALL
from backend.territories.models import Territory
from backend.territories.queries import all_territories

AT_ONCE = 200  # the rest comes with the next round


def lapse(session: Session, *, now: datetime) -> None:
    """Nobody answered by the day, or the e-mail could not be delivered: it is shown."""
    for territory in all_territories(session):
        for referral in _silent(session, territory, now=now):
            add(session, referral, Move.LAPSE, CLOCK, now=now)
            tell_adviser(session, referral, UNANSWERED_CALL, site="", now=now)


def _silent(session: Session, territory: Territory, *, now: datetime) -> Sequence[Referral]:
    today = now.astimezone(territory.zone).date()
    return session.exec(
        select(Referral)
        .join(Person, col(Person.id) == Referral.person_id)
        .where(
            Referral.status == Status.SENT,
            Person.territory_id == territory.id,
            or_(col(Referral.answer_by) < today, is_undelivered()),
        )
        .order_by(col(Referral.answer_by), col(Referral.id))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=Referral)
    ).all()


def is_undelivered() -> ColumnElement[bool]:
    """The e-mail of its last sending failed for good."""
    return exists().where(
        col(Dispatch.referral_id) == Referral.id,
        col(Dispatch.sent_at) == Referral.sent_at,
        col(Letter.id) == Dispatch.letter_id,
        col(Letter.failed_at).is_not(None),
    )


def forget_bodies(session: Session, *, now: datetime) -> None:  # noqa: ARG001 (as every chore)
    """What a letter said of her is needed until it has left; the dispatch keeps it, for her."""
    about_her = select(Dispatch.letter_id).where(col(Dispatch.letter_id).is_not(None))
    is_over = or_(col(Letter.sent_at).is_not(None), col(Letter.failed_at).is_not(None))
    session.exec(
        update(Letter)
        .where(col(Letter.id).in_(about_her), is_over, col(Letter.text) != "")
        .values(text="")
        .execution_options(synchronize_session=False)
    )
