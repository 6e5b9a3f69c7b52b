"""What her pages about her data ask, and what a command checks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from backend.claims.models import Claim
from backend.claims.states import Kind, Outcome
from backend.people.models import Person
from backend.sharing.models import Consultation
from backend.territories.models import Structure

MOST = 100  # looks on one page


@dataclass(frozen=True)
class Looks:
    """Who opened her file, the last first, each with the structure's name."""

    looks: Sequence[tuple[Consultation, str]]
    older: int | None  # go on from this number


def looks_at(session: Session, person: Person, *, before: int | None = None) -> Looks:
    """Every one of them: nothing is gathered or left out."""
    asked = (
        select(Consultation, Structure.name)
        .join(Structure)
        .where(Consultation.person_id == person.id)
        .order_by(col(Consultation.id).desc())
        .limit(MOST + 1)
    )
    if before is not None:
        asked = asked.where(col(Consultation.id) < before)
    found = session.exec(asked).all()
    shown = found[:MOST]
    return Looks(shown, shown[-1][0].id if len(found) > MOST else None)


def may_erase(session: Session, person_id: int, number: str) -> bool:
    """Whether that claim is hers, asks for it, and was accepted."""
    claim = session.exec(
        select(Claim).where(Claim.number == number, Claim.person_id == person_id)
    ).one_or_none()
    return claim is not None and (claim.kind, claim.outcome) == (
        Kind.ERASE_DATA,
        Outcome.ACCEPTED,
    )
