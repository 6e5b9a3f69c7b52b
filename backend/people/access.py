"""Who is asking. A handler that takes `person`, `adviser` or `somebody` is closed to others."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from sqlmodel import Session

from backend import clock
from backend.database import READ_ONLY_METHODS, RequestSession, writing
from backend.people import queries, rate
from backend.people.cookies import SESSION_COOKIE
from backend.people.devices import Browser, label_of
from backend.people.models import Adviser, Device, Person
from backend.territories.models import Territory
from backend.territories.themes import theme_href
from backend.web import visit as anonymous
from backend.web.errors import NotSignedIn
from backend.web.rows import row_or_404
from backend.web.security import token_hash
from backend.web.visit import AnyRequest

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
FollowedPerson = NamedDependency[Person]
SignedInSomebody = NamedDependency[SkipValidation[Person | Adviser]]  # either, for what both may do


def provide_visit(request: AnyRequest, session: RequestSession) -> Visit:
    """The visit with whoever the session cookie stands for; nobody when it has ended."""
    visit = Visit(**vars(anonymous.of_request(request)))
    token = request.cookies.get(SESSION_COOKIE)
    known = queries.signed_in_with(session, token_hash(token)) if token else None
    now = clock.now()
    if known is None or now >= ends_at(known.device) or _has_left(known, now):
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


def _has_left(known: queries.SignedIn, now: datetime) -> bool:
    return known.adviser is not None and known.adviser.has_left(now.date())


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


def provide_somebody(visit: AnyVisit) -> Person | Adviser:
    who = visit.person or visit.adviser
    if who is None:
        raise NotSignedIn
    return who


def provide_followed(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, person_id: FromPath[int]
) -> Person:
    """A person this adviser accompanies."""
    return row_or_404(
        person_id, lambda: queries.followed_by(session, adviser, person_id, today=today_of(visit))
    )


def today_of(visit: anonymous.Visit) -> date:
    """The day it is for whoever is here."""
    return clock.now().astimezone(visit.zone).date()


def browser_of(request: AnyRequest, *, shared: bool) -> Browser:
    token = request.cookies.get(SESSION_COOKIE)
    label = label_of(request.headers.get("user-agent", ""))
    return Browser(label, shared, token_hash(token) if token else None)


def address_of(request: AnyRequest) -> str:
    return rate.address_of(
        request.client.host if request.client else "",
        ",".join(request.headers.getall("x-forwarded-for", [])),
        trusted_proxies=request.app.state.settings.trusted_proxies,
    )
