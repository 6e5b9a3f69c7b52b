"""Joint sessions: proposed, changed and cancelled by the structure that holds them."""

from collections.abc import Sequence
from typing import Any

from litestar import Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, URLEncodedBody

from backend.database import RequestSession
from backend.learning import holding, queries, sessions
from backend.learning.access import DEPENDENCIES, HeldSession, Here
from backend.learning.colleagues import AT_ONCE, Colleague
from backend.learning.discretion import check_words, contacts_of
from backend.learning.holding import Begun, Cancelled, Plan, TooFew
from backend.learning.models import JointSession, Practice
from backend.learning.session_forms import USUAL, SessionForm, plan_of, session_as_typed
from backend.learning.session_page import path_of, session_page
from backend.people.access import AnyVisit, Visit
from backend.surveys.words import MOMENTS
from backend.territories.queries import structure_of
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.pages import Page, page, redirect
from backend.web.rows import page_number

PAST = "passees"
TOO_FEW = N_("More people come already. Leave them their places, or call them first.")

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    here: Here,
    quand: FromQuery[str] = "",
    feuille: FromQuery[int] = 1,
) -> Page:
    number = page_number(feuille, size=AT_ONCE)
    diary = sessions.sessions_of(session, here, is_past=quand == PAST, page=number)
    return page(visit, "learning/sessions.html", diary=diary)


@get("/nouvelle", sync_to_thread=True)
def new(
    visit: AnyVisit, session: RequestSession, here: Here, pratique: FromQuery[str] = ""
) -> Page:
    form = forms.empty(duree=str(USUAL), pratique=pratique)
    return _form_page(visit, queries.choices_of(session, here), form)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def propose(visit: AnyVisit, session: RequestSession, here: Here, data: Sent) -> Page:
    choices = queries.choices_of(session, here)
    form = forms.read(SessionForm, data)
    plan = _plan(session, here, choices, form)
    if plan is None:
        return _form_page(visit, choices, form)
    proposed = holding.propose(session, here, plan)
    return redirect(path_of(proposed), notice="joint-session-proposed")


def _plan(
    session: RequestSession,
    here: Colleague,
    choices: Sequence[Practice],
    form: Form[SessionForm],
) -> Plan | None:
    """None when the form says why."""
    if form.model is None:
        return None
    told = form.model
    plan = plan_of(form, here)
    structure = structure_of(session, here.adviser.structure_id)
    check_words(form, told.texts(), contacts_of(here.adviser, structure))
    if told.practice_id is not None and told.practice_id not in {one.id for one in choices}:
        form.refuse("pratique", forms.MESSAGES["enum"])
    return plan if form.model else None


def _form_page(
    visit: Visit, choices: Sequence[Practice], form: Form[Any], joint: JointSession | None = None
) -> Page:
    return page(
        visit,
        "learning/session_form.html",
        status=422 if form.refusals else 200,
        form=form,
        joint=joint,
        choices=choices,
        moments=MOMENTS,
    )


@get("/{joint_id:int}/modifier", sync_to_thread=True)
def edit(visit: AnyVisit, session: RequestSession, here: Here, held_session: HeldSession) -> Page:
    if held_session.cancelled_at or held_session.starts_at <= here.now:
        raise NotFoundException
    form = session_as_typed(held_session, here)
    return _form_page(visit, queries.choices_of(session, here), form, held_session)


@post("/{joint_id:int}/modifier", status_code=200, sync_to_thread=True)
def change(
    visit: AnyVisit, session: RequestSession, here: Here, held_session: HeldSession, data: Sent
) -> Page:
    choices = queries.choices_of(session, here)
    form = forms.read(SessionForm, data)
    plan = _plan(session, here, choices, form)
    try:
        if plan is not None:
            holding.change(session, here, held_session, plan)
            return redirect(path_of(held_session), notice="joint-session-changed")
    except TooFew:
        form.refuse("places", TOO_FEW)
    except (Begun, Cancelled) as refusal:
        return session_page(visit, session, here, held_session, refusal=refusal)
    return _form_page(visit, choices, form, held_session)


@post("/{joint_id:int}/annulation", status_code=200, sync_to_thread=True)
def cancel(visit: AnyVisit, session: RequestSession, here: Here, held_session: HeldSession) -> Page:
    try:
        holding.cancel(session, here, held_session)
    except Begun as refusal:
        return session_page(visit, session, here, held_session, refusal=refusal)
    return redirect(path_of(held_session), notice="joint-session-cancelled")


@post("/{joint_id:int}/retablissement", status_code=200, sync_to_thread=True)
def hold_after_all(
    visit: AnyVisit, session: RequestSession, here: Here, held_session: HeldSession
) -> Page:
    try:
        holding.hold_after_all(session, here, held_session)
    except Begun as refusal:
        return session_page(visit, session, here, held_session, refusal=refusal)
    return redirect(path_of(held_session), notice="joint-session-held")


router = Router(
    "/pro/ensemble/sessions",
    route_handlers=[index, new, propose, edit, change, cancel, hold_after_all],
    dependencies=DEPENDENCIES,
)
