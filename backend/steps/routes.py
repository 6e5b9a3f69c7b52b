"""Her steps: what each one is, those she writes herself, and the lines that are not right."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.recorded import HERSELF
from backend.steps import actions, labels, queries
from backend.steps.access import OwnStep, WrittenStep, provide_own_step, provide_written_step
from backend.steps.forms import (
    DisputeForm,
    StepForm,
    as_typed,
    read_step,
    statuses_for,
)
from backend.steps.models import MoveRefused, Step
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, fragment, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/nouvelle", sync_to_thread=True)
def new(visit: AnyVisit, person: SignedInPerson) -> Page:
    del person
    return _form_page(visit, forms.empty(), None)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def write_down(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent
) -> Page:
    form = read_step(data, None, today=today_of(visit))
    if form.model is None:
        return _form_page(visit, form, None)
    now = clock.now().astimezone(visit.zone)
    step = actions.record(session, person, form.model.facts(), HERSELF, now=now)
    return redirect(f"/parcours/etapes/{step.id}", notice="step-added")


@get("/{step_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, own_step: OwnStep) -> Page:
    if own_step.removed_at is not None:
        return page(visit, "steps/removed.html", step=own_step)
    return page(visit, "steps/show.html", **_told_of(session, own_step))


@get("/{step_id:int}/modifier", sync_to_thread=True)
def edit(visit: AnyVisit, written: WrittenStep) -> Page:
    return _form_page(visit, forms.empty(**as_typed(written)), written)


@post("/{step_id:int}/modifier", status_code=200, sync_to_thread=True)
def change(visit: AnyVisit, written: WrittenStep, data: Sent) -> Page:
    form = read_step(data, written, today=today_of(visit))
    if form.model is None:
        return _form_page(visit, form, written)
    now = clock.now().astimezone(visit.zone)
    actions.revise(written, vars(form.model.facts()), now=now)
    return redirect(f"/parcours/etapes/{written.id}", notice="step-changed")


@post("/{step_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(written: WrittenStep) -> Page:
    actions.remove(written, now=clock.now())
    return redirect(f"/parcours/etapes/{written.id}")


@post("/{step_id:int}/retablissement", status_code=200, sync_to_thread=True)
def restore(written: WrittenStep) -> Page:
    actions.restore(written)
    return redirect(f"/parcours/etapes/{written.id}", notice="step-restored")


@post("/{step_id:int}/desaccord", status_code=200, sync_to_thread=True)
def dispute(visit: AnyVisit, session: RequestSession, own_step: OwnStep, data: Sent) -> Page:
    if own_step.is_hers:
        raise MoveRefused
    form = forms.read(DisputeForm, data)
    if form.model is None:
        return page(
            visit, "steps/show.html", status=422, **_told_of(session, own_step) | {"form": form}
        )
    actions.dispute(own_step, form.model.words, now=clock.now())
    return _said(visit, session, own_step, "step-disputed")


@post("/{step_id:int}/desaccord/retrait", status_code=200, sync_to_thread=True)
def withdraw(visit: AnyVisit, session: RequestSession, own_step: OwnStep) -> Page:
    actions.withdraw_dispute(own_step)
    return _said(visit, session, own_step, "step-dispute-withdrawn")


def _said(visit: Visit, session: RequestSession, step: Step, notice: str) -> Page:
    if visit.htmx:
        return fragment(visit, "steps/_dispute.html", **_told_of(session, step))
    return redirect(f"/parcours/etapes/{step.id}", notice=notice)


def _told_of(session: RequestSession, step: Step) -> dict[str, Any]:
    return {
        "step": step,
        "in_charge": queries.in_charge_of(session, step),
        "labels": labels,
        "form": forms.empty(mots=step.dispute_words),
    }


def _form_page(visit: Visit, form: Form[StepForm], step: Step | None) -> Page:
    return page(
        visit,
        "steps/edit.html" if step else "steps/new.html",
        status=422 if form.errors else 200,
        form=form,
        step=step,
        labels=labels,
        statuses=statuses_for(step),
    )


router = Router(
    "/parcours/etapes",
    route_handlers=[
        new,
        write_down,
        show,
        edit,
        change,
        remove,
        restore,
        dispute,
        withdraw,
    ],
    dependencies={
        "own_step": Provide(provide_own_step, sync_to_thread=True),
        "written": Provide(provide_written_step, sync_to_thread=True),
    },
)
