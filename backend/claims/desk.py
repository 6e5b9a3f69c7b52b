"""The claims an adviser reads: what waits, one of them, its answer on paper."""

from typing import Any

from litestar import Router, get
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from backend.claims import inbox
from backend.claims.desk_access import ReadClaim, provide_read_claim
from backend.claims.desk_page import claim_page
from backend.claims.desk_words import time_left, urgency
from backend.claims.inbox import Shown
from backend.claims.kinds import TABLE
from backend.claims.posting import letter_of, must_be_posted
from backend.claims.templates_of_answers import Template, templates_for
from backend.claims.words import STATUSES
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import speaking
from backend.web.pages import Page, page
from backend.web.rows import page_number


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    quoi: FromQuery[str] = Shown.OPEN.value,
    feuille: FromQuery[int] = 1,
) -> Page:
    shown = Shown(quoi) if quoi in set(Shown) else Shown.OPEN
    number = page_number(feuille, size=inbox.AT_ONCE)
    found = inbox.inbox_for(session, adviser, today=today_of(visit), shown=shown, page=number)
    return page(
        visit,
        "claims/desk/index.html",
        inbox=found,
        kinds=TABLE,
        statuses=STATUSES,
        time_left=time_left,
        urgency=urgency,
    )


@get("/{claim_id:int}", sync_to_thread=True)
def show(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    modele: FromQuery[str] = "",
) -> Page:
    with speaking(visit.language):
        claim = read_claim.claim
        known = templates_for(session, claim.territory_id, claim.kind) if modele else []
    chosen = next((one for one in known if one.key == modele), None)
    return claim_page(visit, session, read_claim, _begun_with(chosen))


def _begun_with(template: Template | None) -> Form[Any]:
    if template is None:
        return forms.empty()
    return forms.empty(modele=template.key, issue=template.outcome.value, reponse=template.words)


@get("/{claim_id:int}/lettre", sync_to_thread=True)
def letter(visit: AnyVisit, session: RequestSession, read_claim: ReadClaim) -> Page:
    """The answer as it is posted to her."""
    territory = visit.territory
    if territory is None:
        raise NotFoundException
    written = letter_of(session, read_claim.claim, read_claim.person, territory)
    if written is None:
        raise NotFoundException
    return page(
        visit,
        "claims/desk/letter.html",
        read=read_claim,
        letter=written,
        must_post=must_be_posted(session, read_claim.person),
    )


router = Router(
    "/pro/demandes",
    route_handlers=[index, show, letter],
    dependencies={"read_claim": Provide(provide_read_claim, sync_to_thread=True)},
)
