"""Whose claim it is. Somebody else's is not found."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend import clock
from backend.claims import queries
from backend.claims.models import Claim, Receipt
from backend.claims.states import Kind
from backend.claims.unread import note_reading, unread_in
from backend.database import RequestSession, writing
from backend.people.access import SignedInPerson
from backend.web.rows import row_or_404
from backend.web.visit import AnyRequest

OwnClaim = NamedDependency[Claim]
OpenedClaim = NamedDependency[Claim]
OwnReceipt = NamedDependency[Receipt]
AskedKind = NamedDependency[Kind]


def provide_own_claim(
    session: RequestSession, person: SignedInPerson, claim_id: FromPath[int]
) -> Claim:
    return row_or_404(claim_id, lambda: queries.one_for(session, person, claim_id))


def provide_opened_claim(
    request: AnyRequest, session: RequestSession, own_claim: OwnClaim
) -> Claim:
    """Opening it is reading it: the day counts (CRPA R112-20). Nothing new, nothing is written."""
    if unread_in(session, own_claim):
        with writing(request.app.state.engine) as own:
            note_reading(own, own_claim.id, now=clock.now())
    return own_claim


def provide_own_receipt(
    session: RequestSession, person: SignedInPerson, own_claim: OwnClaim, receipt_id: FromPath[int]
) -> Receipt:
    return row_or_404(
        receipt_id, lambda: queries.receipt_for(session, person, own_claim.id, receipt_id)
    )


def provide_kind(person: SignedInPerson, kind: FromPath[str]) -> Kind:  # noqa: ARG001 (who may)
    try:
        return Kind(kind)
    except ValueError:
        raise NotFoundException from None
