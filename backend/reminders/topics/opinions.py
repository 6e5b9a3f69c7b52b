"""Her opinion: the subject is the request; and what came of opinions: it is the notice."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, SQLColumnExpression, literal
from sqlmodel import col, select

from backend.evaluation.models import Improvement, ImprovementNotice
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.reminders.topics.opinion_rules import LASTS, asking, telling
from backend.reminders.topics.topic import Band, Topic
from backend.surveys.models import State, SurveyRequest

NIGHT = timedelta(hours=12)  # how long it may have waited for the morning


def _band(kind: Kind, moment: SQLColumnExpression[datetime], now: datetime) -> list[Band]:
    earliest = now - NIGHT - LASTS
    return [Band(kind=kind, moment=moment, earliest=earliest, latest=now, occasion=literal(""))]


def _asking(now: datetime) -> list[Band]:
    return _band(Kind.SURVEY, col(SurveyRequest.asked_at), now)


def _telling(now: datetime) -> list[Band]:
    return _band(Kind.IMPROVEMENT, col(ImprovementNotice.told_at), now)


def _asked(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    return asking(row, zone, silenced=silenced)


def _told(row: Row[Any], zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    return telling(row, zone, silenced=silenced)


def _answer_path(row: Row[Any], occasion: str) -> str:
    del occasion
    return f"/avis/{row.subject_id}"


def _improvement_path(row: Row[Any], occasion: str) -> str:
    del occasion
    return f"/resultats/ameliorations/{row.improvement_id}"


def _happens_at(row: Row[Any], zone: ZoneInfo) -> None:
    del row, zone  # the words say no day: others read the screen


def _withdrawn_at() -> Any:  # noqa: ANN401 (a column)
    return (
        select(Improvement.withdrawn_at)
        .where(col(Improvement.id) == ImprovementNotice.improvement_id)
        .correlate(ImprovementNotice)
        .scalar_subquery()
    )


SURVEYS = Topic(
    subject=Subject.SURVEY,
    table=SurveyRequest,
    columns=(col(SurveyRequest.state), col(SurveyRequest.asked_at)),
    still=(col(SurveyRequest.state) == State.OPEN,),
    bands=_asking,
    reminders=_asked,
    path=_answer_path,
    happens_at=_happens_at,
)
IMPROVEMENTS = Topic(
    subject=Subject.IMPROVEMENT,
    table=ImprovementNotice,
    columns=(
        col(ImprovementNotice.improvement_id),
        col(ImprovementNotice.told_at),
        _withdrawn_at().label("withdrawn_at"),
    ),
    still=(_withdrawn_at().is_(None),),
    bands=_telling,
    reminders=_told,
    path=_improvement_path,
    happens_at=_happens_at,
)
