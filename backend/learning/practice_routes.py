"""Practices: written by a structure, tried by others."""

from typing import Any

from litestar import Router, get, post
from litestar.params import FromQuery, URLEncodedBody

from backend.database import RequestSession
from backend.learning import actions, queries, sessions
from backend.learning.access import DEPENDENCIES, Here, OwnPractice, ReadPractice, TriedPractice
from backend.learning.colleagues import AT_ONCE, Colleague
from backend.learning.discretion import check_words, contacts_of
from backend.learning.forms import PracticeForm, TrialForm, practice_as_typed, trial_as_typed
from backend.learning.models import Practice
from backend.learning.words import OUTCOME_TAGS, OUTCOMES
from backend.people.access import AnyVisit, Visit
from backend.surveys.models import Moment
from backend.surveys.words import MOMENTS
from backend.territories.queries import structure_of
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect
from backend.web.rows import page_number

HERE = "/pro/ensemble/pratiques"

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    here: Here,
    moment: FromQuery[str] = "",
    feuille: FromQuery[int] = 1,
) -> Page:
    chosen = Moment(moment) if moment in set(Moment) else None
    number = page_number(feuille, size=AT_ONCE)
    shelf = queries.practices_of(session, here, moment=chosen, page=number)
    return page(visit, "learning/practices.html", shelf=shelf, moments=MOMENTS)


@get("/nouvelle", sync_to_thread=False)
def new(visit: AnyVisit, here: Here, moment: FromQuery[str] = "") -> Page:  # noqa: ARG001 (who may)
    return _form_page(visit, forms.empty(moment=moment), None)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def write(visit: AnyVisit, session: RequestSession, here: Here, data: Sent) -> Page:
    form = _read(session, here, data)
    if form.model is None:
        return _form_page(visit, form, None)
    written = actions.write_practice(session, here, form.model.told())
    return redirect(_path_of(written), notice="practice-written")


def _read(session: RequestSession, here: Colleague, data: dict[str, Any]) -> Form[PracticeForm]:
    form = forms.read(PracticeForm, data)
    if form.model is not None:
        structure = structure_of(session, here.adviser.structure_id)
        check_words(form, form.model.texts(), contacts_of(here.adviser, structure))
    return form


def _form_page(visit: Visit, form: Form[Any], practice: Practice | None) -> Page:
    return page(
        visit,
        "learning/practice_form.html",
        status=422 if form.refusals else 200,
        form=form,
        practice=practice,
        moments=MOMENTS,
    )


@get("/{practice_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, here: Here, read_practice: ReadPractice) -> Page:
    return _shown(visit, session, here, read_practice, None)


def _shown(
    visit: Visit,
    session: RequestSession,
    here: Colleague,
    practice: Practice,
    form: Form[Any] | None,
) -> Page:
    """`form`: what was typed of the trial, when it is refused."""
    trials = queries.trials_of(session, practice)
    own = next((one.trial for one in trials if here.works_at(one.structure.id)), None)
    return page(
        visit,
        "learning/practice.html",
        status=422 if form else 200,
        here=here,
        practice=practice,
        writer=queries.writer_of(session, practice),
        trials=trials,
        own_trial=own,
        sessions=sessions.next_of(session, here, about=practice),
        form=form or trial_as_typed(own),
        moments=MOMENTS,
        outcomes=OUTCOMES,
        outcome_tags=OUTCOME_TAGS,
    )


@get("/{practice_id:int}/modifier", sync_to_thread=False)
def edit(visit: AnyVisit, own_practice: OwnPractice) -> Page:
    return _form_page(visit, practice_as_typed(own_practice), own_practice)


@post("/{practice_id:int}/modifier", status_code=200, sync_to_thread=True)
def change(
    visit: AnyVisit, session: RequestSession, here: Here, own_practice: OwnPractice, data: Sent
) -> Page:
    form = _read(session, here, data)
    if form.model is None:
        return _form_page(visit, form, own_practice)
    actions.change_practice(session, here, own_practice, form.model.told())
    return redirect(_path_of(own_practice), notice="practice-changed")


@post("/{practice_id:int}/retrait", status_code=200, sync_to_thread=True)
def withdraw(session: RequestSession, here: Here, own_practice: OwnPractice) -> Page:
    actions.withdraw(session, here, own_practice)
    return redirect(_path_of(own_practice), notice="practice-withdrawn")


@post("/{practice_id:int}/retablissement", status_code=200, sync_to_thread=True)
def put_back(session: RequestSession, own_practice: OwnPractice) -> Page:
    actions.put_back(session, own_practice)
    return redirect(_path_of(own_practice), notice="practice-put-back")


@post("/{practice_id:int}/essai", status_code=200, sync_to_thread=True)
def try_it(
    visit: AnyVisit, session: RequestSession, here: Here, tried_practice: TriedPractice, data: Sent
) -> Page:
    form = forms.read(TrialForm, data)
    if form.model is not None:
        structure = structure_of(session, here.adviser.structure_id)
        check_words(form, {"mots": form.model.words}, contacts_of(here.adviser, structure))
    if form.model is None:
        return _shown(visit, session, here, tried_practice, form)
    told = form.model
    actions.tell_trial(session, here, tried_practice, told.outcome, told.words)
    return redirect(_path_of(tried_practice), notice="trial-told")


@post("/{practice_id:int}/essai/suppression", status_code=200, sync_to_thread=True)
def end_trial(session: RequestSession, here: Here, tried_practice: TriedPractice) -> Page:
    actions.end_trial(session, here, tried_practice)
    return redirect(_path_of(tried_practice), notice="trial-ended")


def _path_of(practice: Practice) -> str:
    return f"{HERE}/{practice.id}"


router = Router(
    "/pro/ensemble/pratiques",
    route_handlers=[
        *(index, new, write, show, edit, change),
        *(withdraw, put_back, try_it, end_trial),
    ],
    dependencies=DEPENDENCIES,
)
