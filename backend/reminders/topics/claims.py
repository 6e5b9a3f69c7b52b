"""What happens to her claims, told once; the subject is an entry of the thread."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, ScalarSelect, String, cast, literal
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, select

from backend.claims.models import Claim, ClaimEntry, ClaimReading
from backend.claims.states import NEWS, Move, Status, Writer
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.reminders.topics.claim_rules import LASTS, LIMIT, LULL, reminders_of
from backend.reminders.topics.planned_rules import planned_between
from backend.reminders.topics.topic import Band, Topic

NIGHT = timedelta(hours=12)  # how long it may have waited for the morning


def _is_read() -> ColumnElement[bool]:
    return exists().where(
        col(ClaimReading.claim_id) == ClaimEntry.claim_id,
        col(ClaimReading.entry_id) >= ClaimEntry.id,
    )


def _is_followed(moves: Collection[Move]) -> ColumnElement[bool]:
    """By another thing told to her, of one of these moves."""
    later = aliased(ClaimEntry)
    return exists().where(
        col(later.claim_id) == ClaimEntry.claim_id,
        col(later.id) > ClaimEntry.id,
        col(later.writer) != Writer.PERSON,
        col(later.move).in_(moves),
    )


def _claim_status() -> ScalarSelect[str]:
    return (
        select(Claim.status)
        .where(col(Claim.id) == ClaimEntry.claim_id)
        .correlate(ClaimEntry)
        .scalar_subquery()
    )


def _bands(now: datetime) -> list[Band]:
    return [_news(Writer.ADVISER, now), _news(Writer.CLOCK, now), _limits(now)]


def _news(writer: Writer, now: datetime) -> Band:
    """One writer at a time: each is a stretch of the index of writers and moments."""
    return Band(
        kind=Kind.CLAIM,
        moment=col(ClaimEntry.happened_at),
        earliest=now - LULL - NIGHT - LASTS,
        latest=now - LULL,
        occasion=literal(""),
        only=(
            col(ClaimEntry.writer) == writer,
            col(ClaimEntry.move).in_(NEWS),
            ~_is_followed(NEWS),
            ~_is_read(),
        ),
    )


def _limits(now: datetime) -> Band:
    until = col(ClaimEntry.until)
    earliest, latest = planned_between(LIMIT, now)
    return Band(
        kind=Kind.CLAIM_LIMIT,
        moment=until,
        earliest=earliest,
        latest=latest,
        occasion=cast(until, String),  # 2026-03-24 in both databases, as isoformat()
        only=(
            col(ClaimEntry.move) == Move.ASK_MISSING,
            ~_is_followed({Move.ASK_MISSING}),
            _claim_status() == Status.INCOMPLETE,
        ),
    )


def _reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    return reminders_of(row, zone, silenced=silenced)


def _path(row: Row[Any], occasion: str) -> str:
    del occasion  # one page, whatever happened
    return f"/droits/demandes/{row.claim_id}"


def _happens_at(row: Row[Any], zone: ZoneInfo) -> None:
    del row, zone  # the words say no day: others read the screen


CLAIMS = Topic(
    subject=Subject.CLAIM,
    table=ClaimEntry,
    columns=(
        col(ClaimEntry.claim_id),
        col(ClaimEntry.move),
        col(ClaimEntry.writer),
        col(ClaimEntry.happened_at),
        col(ClaimEntry.until),
        _claim_status().label("claim_status"),
        _is_read().label("is_read"),
        _is_followed(NEWS).label("is_followed"),
        _is_followed({Move.ASK_MISSING}).label("is_asked_again"),
    ),
    still=(col(ClaimEntry.writer) != Writer.PERSON,),
    bands=_bands,
    reminders=_reminders,
    path=_path,
    happens_at=_happens_at,
)
