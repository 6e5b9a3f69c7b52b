"""What everybody may read: help, accessibility, legal notice, personal data."""

from litestar import get
from litestar.datastructures import State

from backend.database import RequestSession
from backend.people.access import AnyVisit
from backend.territories.queries import all_territories
from backend.web.pages import Page, page

PUBLIC = {"open": True}


@get("/aide", opt=PUBLIC, sync_to_thread=True)
def help_page(visit: AnyVisit, session: RequestSession) -> Page:
    return page(visit, "about/help.html", territories=all_territories(session))


@get("/accessibilite", opt=PUBLIC, sync_to_thread=True)
def accessibility(visit: AnyVisit, state: State) -> Page:
    return page(visit, "about/accessibility.html", settings=state.settings)


@get("/mentions-legales", opt=PUBLIC, sync_to_thread=True)
def legal_notice(visit: AnyVisit, state: State) -> Page:
    return page(visit, "about/legal_notice.html", settings=state.settings)


@get("/politique-de-confidentialite", opt=PUBLIC, sync_to_thread=True)
def privacy_policy(visit: AnyVisit, state: State) -> Page:
    return page(visit, "about/privacy_policy.html", settings=state.settings)
