"""What happens to her requests for solutions, told once; the subject is an entry of the thread."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, ScalarSelect, literal
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, select

from backend.referrals.models import Referral, ReferralEntry, Writer
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.reminders.topics.referral_rules import LASTS, LULL, NEWS, reminders_of
from backend.reminders.topics.topic import Band, Topic

NIGHT = timedelta(hours=12)  # how long it may have waited for the morning


def _is_followed() -> ColumnElement[bool]:
    later = aliased(ReferralEntry)
    return exists().where(
        col(later.referral_id) == ReferralEntry.referral_id, col(later.id) > ReferralEntry.id
    )


def _referral_status() -> ScalarSelect[str]:
    return (
        select(Referral.status)
        .where(col(Referral.id) == ReferralEntry.referral_id)
        .correlate(ReferralEntry)
        .scalar_subquery()
    )


def _bands(now: datetime) -> list[Band]:
    return [
        Band(
            kind=Kind.REFERRAL,
            moment=col(ReferralEntry.happened_at),
            earliest=now - LULL - NIGHT - LASTS,
            latest=now - LULL,
            occasion=literal(""),
            only=(col(ReferralEntry.move).in_(NEWS), ~_is_followed()),
        )
    ]


def _reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    return reminders_of(row, zone, silenced=silenced)


def _path(row: Row[Any], occasion: str) -> str:
    del occasion  # one page, whatever happened
    return f"/solutions/demandes/{row.referral_id}"


def _happens_at(row: Row[Any], zone: ZoneInfo) -> None:
    del row, zone  # the words say no day: others read the screen


REFERRALS = Topic(
    subject=Subject.REFERRAL,
    table=ReferralEntry,
    columns=(
        col(ReferralEntry.referral_id),
        col(ReferralEntry.move),
        col(ReferralEntry.writer),
        col(ReferralEntry.happened_at),
        _referral_status().label("referral_status"),
        _is_followed().label("is_followed"),
    ),
    still=(col(ReferralEntry.writer) != Writer.PERSON,),
    bands=_bands,
    reminders=_reminders,
    path=_path,
    happens_at=_happens_at,
)
