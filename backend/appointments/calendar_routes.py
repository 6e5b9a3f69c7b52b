"""Appointments in her phone's own calendar: a file to open, or an address that stays up to date."""

from hashlib import sha256

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend import clock
from backend.appointments import actions, calendar, queries
from backend.appointments.access import OwnAppointment, provide_own
from backend.appointments.models import CalendarFeed
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson
from backend.web.language import speaking
from backend.web.pages import Page, page, redirect
from backend.web.security import secret_key, token_hash

CalendarRequest = Request[None, None, State]
PRIVATE = "private, no-store"


@get("/rendez-vous/{appointment_id:int}/agenda.ics", sync_to_thread=True)
def file(request: CalendarRequest, visit: AnyVisit, own: OwnAppointment) -> Response[bytes]:
    address = request.app.state.settings.public_url
    with speaking(visit.language):
        body = calendar.file_of(own, zone=visit.zone, address=address)
    return Response(body, media_type=calendar.MEDIA_TYPE, headers={"Cache-Control": PRIVATE})


@get("/agenda/{token:str}", opt={"open": True}, sync_to_thread=True)
def feed(
    request: CalendarRequest, session: RequestSession, token: FromPath[str]
) -> Response[bytes]:
    """`….ics`: who has this address reads when she has appointments, and nothing else of her."""
    owner = None
    if token.endswith(".ics"):
        owner = queries.owner_of_feed(session, token_hash(token.removesuffix(".ics")))
    if owner is None:
        raise NotFoundException
    person, territory = owner
    appointments = queries.in_feed(session, person, now=clock.now())
    with speaking(person.language):
        body = calendar.feed_of(
            appointments, zone=territory.zone, address=request.app.state.settings.public_url
        )
    headers = {"Cache-Control": PRIVATE, "ETag": f'"{sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type=calendar.MEDIA_TYPE, headers=headers)


@get("/reglages/agenda", sync_to_thread=True)
def settings(
    request: CalendarRequest, visit: AnyVisit, session: RequestSession, person: SignedInPerson
) -> Page:
    address = _address_of(request, queries.feed_of(session, person))
    return page(visit, "appointments/calendar.html", address=address)


def _address_of(request: CalendarRequest, feed: CalendarFeed | None) -> str | None:
    """None when there is none, or when the installation's key has changed since."""
    if feed is None:
        return None
    installation = request.app.state.settings
    token = actions.feed_token(secret_key(installation), feed.salt)
    if token_hash(token) != feed.token_hash:
        return None
    return f"{installation.public_url}/agenda/{token}.ics"


@post("/reglages/agenda", status_code=200, sync_to_thread=True)
def open_feed(request: CalendarRequest, session: RequestSession, person: SignedInPerson) -> Page:
    key = secret_key(request.app.state.settings)
    actions.open_feed(session, person, key, now=clock.now())
    return redirect("/reglages/agenda", notice="feed-made")


@post("/reglages/agenda/suppression", status_code=200, sync_to_thread=True)
def close_feed(session: RequestSession, person: SignedInPerson) -> Page:
    actions.close_feed(session, person)
    return redirect("/reglages/agenda", notice="feed-revoked")


router = Router(
    "/",
    route_handlers=[file, feed, settings, open_feed, close_feed],
    dependencies={"own": Provide(provide_own, sync_to_thread=True)},
)
