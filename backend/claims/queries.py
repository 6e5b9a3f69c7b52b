"""Claims, always through who asks: the person, or an adviser who may read them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from backend.claims.models import Claim, ClaimDraft, ClaimEntry, ClaimReading, Receipt
from backend.claims.states import Kind
from backend.people.models import Adviser, Person


def claims_of(session: Session, person: Person) -> Sequence[Claim]:
    """Hers, those that wait first, then the last received."""
    return session.exec(
        select(Claim)
        .where(Claim.person_id == person.id)
        .order_by(col(Claim.is_open).desc(), col(Claim.received_at).desc(), col(Claim.id).desc())
    ).all()


def one_for(session: Session, person: Person, claim_id: int) -> Claim | None:
    return session.exec(
        select(Claim).where(Claim.id == claim_id, Claim.person_id == person.id)
    ).one_or_none()


def thread_of(session: Session, claim: Claim) -> Sequence[tuple[ClaimEntry, Adviser | None]]:
    """All that happened, in order, with the adviser who did it."""
    return session.exec(
        select(ClaimEntry, Adviser)
        .join(Adviser, col(Adviser.id) == ClaimEntry.adviser_id, isouter=True)
        .where(ClaimEntry.claim_id == claim.id)
        .order_by(col(ClaimEntry.id))
    ).all()


def receipts_of(session: Session, claim: Claim) -> Sequence[Receipt]:
    """The first is of its arrival."""
    return session.exec(
        select(Receipt).where(Receipt.claim_id == claim.id).order_by(col(Receipt.id))
    ).all()


def receipt_for(session: Session, person: Person, claim_id: int, receipt_id: int) -> Receipt | None:
    return session.exec(
        select(Receipt).where(
            Receipt.id == receipt_id,
            Receipt.claim_id == claim_id,
            Receipt.person_id == person.id,
        )
    ).one_or_none()


def reading_of(session: Session, claim: Claim) -> ClaimReading | None:
    return session.exec(select(ClaimReading).where(ClaimReading.claim_id == claim.id)).one_or_none()


def draft_of(session: Session, person: Person, kind: Kind) -> ClaimDraft | None:
    return session.exec(
        select(ClaimDraft).where(ClaimDraft.person_id == person.id, ClaimDraft.kind == kind)
    ).one_or_none()


def person_of(session: Session, claim: Claim) -> Person:
    return session.exec(select(Person).where(Person.id == claim.person_id)).one()


def agent_of(session: Session, claim: Claim) -> Adviser | None:
    return session.exec(select(Adviser).where(Adviser.id == claim.adviser_id)).one_or_none()
