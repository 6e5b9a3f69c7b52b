"""What her adviser does: proposes, writes otherwise, calls, tells the answer, starts it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from backend.catalogue.models import Offer
from backend.people.models import Adviser, Person
from backend.referrals import sending, starting
from backend.referrals.answering import Answer, record_answer
from backend.referrals.entries import Told, add, by, change, write
from backend.referrals.models import Move, Origin, Referral, Status, Way
from backend.referrals.preparing import (
    Ticked,
    available,
    check_none_open,
    ticked_of,
    version_after,
)
from backend.steps.models import Step


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an adviser writes. What of her goes with it is hers to tick, never the adviser's."""

    reason: str  # « pourquoi pour vous », for her
    message: str  # what the solution would read
    way: Way = Way.EMAIL


def propose(  # noqa: PLR0913 (who proposes what to whom)
    session: Session, person: Person, adviser: Adviser, offer: Offer, draft: Draft, *, now: datetime
) -> Referral:
    """She reads it and decides. Raises AlreadyAsked, SolutionGone, NoAddress."""
    available(session, offer.id)
    check_none_open(session, person, offer.id)
    referral = Referral(
        person_id=person.id,
        offer_id=offer.id,
        adviser_id=adviser.id,
        origin=Origin.PROPOSED,
        status=Status.PROPOSED,
        reason=draft.reason,
        created_at=now,
        changed_at=now,
    )
    session.add(referral)
    session.flush()
    version = version_after(
        session, referral, message=draft.message, ticked=Ticked(), way=draft.way
    )
    change(session, referral, version, now=now)
    write(session, referral, Move.PROPOSE, by(adviser), now=now, told=Told(words=draft.reason))
    return referral


def revise(
    session: Session, referral: Referral, adviser: Adviser, draft: Draft, *, now: datetime
) -> None:
    """Prepares what she asked for, or writes it otherwise: any agreement falls, she reads again.

    What she ticked stays ticked. Raises SolutionGone, NoAddress.
    """
    version = version_after(
        session, referral, message=draft.message, ticked=ticked_of(referral), way=draft.way
    )
    changes = version | {"reason": draft.reason}
    told = Told(words=draft.reason, changes=changes)
    add(session, referral, Move.PROPOSE, by(adviser), now=now, told=told)


def say(
    session: Session, referral: Referral, adviser: Adviser, words: str, *, now: datetime
) -> None:
    add(session, referral, Move.SAY, by(adviser), now=now, told=Told(words=words))


def drop(
    session: Session, referral: Referral, adviser: Adviser, words: str, *, now: datetime
) -> None:
    """Before anything was sent; she reads why."""
    add(session, referral, Move.DROP, by(adviser), now=now, told=Told(words=words))


def note_call(
    session: Session, referral: Referral, adviser: Adviser, words: str = "", *, now: datetime
) -> None:
    """« J’ai appelé »: only what she agreed to can have been said."""
    sending.note_call(session, referral, by(adviser), words, now=now)


def answer_for_solution(
    session: Session, referral: Referral, adviser: Adviser, told: Answer, *, now: datetime
) -> None:
    """What the solution answered on the phone."""
    record_answer(session, referral, by(adviser), told, now=now)


def chase(
    session: Session, referral: Referral, adviser: Adviser, *, site: str, now: datetime
) -> None:
    sending.chase(session, referral, by(adviser), site=site, now=now)


def start(
    session: Session, referral: Referral, adviser: Adviser, on: date, *, now: datetime
) -> Step:
    return starting.start(session, referral, by(adviser), on, now=now)
