"""Appointments as a phone's calendar reads them (iCalendar, RFC 5545).

Calendars are shared in a family and shown on lock screens: an entry says when, and the address;
never why, with whom or at which body.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

from backend.appointments.models import Appointment, Place
from backend.web.language import _

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Mon parcours//Mon parcours//FR"
EVENING = time(18)
LAST_CALL = timedelta(hours=1)
LOOK_AGAIN = timedelta(hours=1)


def file_of(appointment: Appointment, *, zone: ZoneInfo, address: str) -> bytes:
    """One appointment, to open once; a cancelled one takes its former entry away."""
    calendar = empty_calendar("CANCEL" if appointment.is_cancelled else "PUBLISH")
    return _filled(calendar, [appointment], zone, address)


def feed_of(appointments: Sequence[Appointment], *, zone: ZoneInfo, address: str) -> bytes:
    """All of them, for a calendar that comes back to look."""
    calendar = empty_calendar("PUBLISH")
    calendar.add("name", _("My appointments"))
    calendar.add("x-wr-calname", _("My appointments"))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _filled(calendar, appointments, zone, address)


def empty_calendar(method: str) -> Calendar:
    """`method` tells what to do with its entries: PUBLISH or CANCEL (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _filled(
    calendar: Calendar, appointments: Sequence[Appointment], zone: ZoneInfo, address: str
) -> bytes:
    years = [appointment.starts_at.year for appointment in appointments]
    if years:
        calendar.add_component(_zone(zone.key, min(years) - 1, max(years) + 2))
    for appointment in appointments:
        calendar.add_component(entry_of(appointment, zone=zone, address=address))
    return calendar.to_ical()


@lru_cache(maxsize=64)
def _zone(name: str, first_year: int, last_year: int) -> Timezone:
    return Timezone.from_tzid(
        name, first_date=date(first_year, 1, 1), last_date=date(last_year, 1, 1)
    )


def entry_of(appointment: Appointment, *, zone: ZoneInfo, address: str) -> Event:
    """`address` is the app's own: the entry leads back to the card, where all the rest is said."""
    card = f"{address}/rendez-vous/{appointment.id}"
    start = appointment.starts_at.astimezone(zone)
    entry = Event()
    entry.add("uid", appointment.uid)
    entry.add("sequence", appointment.sequence)
    entry.add("dtstamp", appointment.changed_at)
    entry.add("created", appointment.known_at)
    entry.add("last-modified", appointment.changed_at)
    entry.add("dtstart", start)
    entry.add("dtend", appointment.ends_at.astimezone(zone))
    entry.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    entry.add("summary", _("Appointment"))
    entry.add("class", "PRIVATE")
    entry.add("url", card)
    entry.add("description", card)
    if appointment.address and appointment.place is Place.PUBLIC_OFFICE:
        entry.add("location", appointment.address)
    if not appointment.is_cancelled:
        for before in (_since_the_evening(start), LAST_CALL):
            entry.add_component(_alarm(before))
    return entry


def _since_the_evening(start: datetime) -> timedelta:
    """Elapsed time, not the difference of two clocks: an hour may be lost in the night."""
    evening = datetime.combine(start.date() - timedelta(days=1), EVENING, tzinfo=start.tzinfo)
    return start.astimezone(UTC) - evening.astimezone(UTC)


def _alarm(before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", _("Appointment"))
    return alarm
