"""The solution's answer: by its signed link, or told by whoever called it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from backend.people.models import Person
from backend.referrals.entries import SOLUTION, By, Told, add
from backend.referrals.letters import tell_adviser
from backend.referrals.models import (
    Cause,
    Dispatch,
    Move,
    MoveRefused,
    Referral,
    ReferralEntry,
    Status,
)
from backend.referrals.words import ANSWERED_CALL
from backend.web.security import token_hash

ANSWERS = (Move.ACCEPT, Move.PUT_ON_LIST, Move.REFUSE)


@dataclass(frozen=True, kw_only=True)
class Answer:
    move: Move  # one of ANSWERS
    words: str = ""
    place_on: date | None = None  # when it starts, for a yes
    cause: Cause | None = None  # for a no


@dataclass(frozen=True)
class Asked:
    """What a link leads to."""

    dispatch: Dispatch
    referral: Referral
    person: Person

    def is_expired(self, now: datetime) -> bool:
        return self.dispatch.expires_at is None or now >= self.dispatch.expires_at

    @property
    def can_answer(self) -> bool:
        return any(self.referral.allows(move) for move in ANSWERS)


def asked_with(session: Session, token: str) -> Asked | None:
    """Who answers with that link, and about whom."""
    found = session.exec(
        select(Dispatch, Referral, Person)
        .join(Referral, col(Referral.id) == Dispatch.referral_id)
        .join(Person, col(Person.id) == Referral.person_id)
        .where(Dispatch.token_hash == token_hash(token))
    ).one_or_none()
    return Asked(*found) if found else None


def answer(session: Session, asked: Asked, told: Answer, *, site: str, now: datetime) -> None:
    """By the solution itself. Raises MoveRefused once the link or the request is over."""
    if asked.is_expired(now) or not asked.can_answer:
        raise MoveRefused
    if _is_repeated(session, asked.referral, told):
        return
    record_answer(session, asked.referral, SOLUTION, told, now=now)
    tell_adviser(session, asked.referral, ANSWERED_CALL, site=site, now=now)


def record_answer(
    session: Session, referral: Referral, by: By, told: Answer, *, now: datetime
) -> None:
    """By whoever has it; it may be corrected until it has started."""
    if told.move not in ANSWERS:
        raise MoveRefused
    is_yes, is_no = told.move is Move.ACCEPT, told.move is Move.REFUSE
    changes = {"answered_at": now, "place_on": told.place_on if is_yes else None}
    cause = (told.cause or Cause.OTHER) if is_no else None
    told_now = Told(words=told.words, cause=cause, changes=changes)
    add(session, referral, told.move, by, now=now, told=told_now)


def _is_repeated(session: Session, referral: Referral, told: Answer) -> bool:
    """The same button touched twice is one answer."""
    last = session.exec(
        select(ReferralEntry)
        .where(ReferralEntry.referral_id == referral.id)
        .order_by(col(ReferralEntry.id).desc())
    ).first()
    return (
        last is not None
        and (last.move, last.words) == (told.move, told.words)
        and (told.move is not Move.REFUSE or last.cause is (told.cause or Cause.OTHER))
        and (told.move is not Move.ACCEPT or referral.place_on == told.place_on)
        and referral.status is not Status.UNANSWERED
    )
