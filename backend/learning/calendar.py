"""A joint session as an agenda reads it (iCalendar, RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Event

from backend.appointments.calendar import MEDIA_TYPE, empty_calendar
from backend.learning.models import JointSession
from backend.territories.models import Territory

__all__ = ["MEDIA_TYPE", "file_of"]


def file_of(joint: JointSession, territory: Territory, *, address: str) -> bytes:
    """Opened again after a change it replaces its entry; once cancelled it takes it away."""
    calendar = empty_calendar("CANCEL" if joint.cancelled_at else "PUBLISH")
    calendar.add_component(_entry_of(joint, territory, address))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry_of(joint: JointSession, territory: Territory, address: str) -> Event:
    page = f"{address}/pro/ensemble/sessions/{joint.id}"
    start = joint.starts_at.astimezone(territory.zone)
    changed_at = max(joint.written_at, joint.cancelled_at or joint.written_at)
    entry = Event()
    entry.add("uid", f"joint-session-{joint.id}@{urlsplit(address).hostname}")
    entry.add("sequence", int(changed_at.timestamp()) // 60)  # rises with each change
    entry.add("dtstamp", changed_at)
    entry.add("dtstart", start)
    entry.add("dtend", start + timedelta(minutes=joint.duration_minutes))
    entry.add("status", "CANCELLED" if joint.cancelled_at else "CONFIRMED")
    entry.add("summary", joint.title)
    entry.add("location", joint.place)
    entry.add("url", page)
    entry.add("description", "\n\n".join(filter(None, [joint.words, page])))
    return entry
