"""What people say of the support, for everybody: /resultats."""

from typing import Any

from litestar import Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from backend.database import RequestSession
from backend.evaluation import drawings, queries, showing, words
from backend.evaluation.statistics import Share
from backend.people.access import AnyVisit, Visit, today_of
from backend.surveys import words as surveys
from backend.surveys.questionnaires import said_in
from backend.territories.models import Territory
from backend.territories.queries import all_territories, territory_with_code
from backend.web.pages import Page, page
from backend.web.rows import row_or_404

PUBLIC = {"open": True}
EXAMPLES = (Share(8, 10), Share(80, 100), Share(800, 1000))  # of the page on the method
SAID_BY: dict[str, Any] = {  # what templates say figures with
    "words": words,
    "surveys": surveys,
    "drawings": drawings,
    "said_in": said_in,
}


@get("/", opt=PUBLIC, sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    trimestre: FromQuery[str] = "",
    feuille: FromQuery[int] = 1,
) -> Page:
    if visit.territory is not None:
        return _territory_page(visit, session, visit.territory, trimestre, feuille)
    territories = all_territories(session)
    if len(territories) == 1:
        return _territory_page(visit, session, territories[0], trimestre, feuille)
    return page(visit, "evaluation/choice.html", territories=territories)


@get("/territoires/{code:str}", opt=PUBLIC, sync_to_thread=True)
def of_territory(
    visit: AnyVisit,
    session: RequestSession,
    code: FromPath[str],
    trimestre: FromQuery[str] = "",
    feuille: FromQuery[int] = 1,
) -> Page:
    territory = territory_with_code(session, code) if code.isalnum() else None
    if territory is None:
        raise NotFoundException
    return _territory_page(visit, session, territory, trimestre, feuille)


def _territory_page(
    visit: Visit, session: RequestSession, territory: Territory, quarter: str, sheet: int
) -> Page:
    results = showing.of_territory(
        session, territory, quarter=quarter, sheet=sheet, today=today_of(visit)
    )
    here = f"/resultats/territoires/{territory.code}"
    return page(visit, "evaluation/territory.html", results=results, here=here, **SAID_BY)


@get("/structures/{structure_id:int}", opt=PUBLIC, sync_to_thread=True)
def of_structure(
    visit: AnyVisit,
    session: RequestSession,
    structure_id: FromPath[int],
    trimestre: FromQuery[str] = "",
) -> Page:
    known = row_or_404(structure_id, lambda: queries.structure_known(session, structure_id))
    results = showing.of_structure(session, known, quarter=trimestre, today=today_of(visit))
    here = f"/resultats/structures/{structure_id}"
    return page(visit, "evaluation/structure.html", results=results, here=here, **SAID_BY)


@get("/methode", opt=PUBLIC, sync_to_thread=True)
def method(visit: AnyVisit) -> Page:
    return page(visit, "evaluation/method.html", examples=EXAMPLES, **SAID_BY)


@get("/ameliorations/{improvement_id:int}", opt=PUBLIC, sync_to_thread=True)
def improvement(visit: AnyVisit, session: RequestSession, improvement_id: FromPath[int]) -> Page:
    found = row_or_404(improvement_id, lambda: queries.improvement_public(session, improvement_id))
    territory = queries.territory_of(session, found.improvement)
    return page(visit, "evaluation/improvement.html", answer=found, territory=territory, **SAID_BY)


router = Router(
    "/resultats", route_handlers=[index, of_territory, of_structure, method, improvement]
)
