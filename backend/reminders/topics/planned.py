"""Steps and points de situation that are planned on a day."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, String, cast
from sqlmodel import col

from backend.people.recorded import Origin
from backend.reminders.models import Subject
from backend.reminders.rules import MORNING, Reminder, at
from backend.reminders.topics.planned_rules import (
    REVIEW,
    STEP,
    Recall,
    planned_between,
    reminders_of,
)
from backend.reminders.topics.topic import Band, Topic
from backend.reviews.models import Review
from backend.steps.models import Status, Step

PREPARATION = "/parcours/points/preparation"


def _band(recall: Recall, planned_on: Any, now: datetime) -> list[Band]:  # noqa: ANN401 (a column)
    earliest, latest = planned_between(recall, now)
    return [
        Band(
            kind=recall.kind,
            moment=planned_on,
            earliest=earliest,
            latest=latest,
            occasion=cast(planned_on, String),  # 2026-03-24 in both databases, as isoformat()
        )
    ]


def _happens_at(row: Row[Any], zone: ZoneInfo) -> datetime:
    return at(row.planned_on, MORNING, zone)


def _step_bands(now: datetime) -> list[Band]:
    return _band(STEP, col(Step.planned_on), now)


def _step_reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    if row.status is not Status.PLANNED or row.removed_at is not None:
        return []
    is_hers = row.origin is Origin.HERSELF  # her own change is no news to her
    learned_at = row.changed_at if is_hers else row.created_at
    return reminders_of(row.planned_on, STEP, zone, learned_at=learned_at, silenced=silenced)


def _step_path(row: Row[Any], occasion: str) -> str:
    del occasion
    return f"/parcours/etapes/{row.subject_id}"


STEPS = Topic(
    subject=Subject.STEP,
    table=Step,
    columns=(
        col(Step.status),
        col(Step.origin),
        col(Step.planned_on),
        col(Step.created_at),
        col(Step.changed_at),
        col(Step.removed_at),
    ),
    still=(col(Step.status) == Status.PLANNED, col(Step.removed_at).is_(None)),
    bands=_step_bands,
    reminders=_step_reminders,
    path=_step_path,
    happens_at=_happens_at,
    removed_at=col(Step.removed_at),
)


def _review_bands(now: datetime) -> list[Band]:
    return _band(REVIEW, col(Review.planned_on), now)


def _review_reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    if row.held_on is not None or row.cancelled_at is not None:
        return []
    learned_at = row.created_at
    return reminders_of(row.planned_on, REVIEW, zone, learned_at=learned_at, silenced=silenced)


def _review_path(row: Row[Any], occasion: str) -> str:
    del row, occasion  # what she prepares goes to the next one
    return PREPARATION


REVIEWS = Topic(
    subject=Subject.REVIEW,
    table=Review,
    columns=(
        col(Review.planned_on),
        col(Review.held_on),
        col(Review.cancelled_at),
        col(Review.created_at),
    ),
    still=(col(Review.held_on).is_(None), col(Review.cancelled_at).is_(None)),
    bands=_review_bands,
    reminders=_review_reminders,
    path=_review_path,
    happens_at=_happens_at,
)
