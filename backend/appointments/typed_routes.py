"""The appointments she types herself: added, changed, removed, and put back."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.appointments import actions
from backend.appointments.access import TypedAppointment, provide_own, provide_typed
from backend.appointments.forms import TypedForm, start_of
from backend.appointments.models import Appointment
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson
from backend.web import forms
from backend.web.dates import in_zone, local
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/nouveau", sync_to_thread=True)
def new(visit: AnyVisit, person: SignedInPerson) -> Page:
    del person
    return page(visit, "appointments/new.html", form=forms.empty())


@post("/nouveau", status_code=200, sync_to_thread=True)
def write_down(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent
) -> Page:
    now = clock.now()
    form = forms.read(TypedForm, data)
    start = start_of(form, visit.zone, now=now)
    if form.model is None or start is None:
        return page(visit, "appointments/new.html", status=422, form=form)
    facts = form.model.facts() | {"starts_at": start}
    added = actions.write_down(session, person, facts, now=now)
    return redirect(f"/rendez-vous/{added.id}", notice="appointment-added")


@get("/{appointment_id:int}/modifier", sync_to_thread=True)
def edit(visit: AnyVisit, typed: TypedAppointment) -> Page:
    with in_zone(visit.zone):
        form = forms.empty(**_as_typed(typed))
    return page(visit, "appointments/edit.html", appointment=typed, form=form)


@post("/{appointment_id:int}/modifier", status_code=200, sync_to_thread=True)
def change(visit: AnyVisit, typed: TypedAppointment, data: Sent) -> Page:
    now = clock.now()
    form = forms.read(TypedForm, data)
    start = start_of(form, visit.zone, now=now)
    if form.model is None or start is None:
        return page(visit, "appointments/edit.html", status=422, appointment=typed, form=form)
    typed.revise(now, starts_at=start, **form.model.facts())
    return redirect(f"/rendez-vous/{typed.id}", notice="appointment-changed")


@post("/{appointment_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(typed: TypedAppointment) -> Page:
    actions.remove(typed, now=clock.now())
    return redirect(f"/rendez-vous/{typed.id}")


@post("/{appointment_id:int}/retablissement", status_code=200, sync_to_thread=True)
def restore(typed: TypedAppointment) -> Page:
    actions.restore(typed, now=clock.now())
    return redirect(f"/rendez-vous/{typed.id}", notice="appointment-restored")


def _as_typed(appointment: Appointment) -> dict[str, str]:
    start = local(appointment.starts_at)
    return {
        "jour": start.date().isoformat(),
        "heure": f"{start:%H:%M}",
        "avec": appointment.who_name,
        "lieu": appointment.address,
        "telephone": appointment.phone,
        "apporter": appointment.bring,
    }


router = Router(
    "/rendez-vous",
    route_handlers=[new, write_down, edit, change, remove, restore],
    dependencies={
        "own": Provide(provide_own, sync_to_thread=True),
        "typed": Provide(provide_typed, sync_to_thread=False),
    },
)
