"""Her situation as professionals recorded it, and what she thinks of each line."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.assessments import actions, own_views, queries
from backend.assessments.access import (
    NamedTheme,
    OwnLine,
    provide_own_line,
    provide_theme,
)
from backend.assessments.forms import SayForm, Stance
from backend.assessments.queries import PAGE, Line
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson
from backend.vocabulary.themes import DIAGNOSTIC, ICONS, LABELS, PROJECT
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, fragment, page, redirect

HOME = "/parcours/situation"
LAST_PAGE = 500


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    themes = queries.overview(session, person)
    stand = own_views.standing(session, person)
    told = [theme for theme in DIAGNOSTIC if theme in themes or theme in stand.last_answers]
    return page(
        visit,
        "assessments/index.html",
        themes=themes,
        told=told + [theme for theme in PROJECT if theme in themes],
        silent=[theme for theme in DIAGNOSTIC if theme not in told],
        stand=stand,
        labels=LABELS,
        icons=ICONS,
        form=forms.empty(),
        back=HOME,
    )


@get("/themes/{theme:str}", sync_to_thread=True)
def show_theme(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    about: NamedTheme,
    p: FromQuery[int] = 1,
) -> Page:
    """All the lines of one theme; `p` is the page."""
    number = min(max(p, 1), LAST_PAGE)
    found = queries.of_theme(session, person, about, page=number)
    return page(
        visit,
        "assessments/theme.html",
        about=about,
        labels=LABELS,
        lines=found[:PAGE],
        following=number + 1 if len(found) > PAGE else None,
        form=forms.empty(),
        back=f"{HOME}/themes/{about}",
    )


@get("/historique", sync_to_thread=True)
def history(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, p: FromQuery[int] = 1
) -> Page:
    number = min(max(p, 1), LAST_PAGE)
    found = queries.ended(session, person, page=number)
    return page(
        visit,
        "assessments/history.html",
        lines=found[:PAGE],
        following=number + 1 if len(found) > PAGE else None,
        views=own_views.finished_of(session, person) if number == 1 else [],
        labels=LABELS,
    )


@get("/lignes/{observation_id:int}", sync_to_thread=True)
def show_line(visit: AnyVisit, session: RequestSession, own: OwnLine) -> Page:
    return page(visit, "assessments/line.html", **_told_of(session, own, forms.empty()))


@post("/lignes/{observation_id:int}/avis", status_code=200, sync_to_thread=True)
def say(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own: OwnLine,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(SayForm, data)
    back = _back(own, form)
    if form.model is None:
        if visit.htmx:
            told = {"line": own, "form": form, "back": back}
            return fragment(visit, "assessments/_line.html", status=422, **told)
        return page(visit, "assessments/line.html", status=422, **_told_of(session, own, form))
    agrees = form.model.stance is Stance.RIGHT
    actions.say(session, own.observation, form.model.words, agrees=agrees, now=clock.now())
    if visit.htmx:
        said = queries.one_for(session, person, own.observation.id)
        return fragment(visit, "assessments/_line.html", line=said, form=forms.empty(), back=back)
    return redirect(f"{back}#ligne-{own.observation.id}")  # what she said is the confirmation


def _back(own: Line, form: Form[SayForm]) -> str:
    """The page where she answered, if it is one that shows the line."""
    line = own.observation
    pages = (f"{HOME}/themes/{line.theme}", f"{HOME}/lignes/{line.id}")
    sent = form.values.get("retour", "")
    return sent if sent in pages else HOME


def _told_of(session: RequestSession, own: Line, form: Form[Any]) -> dict[str, Any]:
    return {
        "line": own,
        "said": queries.said_of(session, own.observation),
        "labels": LABELS,
        "form": form,
        "back": f"{HOME}/lignes/{own.observation.id}",
    }


router = Router(
    HOME,
    route_handlers=[index, show_theme, history, show_line, say],
    dependencies={
        "own": Provide(provide_own_line, sync_to_thread=True),
        "about": Provide(provide_theme, sync_to_thread=False),
    },
)
