"""The browsers somebody is signed in with. Ending one ends its reminders too (a cascade)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlmodel import Session, and_, col, delete, or_

from backend.people import queries
from backend.people.models import Adviser, Device, Person
from backend.web.security import token_hash

BROWSERS = (  # the first that is found: Chrome's name is in nearly all of them
    ("Firefox", "firefox|fxios"),
    ("Edge", "edg(?:e|a|ios)?/"),
    ("Samsung Internet", "samsungbrowser"),
    ("Opera", "opr/|opera|opios"),
    ("Chrome", "chrome|chromium|crios"),
    ("Safari", "safari"),
)
SYSTEMS = (
    ("Android", "android"),
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Windows", "windows"),
    ("Mac", "mac os|macintosh"),
    ("Linux", "linux|cros"),
)
FORGOTTEN_AFTER = timedelta(days=400)  # her own phone still receives reminders once signed out


@dataclass(frozen=True)
class Browser:
    """The one that signs in now."""

    label: str
    shared: bool
    old_token_hash: str | None = None  # of the cookie it came with


def sign_in_on(session: Session, who: Person | Adviser, browser: Browser, *, now: datetime) -> str:
    """A new token, always; whoever was signed in there before no longer is."""
    old = queries.device_with(session, browser.old_token_hash) if browser.old_token_hash else None
    if old is not None and _stays_hers(old, who, browser):
        return renew(session, old, now=now)  # the same row, so that her reminders go on
    if old is not None:
        end(session, old)
    return open_device(session, who, label=browser.label, shared=browser.shared, now=now)


def _stays_hers(old: Device, who: Person | Adviser, browser: Browser) -> bool:
    holder = old.person_id if isinstance(who, Person) else old.adviser_id
    return holder == who.id and not old.shared and not browser.shared


def open_device(
    session: Session, who: Person | Adviser, *, label: str, shared: bool, now: datetime
) -> str:
    """Signs a browser in; returns the token of its cookie, which is kept nowhere else."""
    token = token_urlsafe(32)
    is_person = isinstance(who, Person)
    session.add(
        Device(
            person_id=who.id if is_person else None,
            adviser_id=None if is_person else who.id,
            token_hash=token_hash(token),
            label=label,
            shared=shared,
            created_at=now,
            last_seen_at=now,
        )
    )
    session.flush()
    return token


def renew(session: Session, device: Device, *, now: datetime) -> str:
    token = token_urlsafe(32)
    device.token_hash = token_hash(token)
    device.created_at = device.last_seen_at = now
    session.add(device)
    session.flush()
    return token


def end(session: Session, device: Device) -> None:
    session.exec(delete(Device).where(col(Device.id) == device.id))


def end_all(session: Session, who: Person | Adviser, *, but: Device | None = None) -> None:
    kept = but.id if but else None
    session.exec(
        delete(Device).where(queries.held_by(Device, who), col(Device.id).is_distinct_from(kept))
    )


def forget_ended(session: Session, *, now: datetime) -> None:
    """Deletes the sign-ins that are over; the worker does it from time to time."""
    session.exec(
        delete(Device).where(
            or_(
                and_(
                    or_(col(Device.shared), col(Device.adviser_id).is_not(None)),
                    col(Device.last_seen_at) < now - timedelta(days=1),
                ),
                col(Device.last_seen_at) < now - FORGOTTEN_AFTER,
            )
        )
    )


def label_of(user_agent: str) -> str:
    """« Chrome, Android »: in proper names, so the same in every language; "" when unknown."""
    names = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(name for name in names if name)


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    text = user_agent[:500].lower()
    return next((name for name, pattern in names if re.search(pattern, text)), None)
