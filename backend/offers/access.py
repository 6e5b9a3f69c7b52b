"""What is said of solutions is public: only a number that no solution has is not found."""

from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from sqlmodel import Session

from backend.catalogue.queries import Shown, offer_shown
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson
from backend.web.rows import row_or_404

ShownOffer = NamedDependency[SkipValidation[Shown]]


def provide_shown(
    visit: AnyVisit,  # noqa: ARG001 (known first: two do not ask the database at once)
    session: RequestSession,
    offer_id: FromPath[int],
) -> Shown:
    return _shown(session, offer_id)


def provide_shown_to_her(
    person: SignedInPerson,  # noqa: ARG001 (likewise)
    session: RequestSession,
    offer_id: FromPath[int],
) -> Shown:
    """For what only a person may do with it."""
    return _shown(session, offer_id)


def _shown(session: Session, offer_id: int) -> Shown:
    return row_or_404(offer_id, lambda: offer_shown(session, offer_id))
