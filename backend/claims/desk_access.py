"""A claim an adviser may read. Looking at it is written down, for her."""

from dataclasses import dataclass
from datetime import date

from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from backend import clock
from backend.claims.inbox import one_for_adviser
from backend.claims.models import Claim
from backend.database import READ_ONLY_METHODS, RequestSession, writing
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.people.models import Adviser, Person
from backend.sharing.actions import note_consultation
from backend.sharing.models import Purpose
from backend.web.rows import row_or_404
from backend.web.visit import AnyRequest


@dataclass(frozen=True)
class Read:
    claim: Claim
    person: Person
    adviser: Adviser  # who reads it
    today: date
    site: str

    @property
    def path(self) -> str:
        return f"/pro/demandes/{self.claim.id}"


ReadClaim = NamedDependency[SkipValidation[Read]]


def provide_read_claim(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    claim_id: FromPath[int],
) -> Read:
    """Locked when something is about to be done to it: two answers do not cross."""
    is_read = request.method in READ_ONLY_METHODS
    today = today_of(visit)
    claim, person = row_or_404(
        claim_id,
        lambda: one_for_adviser(session, adviser, claim_id, today=today, to_change=not is_read),
    )
    if is_read:
        with writing(request.app.state.engine) as own:
            note_consultation(own, person, adviser, Purpose.CLAIM, now=clock.now())
    return Read(claim, person, adviser, today, request.app.state.settings.public_url)
