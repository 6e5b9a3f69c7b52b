"""Steps an adviser writes in the parcours of somebody the adviser accompanies."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

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
from backend.sharing.access import LookingAt, provide_sight
from backend.steps import actions, labels
from backend.steps.access import GivenStep, provide_given_step
from backend.steps.forms import StepForm, as_typed, read_step, statuses_for
from backend.steps.models import Step
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/etapes/nouvelle", sync_to_thread=True)
def new(visit: AnyVisit, sight: LookingAt) -> Page:
    return _form_page(visit, forms.empty(), sight.person, None)


@post("/etapes/nouvelle", status_code=200, sync_to_thread=True)
def add(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: Sent,
) -> Page:
    form = read_step(data, None, today=today_of(visit))
    if form.model is None:
        return _form_page(visit, form, sight.person, None)
    author = at_the_desk(adviser)
    now = clock.now().astimezone(visit.zone)
    actions.record(session, sight.person, form.model.facts(), author, now=now)
    return redirect(f"/pro/personnes/{sight.person.id}/parcours", notice="step-given")


@get("/etapes/{step_id:int}", sync_to_thread=True)
def edit(visit: AnyVisit, sight: LookingAt, given_step: GivenStep) -> Page:
    return _form_page(visit, forms.empty(**as_typed(given_step)), sight.person, given_step)


@post("/etapes/{step_id:int}", status_code=200, sync_to_thread=True)
def change(visit: AnyVisit, sight: LookingAt, given_step: GivenStep, data: Sent) -> Page:
    form = read_step(data, given_step, today=today_of(visit))
    if form.model is None:
        return _form_page(visit, form, sight.person, given_step)
    now = clock.now().astimezone(visit.zone)
    actions.revise(given_step, vars(form.model.facts()), now=now)
    actions.answer_dispute(given_step, now=now)
    return redirect(f"/pro/personnes/{sight.person.id}/parcours", notice="step-given-changed")


@post("/etapes/{step_id:int}/desaccord", status_code=200, sync_to_thread=True)
def answer(sight: LookingAt, given_step: GivenStep) -> Page:
    """The adviser talked it over with her: her words stay beside the line."""
    actions.answer_dispute(given_step, now=clock.now())
    return redirect(f"/pro/personnes/{sight.person.id}/parcours", notice="dispute-answered")


def _form_page(visit: Visit, form: Form[StepForm], person: Person, step: Step | None) -> Page:
    return page(
        visit,
        "steps/given.html",
        status=422 if form.errors else 200,
        form=form,
        followed=person,
        step=step,
        labels=labels,
        statuses=statuses_for(step),
    )


router = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[new, add, edit, change, answer],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "given_step": Provide(provide_given_step, sync_to_thread=True),
    },
)
