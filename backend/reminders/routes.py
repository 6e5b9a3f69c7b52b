"""The reminders she wants, the devices that receive them, and a test."""

import asyncio
from typing import Any

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.exceptions import ClientException, NotFoundException, PermissionDeniedException
from litestar.params import FromPath, JSONBody, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.messaging import actions as messaging
from backend.messaging import queries
from backend.messaging.actions import NotOnASharedDevice, Seat
from backend.messaging.endpoints import EndpointRefused, check_browser
from backend.messaging.keys import vapid_keys
from backend.messaging.push import Browser
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.people.devices import label_of
from backend.people.models import Person
from backend.reminders import trials
from backend.reminders.actions import ways_of
from backend.reminders.forms import (
    LABELS,
    NAMES,
    ChoicesForm,
    Renewal,
    SentSubscription,
    choices_of,
)
from backend.settings import Settings
from backend.web.forms import Form, read
from backend.web.pages import Page, page, redirect
from backend.web.visit import AnyRequest

HERE = "/reglages/rappels"
NOTHING = 204


@get("/", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, person: SignedInPerson, state: State) -> Page:
    preference = queries.preference_of(session, person)
    form = choices_of(preference, ways_of(person, state.settings))
    return _page(visit, session, person, state.settings, form)


def _page(
    visit: Visit, session: RequestSession, person: Person, settings: Settings, form: Form[Any]
) -> Page:
    return page(
        visit,
        "reminders/index.html",
        status=422 if form.refusals else 200,
        form=form,
        person=person,
        browsers=queries.browsers_of(session, person),
        kinds=[(NAMES[kind], label) for kind, label in LABELS.items()],
        ways=[way.value for way in ways_of(person, settings)],
        key=vapid_keys(settings).public,
    )


@post("/", status_code=200, sync_to_thread=True)
def choose(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    state: State,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = read(ChoicesForm, data)
    if form.model is None:
        return _page(visit, session, person, state.settings, form)
    messaging.choose(session, person, fallback=form.model.channel, silenced=form.model.silenced)
    return redirect(HERE, notice="reminders-saved")


@post("/navigateurs/{browser_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(session: RequestSession, person: SignedInPerson, browser_id: FromPath[int]) -> Page:
    held = [each for each in queries.browsers_of(session, person) if each.id == browser_id]
    if not held:
        raise NotFoundException
    messaging.forget(session, held)
    return redirect(HERE, notice="browser-removed")


@post("/essai", status_code=200, sync_to_thread=True)
def try_out(session: RequestSession, person: SignedInPerson, state: State) -> Page:
    now = clock.now()
    browsers = trials.begin(session, person, settings=state.settings, now=now)
    session.commit()  # the network may be slow: nobody waits for this transaction
    answers = asyncio.run(trials.send(browsers, settings=state.settings, language=person.language))
    if trials.note(session, answers, now=now):
        return redirect(HERE, notice="test-sent")
    return redirect(f"{HERE}#aide", notice="test-failed")


@post("/navigateurs", status_code=NOTHING, sync_to_thread=True)
def subscribe(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    data: JSONBody[SentSubscription],
) -> None:
    browser = _checked(data, request.app.state.settings)
    label = visit.device.label if visit.device else label_of(request.headers.get("user-agent", ""))
    try:
        messaging.subscribe(session, person, browser, Seat(visit.device, label), now=clock.now())
    except NotOnASharedDevice:
        raise PermissionDeniedException("shared device") from None


@post("/navigateurs/retrait", status_code=NOTHING, sync_to_thread=True)
def unsubscribe(
    session: RequestSession, person: SignedInPerson, data: JSONBody[SentSubscription]
) -> None:
    held = queries.browser_at(session, data.endpoint)
    if held is not None and held.person_id == person.id:
        messaging.forget(session, [held])


@post(
    "/navigateurs/renouvellement",
    status_code=NOTHING,
    opt={"open": True, "exclude_from_csrf": True},
    sync_to_thread=True,
)
def renew(
    visit: AnyVisit, session: RequestSession, state: State, data: JSONBody[Renewal]
) -> Response[None]:
    """From the service worker, which may be signed out: only that browser knows its own address."""
    browser = _checked(data.subscription, state.settings)
    if data.old_endpoint is not None:
        known = messaging.follow(session, data.old_endpoint, browser)
    elif visit.person is not None:
        known = messaging.sit_down(session, visit.person, browser.endpoint, visit.device)
    else:
        known = queries.browser_at(session, browser.endpoint) is not None
    return Response(None, status_code=NOTHING if known else 404)


def _checked(sent: SentSubscription, settings: Settings) -> Browser:
    try:
        check_browser(sent.endpoint, sent.keys.p256dh, sent.keys.auth, settings.push_allowed_hosts)
    except EndpointRefused as refusal:
        raise ClientException(f"subscription {refusal}") from None
    return sent.browser


router = Router(HERE, route_handlers=[show, choose, remove, try_out, subscribe, unsubscribe, renew])
