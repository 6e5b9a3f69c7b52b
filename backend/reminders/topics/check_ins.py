"""The light questions of the first months in a job; the subject is the step « emploi »."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, literal
from sqlmodel import col, exists

from backend.checkins.models import CheckIn, Moment
from backend.checkins.rules import path_of, started_between
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.reminders.topics.check_in_rules import LASTS, reminders_of
from backend.reminders.topics.topic import Band, Topic
from backend.steps.models import Kind as StepKind
from backend.steps.models import Status, Step

ANSWERED = {moment: f"answered_{moment}" for moment in Moment}


def _bands(now: datetime) -> list[Band]:
    return [_band(moment, now) for moment in Moment]


def _band(moment: Moment, now: datetime) -> Band:
    today, day = now.date(), timedelta(days=1)
    earliest, latest = started_between(moment, today - LASTS - day, today + day)
    return Band(
        kind=Kind.CHECK_IN,
        moment=col(Step.started_on),
        earliest=earliest,
        latest=latest,
        occasion=literal(moment.value),
        only=(~_answered(moment),),
    )


def _answered(moment: Moment) -> ColumnElement[bool]:
    return exists().where(col(CheckIn.step_id) == Step.id, col(CheckIn.moment) == moment)


def _reminders(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    if row.step_kind is not StepKind.JOB:
        return []
    answered = {moment for moment, name in ANSWERED.items() if getattr(row, name)}
    return reminders_of(row, zone, answered=answered, silenced=silenced)


def _path(row: Row[Any], occasion: str) -> str:
    return path_of(row.subject_id, Moment(occasion))


def _happens_at(row: Row[Any], zone: ZoneInfo) -> None:
    del row, zone  # no day of hers: the question can wait


CHECK_INS = Topic(
    subject=Subject.CHECK_IN,
    table=Step,
    columns=(
        col(Step.kind).label("step_kind"),
        col(Step.status),
        col(Step.started_on),
        col(Step.created_at),
        col(Step.removed_at),
        *(_answered(moment).label(name) for moment, name in ANSWERED.items()),
    ),
    still=(
        col(Step.kind) == StepKind.JOB,
        col(Step.status) == Status.IN_PROGRESS,
        col(Step.removed_at).is_(None),
    ),
    bands=_bands,
    reminders=_reminders,
    path=_path,
    happens_at=_happens_at,
    removed_at=col(Step.removed_at),
)
