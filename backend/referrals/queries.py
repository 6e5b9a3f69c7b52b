"""Referrals, always through who asks: the person, or an adviser who accompanies her."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.people.models import Adviser, Person
from backend.referrals.models import OPEN, Dispatch, Origin, Referral, ReferralEntry, Status

MOST = 200
AWAIT_HER = (Status.PROPOSED, Status.UNANSWERED, Status.ACCEPTED)
AWAIT_ADVISER = (Status.ASKED, Status.DISCUSSED, Status.AGREED, Status.UNANSWERED, Status.ACCEPTED)


def referrals_of(session: Session, person: Person) -> Sequence[Referral]:
    """Hers, the last changed first."""
    return session.exec(
        select(Referral)
        .where(Referral.person_id == person.id)
        .order_by(col(Referral.changed_at).desc(), col(Referral.id).desc())
        .limit(MOST)
    ).all()


def one_for(session: Session, person: Person, referral_id: int) -> Referral | None:
    return session.exec(
        select(Referral).where(Referral.id == referral_id, Referral.person_id == person.id)
    ).one_or_none()


def open_for(session: Session, person: Person, offer_id: int) -> Referral | None:
    """The one that is under way for that solution."""
    return session.exec(
        select(Referral)
        .where(
            Referral.person_id == person.id,
            Referral.offer_id == offer_id,
            col(Referral.status).in_(OPEN),
        )
        .order_by(col(Referral.id).desc())
    ).first()


def about_person(session: Session, person: Person) -> Sequence[Referral]:
    """For those who accompany her: without what she prepares alone. See rules.may_read."""
    return session.exec(
        select(Referral)
        .where(Referral.person_id == person.id, _is_shown())
        .order_by(col(Referral.changed_at).desc(), col(Referral.id).desc())
        .limit(MOST)
    ).all()


def one_about(session: Session, person: Person, referral_id: int) -> Referral | None:
    """The same, one of them: `person` is somebody this adviser follows."""
    return session.exec(
        select(Referral).where(
            Referral.id == referral_id, Referral.person_id == person.id, _is_shown()
        )
    ).one_or_none()


def _is_shown() -> ColumnElement[bool]:
    return (col(Referral.origin) != Origin.OWN) | col(Referral.sent_at).is_not(None)


def thread_of(
    session: Session, referral: Referral
) -> Sequence[tuple[ReferralEntry, Adviser | None]]:
    """All that happened, in order, with the adviser who did it."""
    return session.exec(
        select(ReferralEntry, Adviser)
        .join(Adviser, col(Adviser.id) == ReferralEntry.adviser_id, isouter=True)
        .where(ReferralEntry.referral_id == referral.id)
        .order_by(col(ReferralEntry.id))
    ).all()


def dispatches_of(session: Session, referral: Referral) -> Sequence[Dispatch]:
    """All that left, in order."""
    return session.exec(
        select(Dispatch).where(Dispatch.referral_id == referral.id).order_by(col(Dispatch.id))
    ).all()


def person_of(session: Session, referral: Referral) -> Person:
    return session.exec(select(Person).where(Person.id == referral.person_id)).one()


def adviser_of(session: Session, referral: Referral) -> Adviser | None:
    return session.exec(select(Adviser).where(Adviser.id == referral.adviser_id)).one_or_none()
