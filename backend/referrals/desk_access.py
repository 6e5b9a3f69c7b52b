"""A referral that an adviser may read, and may do something about."""

from dataclasses import dataclass
from datetime import date

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation
from sqlmodel import Session

from backend.catalogue.queries import Shown, offer_shown
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser, Visit, today_of
from backend.people.models import Adviser, Person
from backend.people.queries import team_of
from backend.referrals.desk_list import path_of
from backend.referrals.models import Referral
from backend.referrals.queries import one_about
from backend.referrals.rules import may_read
from backend.sharing.access import LookingAt
from backend.sharing.sight import Sight
from backend.web.rows import row_or_404
from backend.web.visit import AnyRequest


@dataclass(frozen=True)
class Followed:
    """A referral of somebody this adviser accompanies, with all that its page needs."""

    visit: Visit
    session: Session
    referral: Referral
    person: Person
    adviser: Adviser  # who looks at it
    shown: Shown
    may_act: bool
    site: str

    @property
    def path(self) -> str:
        return path_of(self.referral)


@dataclass(frozen=True)
class Proposal:
    """A solution that may be proposed to somebody."""

    visit: Visit
    session: Session
    sight: Sight
    shown: Shown
    site: str


FollowedReferral = NamedDependency[SkipValidation[Followed]]
AboutProposal = NamedDependency[SkipValidation[Proposal]]


def provide_proposal(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    sight: LookingAt,
    offer_id: FromPath[int],
) -> Proposal:
    shown = row_or_404(offer_id, lambda: offer_shown(session, offer_id))
    return Proposal(visit, session, sight, shown, request.app.state.settings.public_url)


def provide_followed_referral(  # noqa: PLR0913, PLR0917 (what the framework gives)
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    referral_id: FromPath[int],
) -> Followed:
    referral = row_or_404(referral_id, lambda: one_about(session, sight.person, referral_id))
    shown = offer_shown(session, referral.offer_id)
    if shown is None or not may_read(sight, referral, shown.sheet):
        raise NotFoundException
    may = may_act(session, referral, sight.person, adviser, today=today_of(visit))
    if request.method == "POST" and not may:
        raise NotFoundException
    site = request.app.state.settings.public_url
    return Followed(visit, session, referral, sight.person, adviser, shown, may, site)


def may_act(
    session: Session, referral: Referral, person: Person, adviser: Adviser, *, today: date
) -> bool:
    """Whoever she asked or who proposed it; once gone, whoever accompanies her."""
    if referral.adviser_id is None:  # she does it herself
        return False
    here = {one.id for one in team_of(session, person, today=today)}
    return referral.adviser_id == adviser.id or referral.adviser_id not in here
