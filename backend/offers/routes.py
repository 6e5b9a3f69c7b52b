"""Looking for solutions: anybody may, and what is looked for is in the address alone."""

from typing import Any

from litestar import Router, get, post
from litestar.params import URLEncodedBody

from backend import clock
from backend.catalogue.finding import Search, find
from backend.database import RequestSession
from backend.offers import queries
from backend.offers.asking import Asked, read_asked
from backend.offers.forms import SuggestionForm
from backend.offers.misses import note_miss
from backend.offers.placing import Place, only_territory, place_of
from backend.offers.searching import told_of
from backend.offers.suggestions import Suggestion, silence, suggestions_for, unsilence
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.web import forms, language
from backend.web.pages import Page, fragment, page, redirect
from backend.web.visit import AnyRequest

OPEN = {"open": True}


@get("/", opt=OPEN, sync_to_thread=True)
def index(request: AnyRequest, visit: AnyVisit, session: RequestSession) -> Page:
    asked = read_asked(request.query_params)
    territory = visit.territory or only_territory(session)
    place = place_of(session, asked, territory)
    if not asked.is_search:
        return _begin(visit, session, asked, place)
    found = None if place.problem else find(session, search_of(asked, place))
    if found is not None and not found.total:
        _note_miss(request, visit, asked, place)
    told = told_of(asked, place, found)
    if visit.htmx and "hx-history-restore-request" not in request.headers:
        response = fragment(visit, "offers/_results.html", **told)
        response.headers["HX-Push-Url"] = told["asked"].address(page=asked.page)
        return response
    return page(visit, "offers/index.html", **told)


def _begin(visit: Visit, session: RequestSession, asked: Asked, place: Place) -> Page:
    """What she may look for; what is suggested to her, and what she keeps."""
    person = visit.person
    return page(
        visit,
        "offers/index.html",
        **told_of(asked, place, None),
        suggestions=_suggestions(visit, session, person) if person else [],
        silenced=queries.silenced_by(session, person) if person else [],
        kept=queries.kept_count(session, person) if person else 0,
    )


def _suggestions(visit: Visit, session: RequestSession, person: Person) -> list[Suggestion]:
    with language.speaking(visit.language):
        return suggestions_for(session, person, today=today_of(visit))


def search_of(asked: Asked, place: Place) -> Search:
    return Search(
        words=asked.words,
        need=asked.need,
        theme=asked.theme,
        commune=place.commune,
        department=place.department,
        distance_km=asked.distance_km,
        online=asked.online,
        free=asked.free,
        publics=(asked.public,) if asked.public else (),
        usable_by_her=asked.alone,
        kind=asked.kind,
        page=asked.page,
    )


def _note_miss(request: AnyRequest, visit: Visit, asked: Asked, place: Place) -> None:
    if visit.person is None:
        return
    note_miss(
        request.app.state.engine,
        person=visit.person,
        territory_id=visit.person.territory_id,
        need=asked.need or "",
        commune_code=place.commune.code if place.commune else "",
        now=clock.now(),
    )


@post("/suggestions", status_code=200, sync_to_thread=True)
def choose_suggestions(
    session: RequestSession,
    person: SignedInPerson,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    """Nothing more for that reason; or again."""
    form = forms.read(SuggestionForm, data)
    if form.model is None:
        return redirect("/solutions")
    if form.model.again:
        unsilence(session, person, form.model.need)
        return redirect("/solutions", notice="suggestion-again")
    silence(session, person, form.model.need, clock.now())
    return redirect("/solutions", notice="suggestion-silenced")


router = Router("/solutions", route_handlers=[index, choose_suggestions])
