"""Her right to a parcours without a gap: what was noticed of hers, and what she can ask."""

from litestar import Router, get

from backend.claims.kinds import Right
from backend.claims.pages import offered
from backend.claims.rights import PAGES
from backend.continuity import queries
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, today_of
from backend.web.pages import Page, page


@get("/continuite", sync_to_thread=True)
def continuity(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return page(
        visit,
        "continuity/index.html",
        signal=queries.worst_of(session, person, today=today_of(visit)),
        right=Right.CONTINUITY.value,
        told=PAGES[Right.CONTINUITY],
        offers=offered(session, person.territory_id, Right.CONTINUITY),
        themes=[],
    )


router = Router("/droits", route_handlers=[continuity])
