"""What she agrees to: a browser more, a browser less, her choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, or_

from backend.messaging import queries
from backend.messaging.models import FallbackChannel, Letter, Subscription
from backend.messaging.push import Browser
from backend.people.models import Device, Person

MOST_BROWSERS = 10  # a person's; the one reached longest ago gives way
LETTERS_KEPT = timedelta(days=90)


class NotOnASharedDevice(Exception):
    """Others would see her reminders."""


@dataclass(frozen=True)
class Seat:
    """Where she sits: the device she is signed in with and what to call it."""

    device: Device | None
    label: str


def subscribe(
    session: Session, person: Person, browser: Browser, seat: Seat, *, now: datetime
) -> None:
    """A browser belongs to whoever signed in there last."""
    if seat.device is not None and seat.device.shared:
        raise NotOnASharedDevice
    values = {
        "person_id": person.id,
        "device_id": seat.device.id if seat.device else None,
        "p256dh": browser.p256dh,
        "auth": browser.auth,
        "label": seat.label,
    }
    row = insert(Subscription).values(endpoint=browser.endpoint, created_at=now, **values)
    session.connection().execute(
        row.on_conflict_do_update(index_elements=[col(Subscription.endpoint)], set_=values)
    )
    _keep_the_latest(session, person, newest=browser.endpoint)


def _keep_the_latest(session: Session, person: Person, *, newest: str) -> None:
    browsers = queries.browsers_of(session, person)
    by_use = sorted(
        browsers,
        key=lambda held: (held.endpoint == newest, held.reached_at or held.created_at, held.id),
        reverse=True,
    )
    forget(session, by_use[MOST_BROWSERS:])


def follow(session: Session, old_endpoint: str, browser: Browser) -> bool:
    """The browser has changed its address by itself; False when the old one is unknown."""
    held = queries.browser_at(session, old_endpoint)
    if held is None:
        return False
    if held.endpoint != browser.endpoint and queries.browser_at(session, browser.endpoint):
        forget(session, [held])  # it has already been told to us under its new address
        return True
    held.endpoint, held.p256dh, held.auth = browser.endpoint, browser.p256dh, browser.auth
    session.add(held)
    return True


def sit_down(session: Session, person: Person, endpoint: str, device: Device | None) -> bool:
    """Notes with which device she uses it now; False when the browser is not hers."""
    held = queries.browser_at(session, endpoint)
    if held is None or held.person_id != person.id:
        return False
    if device is not None:
        held.device_id = device.id
        session.add(held)
    return True


def forget(session: Session, browsers: Iterable[Subscription]) -> None:
    ids = [browser.id for browser in browsers]
    if ids:
        session.exec(delete(Subscription).where(col(Subscription.id).in_(ids)))


def choose(
    session: Session, person: Person, *, fallback: FallbackChannel, silenced: Iterable[str]
) -> None:
    preference = queries.preference_of(session, person)
    preference.fallback = fallback
    preference.silenced = ",".join(silenced)
    session.add(preference)


def forget_old_letters(session: Session, *, now: datetime) -> None:
    limit = now - LETTERS_KEPT
    over = or_(col(Letter.sent_at) <= limit, col(Letter.failed_at) <= limit)
    session.exec(delete(Letter).where(over))
