"""What she does: asks, writes herself, chooses what goes with it, agrees, refuses, takes back."""

from datetime import datetime

from sqlmodel import Session

from backend.catalogue.models import Offer
from backend.people.models import Adviser, Person
from backend.referrals.entries import HERSELF, Told, add, change, write
from backend.referrals.letters import tell_adviser
from backend.referrals.models import Move, MoveRefused, Origin, Referral, Status, Way
from backend.referrals.preparing import (
    NoAddress,
    Ticked,
    available,
    check_none_open,
    check_seen,
    ticked_of,
    version_after,
)
from backend.referrals.queries import person_of
from backend.referrals.rules import may_write_herself
from backend.referrals.sending import send, take_back
from backend.referrals.words import CALL

HERS_TO_CHOOSE = (Status.PROPOSED, Status.DISCUSSED)


def ask(  # noqa: PLR0913 (whom, for what, in which words)
    session: Session,
    person: Person,
    offer: Offer,
    adviser: Adviser,
    words: str,
    *,
    site: str,
    now: datetime,
) -> Referral:
    """She asks somebody who accompanies her to prepare it. Raises AlreadyAsked, SolutionGone."""
    available(session, offer.id)
    check_none_open(session, person, offer.id)
    referral = _begun(session, person, offer, Origin.ASKED, adviser=adviser, now=now)
    write(session, referral, Move.ASK, HERSELF, now=now, told=Told(words=words))
    tell_adviser(session, referral, CALL, site=site, now=now)
    return referral


def write_own(  # noqa: PLR0913
    session: Session, person: Person, offer: Offer, message: str, ticked: Ticked, *, now: datetime
) -> Referral:
    """Her own message, ready to be read again: it leaves when she agrees to it."""
    shown = available(session, offer.id)
    if not may_write_herself(shown):
        raise NoAddress
    check_none_open(session, person, offer.id)
    referral = _begun(session, person, offer, Origin.OWN, adviser=None, now=now)
    version = version_after(session, referral, message=message, ticked=ticked, way=Way.EMAIL)
    change(session, referral, version, now=now)
    write(session, referral, Move.PROPOSE, HERSELF, now=now)
    return referral


def _begun(  # noqa: PLR0913
    session: Session,
    person: Person,
    offer: Offer,
    origin: Origin,
    *,
    adviser: Adviser | None,
    now: datetime,
) -> Referral:
    referral = Referral(
        person_id=person.id,
        offer_id=offer.id,
        adviser_id=adviser.id if adviser else None,
        origin=origin,
        status=Status.PROPOSED if origin is Origin.OWN else Status.ASKED,
        created_at=now,
        changed_at=now,
    )
    session.add(referral)
    session.flush()
    return referral


def write_again(
    session: Session, referral: Referral, message: str, ticked: Ticked, *, now: datetime
) -> None:
    """What she sends herself, otherwise written."""
    if referral.origin is not Origin.OWN:
        raise MoveRefused
    version = version_after(session, referral, message=message, ticked=ticked, way=Way.EMAIL)
    add(session, referral, Move.PROPOSE, HERSELF, now=now, told=Told(changes=version))


def tick(
    session: Session, referral: Referral, version: int, ticked: Ticked, *, now: datetime
) -> None:
    """What of her goes with it, chosen by her alone: a new version, which she reads again."""
    check_seen(referral, version)
    if referral.status not in HERS_TO_CHOOSE or referral.way is None:
        raise MoveRefused
    if ticked == ticked_of(referral):
        return
    after = version_after(
        session, referral, message=referral.message, ticked=ticked, way=referral.way
    )
    change(session, referral, after, now=now)


def agree(session: Session, referral: Referral, version: int, *, site: str, now: datetime) -> None:
    """To exactly that version; it leaves at once by e-mail, else when somebody has called.

    Raises TextChanged when it is not the last one.
    """
    check_seen(referral, version)
    agreed = Told(changes={"agreed_version": version, "agreed_at": now})
    add(session, referral, Move.AGREE, HERSELF, now=now, told=agreed)
    if referral.way is Way.EMAIL:
        send(session, referral, HERSELF, site=site, now=now)
    else:
        tell_adviser(session, referral, CALL, site=site, now=now)


def decline(session: Session, referral: Referral, words: str, *, site: str, now: datetime) -> None:
    """She says no, with or without words; her agreement, if she had given it, is no more."""
    told = Told(words=words, changes={"agreed_version": None, "agreed_at": None})
    add(session, referral, Move.DECLINE, HERSELF, now=now, told=told)
    tell_adviser(session, referral, CALL, site=site, now=now)


def discuss(session: Session, referral: Referral, words: str, *, site: str, now: datetime) -> None:
    """A question, something to change, or second thoughts after a no."""
    if referral.adviser_id is None:  # nobody would read it
        raise MoveRefused
    if referral.status is Status.DECLINED:
        check_none_open(session, person_of(session, referral), referral.offer_id)
    add(session, referral, Move.DISCUSS, HERSELF, now=now, told=Told(words=words))
    tell_adviser(session, referral, CALL, site=site, now=now)


def say(session: Session, referral: Referral, words: str, *, site: str, now: datetime) -> None:
    if referral.adviser_id is None:
        raise MoveRefused
    add(session, referral, Move.SAY, HERSELF, now=now, told=Told(words=words))
    tell_adviser(session, referral, CALL, site=site, now=now)


def withdraw(
    session: Session, referral: Referral, words: str = "", *, site: str, now: datetime
) -> None:
    """After it was sent: the solution is told, and so is her adviser."""
    take_back(session, referral, HERSELF, words, now=now)
    tell_adviser(session, referral, CALL, site=site, now=now)
