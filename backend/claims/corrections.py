"""What she says is wrong stays beside it until it is put right (RGPD, article 16)."""

from collections.abc import Mapping

from sqlmodel import Session, col, or_, select

from backend.claims.models import Claim
from backend.claims.states import Kind, Outcome
from backend.people.models import Person


def own_notes_of(session: Session, person: Person) -> Mapping[str, list[Claim]]:
    """Her requests to correct, open or refused, by what they are about: "first_name"…"""
    claims = session.exec(
        select(Claim)
        .where(
            Claim.person_id == person.id,
            Claim.kind == Kind.CORRECT_DATA,
            or_(
                Claim.is_open,
                col(Claim.outcome).in_([Outcome.REFUSED, Outcome.PARTLY]),
                col(Claim.implied_on).is_not(None),
            ),
        )
        .order_by(col(Claim.received_at), col(Claim.id))
    ).all()
    notes: dict[str, list[Claim]] = {}
    for claim in claims:
        notes.setdefault(claim.about, []).append(claim)
    return notes
