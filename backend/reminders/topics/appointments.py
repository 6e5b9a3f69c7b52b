"""Appointments: told when they are made or moved, recalled before they begin."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, literal
from sqlmodel import col

from backend.appointments.models import Appointment, Source, Status
from backend.reminders.instants import seconds
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.reminders.topics.appointment_rules import reminders_of
from backend.reminders.topics.topic import Band, Topic

NIGHT = timedelta(hours=12)  # how long the news may have waited for the morning
NEWS = timedelta(hours=48) + NIGHT


def bands(now: datetime) -> list[Band]:
    """Wide enough for every zone's hours and clock changes; the rules decide the rest."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    start, known, moved = (
        col(Appointment.starts_at),
        col(Appointment.known_at),
        col(Appointment.moved_at),
    )
    ahead = (start > now,)
    told = (*ahead, col(Appointment.source) != Source.PERSON, moved.is_(None))

    def band(kind: Kind, first: timedelta, last: timedelta) -> Band:
        recalled = seconds(start)
        return Band(
            kind=kind,
            moment=start,
            earliest=now + first,
            latest=now + last,
            occasion=recalled,
            only=ahead,
        )

    return [
        Band(
            kind=Kind.CONFIRMATION,
            moment=known,
            earliest=now - NEWS,
            latest=now,
            occasion=literal(""),
            only=told,
        ),
        Band(
            kind=Kind.MOVED,
            moment=moved,
            earliest=now - NEWS,
            latest=now,
            occasion=seconds(moved),
            only=ahead,
        ),
        band(Kind.WEEK_BEFORE, 5 * day, 7 * day + 15 * hour),
        band(Kind.TWO_DAYS_BEFORE, 0 * day, 2 * day + 15 * hour),
        band(Kind.DAY, 0 * day, 17 * hour),
    ]


def _reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    return reminders_of(row, zone, silenced=silenced)


def _ended(row: Row[Any]) -> str | None:
    return None if row.status is Status.UNKNOWN else f"appointment {row.status}"


def _path(row: Row[Any], occasion: str) -> str:
    del occasion  # one card, whatever the reminder
    return f"/rendez-vous/{row.subject_id}"


def _happens_at(row: Row[Any], zone: ZoneInfo) -> datetime:
    del zone
    return row.starts_at


APPOINTMENTS = Topic(
    subject=Subject.APPOINTMENT,
    table=Appointment,
    columns=(
        col(Appointment.status),
        col(Appointment.source),
        col(Appointment.starts_at),
        col(Appointment.known_at),
        col(Appointment.changed_at),
        col(Appointment.moved_at),
    ),
    still=(col(Appointment.status) == Status.UNKNOWN,),
    bands=bands,
    reminders=_reminders,
    path=_path,
    happens_at=_happens_at,
    ended=_ended,
    removed_at=col(Appointment.removed_at),
)
