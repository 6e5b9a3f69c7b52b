"""What an adviser does with the appointments of the persons this adviser accompanies."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.appointments import actions, queries
from backend.appointments.access import GivenAppointment, provide_given
from backend.appointments.categories import CATEGORIES
from backend.appointments.forms import (
    BookingForm,
    CancellationForm,
    GuidanceForm,
    OutcomeForm,
    start_of,
)
from backend.appointments.models import Appointment, MoveRefused, Place, Source, Stage, stage_of
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    FollowedPerson,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.models import Adviser, Person
from backend.people.queries import team_of
from backend.territories.queries import structure_of
from backend.web import forms
from backend.web.dates import in_zone, local
from backend.web.forms import NOT_OFFERED, Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]
USUAL_MINUTES = "30"


@get("/personnes/{person_id:int}/rendez-vous/nouveau", sync_to_thread=True)
def new(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, followed: FollowedPerson
) -> Page:
    structure = structure_of(session, adviser.structure_id)
    form = forms.empty(
        duree=USUAL_MINUTES,
        maniere=Place.PUBLIC_OFFICE,
        lieu=structure.name,
        adresse=structure.address,
        telephone=adviser.phone or structure.phone,
    )
    return _booking_page(visit, session, adviser, followed, form)


@post("/personnes/{person_id:int}/rendez-vous/nouveau", status_code=200, sync_to_thread=True)
def book(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    followed: FollowedPerson,
    data: Sent,
) -> Page:
    now = clock.now()
    form = forms.read(BookingForm, data)
    start = start_of(form, visit.zone, now=now)
    also = _also(visit, session, followed, form)
    if form.model is None or start is None:
        return _booking_page(visit, session, adviser, followed, form)
    facts = form.model.facts() | {"starts_at": start} | actions.together_with(also)
    actions.book(session, followed, adviser, facts, now=now)
    return redirect("/pro", notice="appointment-proposed")


@get("/rendez-vous/{appointment_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, given: GivenAppointment) -> Page:
    with in_zone(visit.zone):
        form = forms.empty(**_as_typed(given))
    return _shown(visit, session, given, form)


@post("/rendez-vous/{appointment_id:int}", status_code=200, sync_to_thread=True)
def change(visit: AnyVisit, session: RequestSession, given: GivenAppointment, data: Sent) -> Page:
    now = clock.now()
    _check_can_change(given)
    form = forms.read(BookingForm, data)
    start = start_of(form, visit.zone, now=now)
    also = _also(visit, session, queries.person_of(session, given), form)
    if form.model is None or start is None:
        return _shown(visit, session, given, form, status=422)
    facts = form.model.facts() | actions.together_with(also)
    given.revise(now, starts_at=start, **facts)
    return redirect("/pro", notice="booking-changed")


@post("/rendez-vous/{appointment_id:int}/annulation", status_code=200, sync_to_thread=True)
def cancel(visit: AnyVisit, session: RequestSession, given: GivenAppointment, data: Sent) -> Page:
    _check_can_change(given)
    form = forms.read(CancellationForm, data)
    if form.model is None:
        return _shown(visit, session, given, form, status=422)
    actions.cancel(given, form.model.status, now=clock.now())
    return redirect("/pro", notice="booking-cancelled")


@post("/rendez-vous/{appointment_id:int}/issue", status_code=200, sync_to_thread=True)
def conclude(visit: AnyVisit, session: RequestSession, given: GivenAppointment, data: Sent) -> Page:
    form = forms.read(OutcomeForm, data)
    if form.model is None:
        return _shown(visit, session, given, form, status=422)
    actions.conclude(given, form.model.status, now=clock.now())
    return redirect("/pro", notice="outcome-saved")


@get("/apporter", sync_to_thread=True)
def guidance(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    categorie: FromQuery[str] = actions.EVERY_KIND,
) -> Page:
    """What to bring, told once; `categorie` opens one of those that were told."""
    told = queries.guidance_for(session, adviser.structure_id, categorie)
    form = forms.empty(categorie=categorie, apporter=told.bring if told else "")
    return _guidance_page(visit, session, adviser, form)


@post("/apporter", status_code=200, sync_to_thread=True)
def guide(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, data: Sent) -> Page:
    form = forms.read(GuidanceForm, data)
    if form.model is None:
        return _guidance_page(visit, session, adviser, form, status=422)
    told = form.model
    actions.guide(session, adviser.structure_id, told.category, told.bring, now=clock.now())
    return redirect("/pro/apporter", notice="guidance-saved")


def _guidance_page(
    visit: Visit,
    session: RequestSession,
    adviser: Adviser,
    form: Form[GuidanceForm],
    *,
    status: int = 200,
) -> Page:
    return page(
        visit,
        "appointments/guidance.html",
        status=status,
        form=form,
        told=queries.guidance_of(session, adviser.structure_id),
        categories=CATEGORIES,
    )


def _also(
    visit: Visit, session: RequestSession, person: Person, form: Form[BookingForm]
) -> Adviser | None:
    """The second adviser of a joint interview, who must accompany her; the form is told."""
    if form.model is None or form.model.also_id is None:
        return None
    team = team_of(session, person, today=today_of(visit))
    also = next((one for one in team if one.id == form.model.also_id), None)
    if also is None:
        form.refuse("avec", NOT_OFFERED)
    return also


def _booking_page(
    visit: Visit,
    session: RequestSession,
    adviser: Adviser,
    followed: Person,
    form: Form[BookingForm],
) -> Page:
    team = team_of(session, followed, today=today_of(visit))
    return page(
        visit,
        "appointments/book.html",
        status=422 if form.errors else 200,
        followed=followed,
        colleagues=[one for one in team if one.id != adviser.id],
        form=form,
    )


def _check_can_change(appointment: Appointment) -> None:
    """What comes from another tool is changed there; what is cancelled stays so."""
    if appointment.source is not Source.DESK or appointment.is_cancelled:
        raise MoveRefused


def _shown(
    visit: Visit,
    session: RequestSession,
    appointment: Appointment,
    form: Form[Any],
    *,
    status: int = 200,
) -> Page:
    stage = stage_of(appointment, clock.now())
    who = queries.person_of(session, appointment)
    return page(
        visit,
        "appointments/given.html",
        status=status,
        appointment=appointment,
        who=who,
        colleagues=team_of(session, who, today=today_of(visit)),
        stage=stage,
        can_change=appointment.source is Source.DESK and stage is Stage.UPCOMING,
        form=form,
    )


def _as_typed(appointment: Appointment) -> dict[str, str]:
    start = local(appointment.starts_at)
    return {
        "jour": start.date().isoformat(),
        "heure": f"{start:%H:%M}",
        "duree": str(appointment.duration_minutes),
        "maniere": appointment.place,
        "lieu": appointment.place_name,
        "adresse": appointment.address,
        "telephone": appointment.phone,
        "apporter": appointment.bring,
        "avec": str(appointment.also_adviser_id or ""),
    }


router = Router(
    "/pro",
    route_handlers=[new, book, show, change, cancel, conclude, guidance, guide],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "given": Provide(provide_given, sync_to_thread=True),
    },
)
