"""Her appointments: the list, the card, and what she answers."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.appointments import actions, queries
from backend.appointments.access import OwnAppointment, provide_own
from backend.appointments.forms import AbsenceForm, AnswerForm
from backend.appointments.models import Appointment, TooLateToAnswer, stage_of
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.web import forms
from backend.web.pages import Page, fragment, page, redirect


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    apres: FromQuery[int | None] = None,
    avant: FromQuery[int | None] = None,
) -> Page:
    """`apres` and `avant` are the appointment where the page before ended."""
    now = clock.now()
    if apres is not None:
        overview = queries.later_than(session, person, apres, now=now)
    elif avant is not None:
        overview = queries.earlier_than(session, person, avant, now=now)
    else:
        overview = queries.overview(session, person, now=now)
    is_first = apres is None and avant is None
    return page(visit, "appointments/index.html", overview=overview, is_first=is_first)


@get("/{appointment_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, own: OwnAppointment) -> Page:
    if own.removed_at is not None:
        return page(visit, "appointments/removed.html", appointment=own)
    return page(visit, "appointments/show.html", **_told_of(session, own))


@post("/{appointment_id:int}/reponse", status_code=200, sync_to_thread=True)
def answer(
    visit: AnyVisit,
    session: RequestSession,
    own: OwnAppointment,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(AnswerForm, data)
    if form.model is None:
        return page(visit, "appointments/show.html", status=422, **_told_of(session, own))
    try:
        actions.answer(own, form.model.answer, now=clock.now())
    except TooLateToAnswer:
        return _too_late(visit, session, own)
    if visit.htmx:
        told = _told_of(session, own, back=form.model.back)
        return fragment(visit, "appointments/_answer.html", **told)
    path = "/" if form.model.back == "/" else f"/rendez-vous/{own.id}"
    return redirect(f"{path}#reponse")  # her answer in words is the confirmation


def _too_late(visit: Visit, session: RequestSession, own: Appointment) -> Page:
    told = _told_of(session, own, is_refused=True)
    if visit.htmx:
        return fragment(visit, "appointments/_answer.html", status=409, **told)
    return page(visit, "appointments/show.html", status=409, **told)


@post("/{appointment_id:int}/absence", status_code=200, sync_to_thread=True)
def dispute_absence(
    visit: AnyVisit,
    session: RequestSession,
    own: OwnAppointment,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(AbsenceForm, data)
    if form.model is None:
        told = _told_of(session, own, form=form)
        return page(visit, "appointments/show.html", status=422, **told)
    actions.dispute_absence(own, form.model.words, now=clock.now())
    if visit.htmx:
        return fragment(visit, "appointments/_absence.html", **_told_of(session, own))
    return redirect(f"/rendez-vous/{own.id}", notice="absence-disputed")


def _told_of(
    session: RequestSession,
    appointment: Appointment,
    **others: Any,  # noqa: ANN401
) -> dict[str, Any]:
    """All that a card says; `back` is where she answered."""
    told = {
        "appointment": appointment,
        "stage": stage_of(appointment, clock.now()),
        "phone": queries.phone_about(session, appointment),
        "back": f"/rendez-vous/{appointment.id}",
        "form": forms.empty(),
        "is_refused": False,
    }
    return told | others


router = Router(
    "/rendez-vous",
    route_handlers=[index, show, answer, dispute_absence],
    dependencies={"own": Provide(provide_own, sync_to_thread=True)},
)
