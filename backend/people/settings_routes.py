"""What she decides about her account: contact details, passphrase, devices."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from litestar import Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people import access, cookies, devices, forms, handles, hashing, proofs, queries
from backend.people.access import AnyVisit, SignedInPerson, SignedInSomebody, Visit
from backend.people.credentials import save_contacts, set_passphrase
from backend.people.models import Adviser, Device, Person
from backend.web.forms import Form, empty, read
from backend.web.language import N_
from backend.web.pages import Page, page, redirect
from backend.web.visit import AnyRequest

WRONG = N_("This is not your passphrase of today. Check it and try again.")


@get("/", sync_to_thread=True)
def show_settings(visit: AnyVisit, person: SignedInPerson) -> Page:
    return page(visit, "people/settings.html", person=person)


@get("/appareils", sync_to_thread=True)
def show_devices(visit: AnyVisit, session: RequestSession, somebody: SignedInSomebody) -> Page:
    return page(visit, "people/devices.html", devices=_live(session, somebody), this=visit.device)


def _live(session: RequestSession, who: Person | Adviser) -> Sequence[Device]:
    now = clock.now()
    return [found for found in queries.devices_of(session, who) if now < access.ends_at(found)]


@post("/appareils/{device_id:int}/deconnexion", status_code=303, sync_to_thread=True)
def sign_out_device(
    session: RequestSession, somebody: SignedInSomebody, device_id: FromPath[int]
) -> Page:
    found = [held for held in queries.devices_of(session, somebody) if held.id == device_id]
    if not found:
        raise NotFoundException
    devices.end(session, found[0])
    return redirect("/reglages/appareils", notice="device-signed-out")


@post("/appareils/deconnexion", status_code=303, sync_to_thread=True)
def sign_out_others(visit: AnyVisit, session: RequestSession, somebody: SignedInSomebody) -> Page:
    devices.end_all(session, somebody, but=visit.device)
    return redirect("/reglages/appareils", notice="devices-signed-out")


@get("/coordonnees", sync_to_thread=True)
def show_contacts(visit: AnyVisit, person: SignedInPerson) -> Page:
    form = empty(email=person.email or "", telephone=handles.written(person.phone))
    return proofs.entrance(visit, "people/contacts.html", form=form)


@post("/coordonnees", status_code=200)
async def change_contacts(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form, wait = read(forms.ContactsForm, data), None
    if form.model is not None:
        wait = await _prove(request, session, person, form, field="phrase")
    if wait or form.model is None:
        answer = {"form": form, "wait": wait, "status": 422}
        return await sync_to_thread(proofs.entrance, visit, "people/contacts.html", **answer)
    return await sync_to_thread(_save_contacts, session, person, form.model)


async def _prove(
    request: AnyRequest,
    session: RequestSession,
    who: Person | Adviser,
    form: Form[Any],
    *,
    field: str,
) -> timedelta | None:
    """Refuses the field unless it holds her passphrase; how long to wait when that is too often."""
    passphrase = getattr(form.model, field)
    proof = await proofs.again(request, session, who, passphrase=passphrase)
    if proof.holder is None and proof.wait is None:
        form.refuse(field, WRONG)
    return proof.wait


def _save_contacts(session: RequestSession, person: Person, sent: forms.ContactsForm) -> Page:
    save_contacts(session, person, email=sent.email, phone=sent.telephone)
    session.commit()
    return redirect("/reglages", notice="contacts-saved")


@get("/phrase", sync_to_thread=True)
def show_passphrase(visit: AnyVisit, somebody: SignedInSomebody) -> Page:
    username = _usual_name(somebody)
    return proofs.entrance(visit, "people/change_passphrase.html", form=empty(), username=username)


@post("/phrase", status_code=200)
async def change_passphrase(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    somebody: SignedInSomebody,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form, wait = read(forms.PassphraseForm, data), None
    if form.model is not None:
        wait = await _prove(request, session, somebody, form, field="ancienne")
        await sync_to_thread(session.commit)
        await forms.judge(form, somebody)
    if wait or form.model is None:
        answer = {"form": form, "wait": wait, "status": 422, "username": _usual_name(somebody)}
        return await sync_to_thread(
            proofs.entrance, visit, "people/change_passphrase.html", **answer
        )
    hashed = await hashing.off_the_loop(hashing.hashed, form.model.phrase)
    return await sync_to_thread(_change, visit, session, somebody, hashed)


def _change(visit: Visit, session: RequestSession, who: Person | Adviser, hashed: str) -> Page:
    """Whoever knew the old one is signed out everywhere; this browser gets a new token."""
    now = clock.now()
    set_passphrase(session, who, hashed, now=now)
    devices.end_all(session, who, but=visit.device)
    response = redirect("/pro" if visit.is_adviser else "/reglages", notice="passphrase-changed")
    if visit.device is not None:
        token = devices.renew(session, visit.device, now=now)
        cookies.remember(response, token, who, shared=visit.device.shared)
    session.commit()
    return response


def _usual_name(who: Person | Adviser) -> str:
    """What a password manager keeps the passphrase under."""
    return who.email if isinstance(who, Adviser) else who.sign_in_name or who.email or ""


router = Router(
    "/reglages",
    route_handlers=[
        show_settings,
        show_devices,
        sign_out_device,
        sign_out_others,
        show_contacts,
        change_contacts,
        show_passphrase,
        change_passphrase,
    ],
    dependencies={"somebody": Provide(access.provide_somebody, sync_to_thread=False)},
)
