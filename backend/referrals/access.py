"""Whose referral it is, and which solution is asked for. Somebody else's is not found."""

from dataclasses import dataclass

from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation
from sqlmodel import Session

from backend.catalogue.queries import Shown, offer_shown
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.people.models import Person
from backend.referrals import queries
from backend.referrals.models import Referral
from backend.web.rows import row_or_404
from backend.web.visit import AnyRequest

OwnReferral = NamedDependency[Referral]
AskedSolution = NamedDependency[SkipValidation[Shown]]


def provide_own_referral(
    session: RequestSession, person: SignedInPerson, referral_id: FromPath[int]
) -> Referral:
    return row_or_404(referral_id, lambda: queries.one_for(session, person, referral_id))


def provide_asked_solution(
    session: RequestSession,
    person: SignedInPerson,  # noqa: ARG001 (who may)
    offer_id: FromPath[int],
) -> Shown:
    return row_or_404(offer_id, lambda: offer_shown(session, offer_id))


@dataclass(frozen=True)
class Opened:
    """A request of hers, with all that its page needs."""

    visit: Visit
    session: Session
    person: Person
    referral: Referral
    site: str


OpenedReferral = NamedDependency[SkipValidation[Opened]]


def provide_opened(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_referral: OwnReferral,
) -> Opened:
    return Opened(visit, session, person, own_referral, request.app.state.settings.public_url)


DEPENDENCIES = {
    "own_referral": Provide(provide_own_referral, sync_to_thread=True),
    "opened": Provide(provide_opened, sync_to_thread=False),
}
