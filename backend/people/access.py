"""Who is asking. A handler that takes `person` or `adviser` is closed to everybody else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from sqlmodel import Session

from backend import clock
from backend.database import READ_ONLY_METHODS, RequestSession, writing
from backend.people import queries
from backend.people.models import Adviser, Device, Person
from backend.territories.models import Territory
from backend.territories.themes import theme_href
from backend.web import visit as anonymous
from backend.web.errors import NotSignedIn
from backend.web.security import token_hash
from backend.web.visit import AnyRequest

SESSION_COOKIE = "__Host-session"
PERSONAL_DAYS = timedelta(days=30)  # her own phone: as long as she comes back within it
SHARED_IDLE = timedelta(minutes=15)
ADVISER_IDLE = timedelta(minutes=30)
ADVISER_LONGEST = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)  # a visit is noted at most that often


@dataclass(kw_only=True)
class Visit(anonymous.Visit):
    person: Person | None = None
    adviser: Adviser | None = None
    territory: Territory | None = None
    device: Device | None = None


AnyVisit = NamedDependency[Visit]
SignedInPerson = NamedDependency[Person]
SignedInAdviser = NamedDependency[Adviser]


def provide_visit(request: AnyRequest, session: RequestSession) -> Visit:
    """The visit with whoever the session cookie stands for; nobody when it has ended."""
    visit = Visit(**vars(anonymous.of_request(request)))
    token = request.cookies.get(SESSION_COOKIE)
    known = queries.signed_in_with(session, token_hash(token)) if token else None
    now = clock.now()
    if known is None or now >= ends_at(known.device):
        return visit
    _recognise(visit, known)
    if now - known.device.last_seen_at >= SEEN_EVERY:
        _note_seen(request, session, known.device, now)
    return visit


def _recognise(visit: Visit, known: queries.SignedIn) -> None:
    who = known.person or known.adviser
    if who is None:
        return
    visit.person, visit.adviser = known.person, known.adviser
    visit.territory, visit.device = known.territory, known.device
    visit.signed_in, visit.is_adviser = True, known.adviser is not None
    visit.language, visit.languages = who.language, known.territory.language_codes
    visit.zone = known.territory.zone
    visit.theme_href = theme_href(known.territory)


def _note_seen(request: AnyRequest, session: Session, device: Device, now: datetime) -> None:
    """The one thing a GET may write: that this device was used, in a transaction of its own."""
    if request.method in READ_ONLY_METHODS:
        with writing(request.app.state.engine) as own:
            queries.note_seen(own, device, now)
    else:
        queries.note_seen(session, device, now)


def ends_at(device: Device) -> datetime:
    """When this sign-in stops by itself, if nothing more is done on the device."""
    if device.adviser_id is not None:
        return min(device.last_seen_at + ADVISER_IDLE, device.created_at + ADVISER_LONGEST)
    return device.last_seen_at + (SHARED_IDLE if device.shared else PERSONAL_DAYS)


def provide_person(visit: AnyVisit) -> Person:
    if visit.person is None:
        raise NotSignedIn
    return visit.person


def provide_adviser(visit: AnyVisit) -> Adviser:
    if visit.adviser is None:
        raise NotSignedIn
    return visit.adviser


def session_cookie(token: str, *, shared: bool) -> Cookie:
    """On a shared phone it goes with the browser's window; else it lasts as the sign-in may."""
    return Cookie(
        SESSION_COOKIE,
        token,
        max_age=None if shared else int(PERSONAL_DAYS.total_seconds()),
        secure=True,
        httponly=True,
        samesite="lax",
    )


def no_session_cookie() -> Cookie:
    return Cookie(SESSION_COOKIE, "", max_age=0, secure=True, httponly=True, samesite="lax")
