"""What an adviser reads of her project, and the objectives the adviser sets beside it."""

from collections.abc import Iterable
from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.models import Person
from backend.people.recorded import at_the_desk
from backend.projects import actions, queries
from backend.projects.access import GivenObjective, provide_given_objective
from backend.projects.forms import EndForm, ObjectiveForm
from backend.projects.queries import Versions
from backend.sharing.access import LookingAt, provide_sight
from backend.sharing.models import Part, Purpose
from backend.sharing.sight import Sight
from backend.vocabulary.listing import Term
from backend.vocabulary.targets import BY_THEME, TARGETS
from backend.vocabulary.themes import LABELS, Theme
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/projet", opt={"purpose": Purpose.PROJECT}, sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, sight: LookingAt, theme: FromQuery[str] = ""
) -> Page:
    """`theme` is the one of her situation that leads to an objective."""
    known = theme if theme in set(Theme) else ""
    return _shown(visit, session, sight, forms.empty(theme=known))


@post("/projet/objectifs", status_code=200, sync_to_thread=True)
def set_objective(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: Sent,
) -> Page:
    form = forms.read(ObjectiveForm, data)
    if form.model is None:
        return _shown(visit, session, sight, form, status=422)
    told = form.model
    facts = actions.ObjectiveFacts(words=told.words, theme=told.theme, set_on=today_of(visit))
    author = at_the_desk(adviser)
    actions.set_objective(session, sight.person, facts, author, now=clock.now())
    return redirect(_project_of(sight.person), notice="objective-set")


@post("/projet/objectifs/{objective_id:int}/fin", status_code=200, sync_to_thread=True)
def close(
    visit: AnyVisit,
    session: RequestSession,
    sight: LookingAt,
    given_objective: GivenObjective,
    data: Sent,
) -> Page:
    form = forms.read(EndForm, data)
    if form.model is None:
        return _shown(visit, session, sight, form, status=422)
    actions.close(given_objective, form.model.status, on=today_of(visit), now=clock.now())
    return redirect(_project_of(sight.person), notice="objective-ended")


@post("/projet/objectifs/{objective_id:int}/lecture", status_code=200, sync_to_thread=True)
def mark_read(session: RequestSession, sight: LookingAt, given_objective: GivenObjective) -> Page:
    actions.mark_read(session, given_objective, now=clock.now())
    return redirect(_project_of(sight.person), notice="answer-read")


def _project_of(person: Person) -> str:
    return f"/pro/personnes/{person.id}/projet"


def _shown(
    visit: Visit, session: RequestSession, sight: Sight, form: Form[Any], *, status: int = 200
) -> Page:
    person = sight.person
    sees_project = sight.may_see(Part.PROJECT)
    objectives = [
        shown
        for shown in queries.objectives_of(session, person)
        if sight.may_read(shown.objective, shown.objective.part)
    ]
    return page(
        visit,
        "projects/given.html",
        status=status,
        form=form,
        followed=person,
        sight=sight,
        versions=queries.versions_of(session, person) if sees_project else Versions([]),
        objectives=objectives,
        labels=LABELS,
        suggestions=_suggested(form.values.get("theme", "")),
    )


def _suggested(theme: str) -> Iterable[Term]:
    """The objectives of the common diagnostic: of that theme, else all."""
    return (theme in set(Theme) and BY_THEME[Theme(theme)]) or TARGETS.values()


router = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[show, set_objective, close, mark_read],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "given_objective": Provide(provide_given_objective, sync_to_thread=True),
    },
)
