"""What leaves, and how it is taken back. Nothing else in the code writes to a solution about her.

It leaves in the statement that finds the agreement and the text to be of one version.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from sqlmodel import Session, col, update

from backend.catalogue.queries import offer_shown
from backend.messaging.letters import WAITING, write_letter
from backend.messaging.models import Letter
from backend.people.queries import territory_of
from backend.referrals.entries import By, Told, add
from backend.referrals.letters import write_to_solution
from backend.referrals.models import (
    Dispatch,
    Move,
    MoveRefused,
    Referral,
    Way,
)
from backend.referrals.queries import dispatches_of, person_of
from backend.referrals.words import taking_back
from backend.web.language import DEFAULT
from backend.web.security import token_hash

ANSWERED_WITHIN = timedelta(days=60)  # how long the link of an e-mail can be answered with
IS_AGREED = (col(Referral.agreed_version) == col(Referral.version),)


def send(session: Session, referral: Referral, by: By, *, site: str, now: datetime) -> None:
    """The e-mail leaves when the caller commits."""
    _leave(session, referral, Move.SEND, by, site=site, now=now)


def chase(session: Session, referral: Referral, by: By, *, site: str, now: datetime) -> None:
    """The same text to the same address once more: nobody answered."""
    _leave(session, referral, Move.CHASE, by, site=site, now=now)


def _leave(  # noqa: PLR0913
    session: Session, referral: Referral, move: Move, by: By, *, site: str, now: datetime
) -> None:
    if referral.way is not Way.EMAIL:
        raise MoveRefused
    add(session, referral, move, by, now=now, told=_left(session, referral, now))
    token = token_urlsafe(32)
    link = f"{site.rstrip('/')}/reponse/{token}"
    session.add(
        Dispatch(
            referral_id=referral.id,
            person_id=referral.person_id,
            way=Way.EMAIL,
            recipient=referral.recipient,
            text=referral.text,
            letter_id=write_to_solution(session, referral, link, now=now).id,
            token_hash=token_hash(token),
            expires_at=now + ANSWERED_WITHIN,
            sent_at=now,
        )
    )
    session.flush()


def note_call(
    session: Session, referral: Referral, by: By, words: str = "", *, now: datetime
) -> None:
    """« J’ai appelé »: what she agreed to was told on the phone."""
    told = _left(session, referral, now, words=words)
    add(session, referral, Move.CALL, by, now=now, told=told)
    session.add(
        Dispatch(
            referral_id=referral.id,
            person_id=referral.person_id,
            way=Way.PHONE,
            recipient=number_of(session, referral),
            text=referral.text,
            sent_at=now,
        )
    )
    session.flush()


def number_of(session: Session, referral: Referral) -> str:
    """What is called: the number she agreed to, else the one the catalogue gives today."""
    if referral.way is Way.PHONE:
        return referral.recipient
    shown = offer_shown(session, referral.offer_id)
    return shown.phone if shown else ""


def _left(session: Session, referral: Referral, now: datetime, *, words: str = "") -> Told:
    changes = {"sent_at": now, "answer_by": answer_by(session, referral, now)}
    return Told(words=words, changes=changes, only_if=IS_AGREED)


def answer_by(session: Session, referral: Referral, now: datetime) -> date:
    territory = territory_of(session, person_of(session, referral))
    today = now.astimezone(territory.zone).date()
    return today + timedelta(days=territory.referral_days)


def take_back(
    session: Session, referral: Referral, by: By, words: str = "", *, now: datetime
) -> None:
    """She withdraws: an e-mail that has not left never does; whoever received one is told."""
    add(session, referral, Move.WITHDRAW, by, now=now, told=Told(words=words))
    mails = [one for one in dispatches_of(session, referral) if one.way is Way.EMAIL]
    reached = {one.recipient for one in mails if not _is_stopped(session, one, now=now)}
    _tell_solutions(session, referral, reached, now=now)


def _is_stopped(session: Session, dispatch: Dispatch, *, now: datetime) -> bool:
    """Whether the letter was still here, untouched: it is emptied and never leaves."""
    stopped = session.exec(
        update(Letter)
        .where(col(Letter.id) == dispatch.letter_id, col(Letter.attempts) == 0, *WAITING)
        .values(failed_at=now, reason="withdrawn", text="")
    )
    return stopped.rowcount == 1


def _tell_solutions(
    session: Session, referral: Referral, recipients: Collection[str], *, now: datetime
) -> None:
    subject, text = withdrawal_of(session, referral)
    for recipient in sorted(recipients):
        letter = write_letter(
            session, recipient=recipient, subject=subject, text=text, language=DEFAULT, now=now
        )
        session.add(
            Dispatch(
                referral_id=referral.id,
                person_id=referral.person_id,
                way=Way.EMAIL,
                recipient=recipient,
                text=text,
                letter_id=letter.id,
                sent_at=now,
            )
        )
    session.flush()


def withdrawal_of(session: Session, referral: Referral) -> tuple[str, str]:
    """What the solution is told when she takes it back: she reads it before she does."""
    shown = offer_shown(session, referral.offer_id)
    return taking_back(person_of(session, referral), shown.sheet.name if shown else "")
