"""From the paper to the passphrase: the code opens a page, the page makes the account."""

from functools import partial
from typing import Any

from litestar import Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people import (
    access,
    cookies,
    devices,
    forms,
    handles,
    hashing,
    invitations,
    proofs,
    queries,
)
from backend.people.access import AnyVisit, Visit
from backend.people.invitations import Choices
from backend.people.models import Invitation, Person
from backend.territories.queries import all_territories
from backend.territories.themes import theme_href
from backend.web.forms import Form, empty, read
from backend.web.language import N_
from backend.web.pages import Page, page, redirect
from backend.web.security import secret_key, token_hash
from backend.web.visit import LANGUAGE_COOKIE, AnyRequest

OPEN = {"open": True}
WRONG = N_(
    "This code and these letters open nothing. Check both. A code works once, for 30 days: the "
    "person who accompanies you can give you a new one."
)


@get("/", opt=OPEN, sync_to_thread=True)
def show_invitation(visit: AnyVisit, session: RequestSession) -> Page:
    return _code_page(visit, session, empty())


@post("/", status_code=200, opt=OPEN)
async def open_invitation(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = read(forms.CodeForm, data)
    if form.model is None:
        return await sync_to_thread(_code_page, visit, session, form, status=422)
    address, key = access.address_of(request), secret_key(request.app.state.settings)
    find = partial(invitations.find, session, form.model.code, address=address, key=key)
    found = await proofs.count(session, partial(find, now=clock.now()))
    if found.wait:
        return await sync_to_thread(_code_page, visit, session, form, wait=found.wait)
    check = await hashing.off_the_loop(hashing.check, found.known_hash, form.model.code)
    token = await sync_to_thread(
        invitations.open_with, session, found, check, surname=form.model.nom, now=clock.now()
    )
    return await sync_to_thread(_go_on, request, visit, session, form, token)


def _go_on(
    request: AnyRequest,
    visit: Visit,
    session: RequestSession,
    form: Form[forms.CodeForm],
    token: str | None,
) -> Page:
    opened = _opened(session, token)
    if opened is None or token is None:
        form.refuse("code", WRONG)
        return _code_page(visit, session, form, status=422)
    response = redirect("/i/phrase")
    cookies.open_invitation(response, token, lasts=invitations.OPENING)
    if LANGUAGE_COOKIE not in request.cookies:
        cookies.speak(response, opened[1].language)
    session.commit()
    return response


def _opened(session: RequestSession, token: str | None) -> tuple[Invitation, Person] | None:
    if not token:
        return None
    now = clock.now()
    invitation = queries.invitation_opened_with(session, token_hash(token), now=now)
    return (invitation, queries.person_of(session, invitation)) if invitation else None


def _code_page(
    visit: Visit,
    session: RequestSession,
    form: Form[Any],
    **answer: Any,  # noqa: ANN401 (status and wait)
) -> Page:
    territories = all_territories(session)
    return proofs.entrance(
        visit, "people/invitation.html", form=form, territories=territories, **answer
    )


@get("/phrase", opt=OPEN, sync_to_thread=True)
def show_choices(request: AnyRequest, visit: AnyVisit, session: RequestSession) -> Page:
    opened = _opened(session, request.cookies.get(cookies.OPENING_COOKIE))
    if opened is None:
        return redirect("/i", notice="opening-ended")
    person = opened[1]
    known = empty(
        email=person.email or "", telephone=handles.written(person.phone), langue=person.language
    )
    return _choices_page(visit, session, person, known)


@post("/phrase", status_code=200, opt=OPEN)
async def enrol(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    find = partial(_opened, session, request.cookies.get(cookies.OPENING_COOKIE))
    opened = await proofs.count(session, find)
    if opened is None:
        return redirect("/i", notice="opening-ended")
    form = read(forms.EnrolForm, data)
    await forms.judge(form, opened[1])
    if form.model is None:
        return await sync_to_thread(_choices_page, visit, session, opened[1], form)
    hashed = await hashing.off_the_loop(hashing.hashed, form.model.phrase)
    return await sync_to_thread(_enrol, request, session, opened[0], form.model, hashed)


def _enrol(
    request: AnyRequest,
    session: RequestSession,
    invitation: Invitation,
    sent: forms.EnrolForm,
    hashed: str,
) -> Page:
    key = secret_key(request.app.state.settings)
    choices = Choices(hashed, sent.langue, sent.email, sent.telephone)
    person = invitations.enrol(session, invitation, choices, key=key, now=clock.now())
    if person is None:
        return redirect("/i", notice="opening-ended")
    browser = access.browser_of(request, shared=sent.appareil is forms.DeviceUse.SHARED)
    token = devices.sign_in_on(session, person, browser, now=clock.now())
    response = redirect("/", notice="welcome")
    cookies.remember(response, token, person, shared=browser.shared)
    cookies.close_invitation(response)
    session.commit()
    return response


def _choices_page(visit: Visit, session: RequestSession, person: Person, form: Form[Any]) -> Page:
    visit.territory = queries.territory_of(session, person)
    visit.theme_href = theme_href(visit.territory)
    return page(
        visit,
        "people/passphrase.html",
        status=422 if form.errors else 200,
        form=form,
        person=person,
        languages=forms.language_choices(visit.territory.language_codes),
    )


router = Router("/i", route_handlers=[show_invitation, open_invitation, show_choices, enrol])
