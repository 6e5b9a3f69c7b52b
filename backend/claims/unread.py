"""How far she has read: an answer is notified when she first opens it (CRPA R112-20)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists
from sqlmodel import Session, col, select

from backend.claims.models import Claim, ClaimEntry, ClaimReading
from backend.claims.queries import reading_of
from backend.claims.states import NO_NEWS, Move, Writer
from backend.people.models import Person

IS_READ = exists().where(
    col(ClaimReading.claim_id) == col(ClaimEntry.claim_id),
    col(ClaimReading.entry_id) >= col(ClaimEntry.id),
)
IS_NEWS = (  # an entry that she has not opened yet
    col(ClaimEntry.writer) != Writer.PERSON,
    *(col(ClaimEntry.move) != move for move in NO_NEWS),
    ~IS_READ,
)


def unread_of(session: Session, person: Person) -> set[int]:
    """Her claims in which there is something that she has not opened yet."""
    return set(
        session.exec(select(ClaimEntry.claim_id).where(ClaimEntry.person_id == person.id, *IS_NEWS))
    )


def unread_in(session: Session, claim: Claim) -> Sequence[ClaimEntry]:
    reading = reading_of(session, claim)
    return session.exec(
        select(ClaimEntry)
        .where(
            ClaimEntry.claim_id == claim.id,
            ClaimEntry.writer != Writer.PERSON,
            col(ClaimEntry.id) > (reading.entry_id if reading else 0),
        )
        .order_by(col(ClaimEntry.id))
    ).all()


def note_reading(session: Session, claim_id: int, *, now: datetime) -> None:
    """The day stays that of the last answer's first reading; messages do not move it."""
    claim = session.exec(select(Claim).where(Claim.id == claim_id).with_for_update()).one()
    unread = unread_in(session, claim)
    if not unread:
        return
    reading = reading_of(session, claim)
    if reading is None:
        reading = ClaimReading(
            claim_id=claim.id, person_id=claim.person_id, entry_id=unread[-1].id, read_at=now
        )
    elif any(entry.move is Move.ANSWER for entry in unread) or claim.answered_at is None:
        reading.read_at = now
    reading.entry_id = unread[-1].id
    session.add(reading)
