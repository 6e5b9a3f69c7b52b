"""What people say of one's structure, above the threshold."""

from litestar import Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from backend.database import RequestSession
from backend.evaluation import queries, words
from backend.evaluation.structure_results import results_of
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.surveys import words as surveys
from backend.web.pages import Page, page

HERE = "/pro/avis"


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    trimestre: FromQuery[str] = "",
    feuille: FromQuery[int] = 1,
) -> Page:
    known = queries.structure_known(session, adviser.structure_id)
    if known is None:
        raise NotFoundException
    found = results_of(session, known, quarter=trimestre, sheet=feuille, today=today_of(visit))
    return page(
        visit,
        "evaluation/desk/structure.html",
        here=HERE,
        own=found.own,
        results=found.whole,
        found=found,
        structure=known[0],
        words=words,
        surveys=surveys,
    )


router = Router(HERE, route_handlers=[index])
