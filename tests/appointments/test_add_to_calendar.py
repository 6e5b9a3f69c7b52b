"""One appointment as a file, and how its entry follows what happens to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlmodel import Session

from backend.appointments import actions, calendar
from backend.appointments.models import Appointment, Place, Status
from backend.web.language import speaking
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast
from tests.conftest import NOON, SignIn

PARIS, CAYENNE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")
ADDRESS = "https://parcours.test"


def file_of(appointment: Appointment, zone: ZoneInfo = PARIS) -> Any:
    with speaking("en"):
        return Calendar.from_ical(calendar.file_of(appointment, zone=zone, address=ADDRESS))


def entry_of(appointment: Appointment, zone: ZoneInfo = PARIS) -> Any:
    (entry,) = file_of(appointment, zone).events
    return entry


def test_the_file_comes_from_the_card(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina)
    amina = signed_in(cast.amina)

    response = amina.client.get(f"/rendez-vous/{row.id}/agenda.ics")

    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"
    (entry,) = Calendar.from_ical(response.content).events
    assert entry["uid"] == row.uid


def test_lines_end_and_fold_as_rfc_5545_asks(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, address="Résidence « Les Œillets », bâtiment É, " * 5)

    body = calendar.file_of(row, zone=PARIS, address=ADDRESS)

    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert entry_of(row)["location"] == row.address


def test_the_entry_says_when_in_her_zone(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, duration_minutes=45)

    for zone, hour in ((PARIS, 14), (CAYENNE, 10)):
        entry = entry_of(row, zone)
        assert entry["dtstart"].params["TZID"] == zone.key
        assert entry["dtstart"].dt.replace(tzinfo=None) == datetime(2026, 3, 10, hour, 30)  # noqa: DTZ001
        assert entry.start.astimezone(UTC) == TUESDAY
        assert entry.end - entry.start == timedelta(minutes=45)


@pytest.mark.parametrize("zone", [PARIS, CAYENNE])
def test_the_file_brings_its_own_time_zone(session: Session, cast: Cast, zone: ZoneInfo) -> None:
    (brought,) = file_of(given(session, cast.amina), zone).timezones

    own = brought.to_tz(lookup_tzid=False)
    for moment in (datetime(2026, 3, 28, 12), datetime(2026, 3, 30, 12), datetime(2026, 12, 1)):  # noqa: DTZ001
        assert moment.replace(tzinfo=own).utcoffset() == moment.replace(tzinfo=zone).utcoffset()
    assert brought["tzid"] == zone.key


def test_the_entry_tells_a_family_nothing(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, title="Signature du contrat RSA")

    body = calendar.file_of(row, zone=PARIS, address=ADDRESS).decode()

    for words in ("Signature", "RSA", "Claire", "Bonnet", "référente", "Maison", "Amina"):
        assert words not in body
    entry = entry_of(row)
    assert entry["summary"] == "Appointment"
    assert entry["location"] == row.address
    assert entry["class"] == "PRIVATE"
    assert entry["url"] == f"{ADDRESS}/rendez-vous/{row.id}"


@pytest.mark.parametrize("place", [Place.PHONE, Place.HOME, Place.VIDEO])
def test_no_address_is_given_where_she_does_not_travel(
    session: Session, cast: Cast, place: Place
) -> None:
    assert "location" not in entry_of(given(session, cast.amina, place=place))


def test_it_rings_the_evening_before_and_an_hour_before(session: Session, cast: Cast) -> None:
    entry = entry_of(given(session, cast.amina))

    rings = [entry.start + alarm["trigger"].dt for alarm in entry.walk("VALARM")]
    assert rings == [
        datetime(2026, 3, 9, 18, tzinfo=PARIS),
        datetime(2026, 3, 10, 13, 30, tzinfo=PARIS),
    ]


def test_the_evening_before_is_at_six_even_when_the_night_loses_an_hour(
    session: Session, cast: Cast
) -> None:
    entry = entry_of(given(session, cast.amina, datetime(2026, 3, 29, 7, tzinfo=UTC)))  # 9 h

    evening = entry.walk("VALARM")[0]["trigger"].dt
    assert evening == -timedelta(hours=14)  # 18 h to 9 h, less the hour that is skipped


def test_the_sequence_rises_when_what_it_shows_changes_and_only_then(
    session: Session, cast: Cast
) -> None:
    row = given(session, cast.amina)
    first = entry_of(row)

    row.revise(NOON, bring="CV", who_name="Inès Moreau")
    assert entry_of(row)["sequence"] == first["sequence"] == 0
    row.revise(NOON, starts_at=TUESDAY + timedelta(days=1))
    moved = entry_of(row)

    assert (moved["sequence"], moved["uid"]) == (1, first["uid"])
    assert moved["last-modified"].dt == moved["dtstamp"].dt == NOON


def test_a_cancelled_one_takes_its_entry_away(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina)

    actions.cancel(row, Status.REVOKED, now=NOON)

    file = file_of(row)
    assert file["method"] == "CANCEL"
    (entry,) = file.events
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)
    assert not entry.walk("VALARM")


def test_an_appointment_to_come_is_published(session: Session, cast: Cast) -> None:
    file = file_of(given(session, cast.amina))

    assert file["method"] == "PUBLISH"
    assert file.events[0]["status"] == "CONFIRMED"
    assert date(2026, 3, 10) == file.events[0].start.date()
