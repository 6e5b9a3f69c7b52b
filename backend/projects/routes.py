"""Her project in her words, and what she says of the objectives set beside it."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.people.models import Person
from backend.projects import actions, queries
from backend.projects.access import (
    OwnObjective,
    OwnVersion,
    provide_own_objective,
    provide_own_version,
)
from backend.projects.forms import AnswerForm, ProjectForm
from backend.projects.models import Objective
from backend.vocabulary.themes import LABELS
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, fragment, page, redirect
from backend.web.rows import LARGEST_ID

Sent = URLEncodedBody[dict[str, Any]]
HERE = "/parcours/projet"


@get("/projet", sync_to_thread=True)
def show(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    avant: FromQuery[int | None] = None,
) -> Page:
    """`avant` is the version where the page before ended."""
    if avant is None:
        return _shown(visit, session, person)
    before = min(max(avant, 0), LARGEST_ID)
    versions = queries.versions_of(session, person, before=before)
    return page(visit, "projects/versions.html", versions=versions)


@post("/projet", status_code=200, sync_to_thread=True)
def write(visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent) -> Page:
    form = forms.read(ProjectForm, data)
    if form.model is None:
        return _shown(visit, session, person, form=form)
    actions.write_project(session, person, form.model.words, now=clock.now())
    return redirect(HERE, notice="project-written")


@post("/projet/{version_id:int}/retrait", status_code=200, sync_to_thread=True)
def withdraw(session: RequestSession, person: SignedInPerson, own_version: OwnVersion) -> Page:
    actions.withdraw(session, person, own_version, now=clock.now())
    return redirect(HERE, notice="project-withdrawn")


@post("/objectifs/{objective_id:int}/reponse", status_code=200, sync_to_thread=True)
def answer(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_objective: OwnObjective,
    data: Sent,
) -> Page:
    form = forms.read(AnswerForm, data)
    if form.model is not None:
        said = form.model
        actions.answer(session, own_objective, said.stance, said.words, now=clock.now())
    if visit.htmx:
        return _objective(visit, session, person, own_objective, form)
    if form.model is None:
        return _shown(visit, session, person, answering=form, objective=own_objective)
    return redirect(f"{HERE}#objectif-{own_objective.id}")  # her answer is the confirmation


def _objective(
    visit: Visit,
    session: RequestSession,
    person: Person,
    objective: Objective,
    answering: Form[AnswerForm],
) -> Page:
    (shown,) = queries.objectives_of(session, person, only=objective.id)
    refused = answering if answering.errors else None
    return fragment(
        visit,
        "projects/_objective.html",
        status=422 if refused else 200,
        shown=shown,
        answering=refused,
        objective=objective,
        labels=LABELS,
    )


def _shown(
    visit: Visit,
    session: RequestSession,
    person: Person,
    *,
    form: Form[Any] | None = None,
    **others: Any,  # noqa: ANN401
) -> Page:
    """`form` holds a project that could not be taken, `answering` an answer to `objective`."""
    versions = queries.versions_of(session, person)
    last = versions.written[0] if versions.written else None
    unchanged = forms.empty(mots=last.words if last else "")
    context = {
        "form": form or others.get("answering") or unchanged,
        "project_form": form or unchanged,
        "writing": form is not None,
        "versions": versions,
        "can_withdraw": last is not None and actions.can_withdraw(last, now=clock.now()),
        "objectives": queries.objectives_of(session, person),
        "labels": LABELS,
        "answering": None,
        "objective": None,
    }
    status = 422 if form or others else 200
    return page(visit, "projects/show.html", status=status, **(context | others))


router = Router(
    "/parcours",
    route_handlers=[show, write, withdraw, answer],
    dependencies={
        "own_version": Provide(provide_own_version, sync_to_thread=True),
        "own_objective": Provide(provide_own_objective, sync_to_thread=True),
    },
)
