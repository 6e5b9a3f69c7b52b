"""« Vous avez dit, nous avons fait »: written, published once, told to all who were asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, SQLModel, col, delete, exists, select, update

from backend.audit.actions import Deed, note
from backend.conflict import Conflict
from backend.evaluation.models import Improvement, ImprovementNotice
from backend.surveys.models import SurveyRequest, SurveyStop
from backend.surveys.quarters import quarter_of

A_YEAR = timedelta(days=365)
NOTICES = SQLModel.metadata.tables["improvement_notice"]


class AlreadyPublished(Conflict):
    """What people were told is not rewritten: it can be withdrawn."""


def save(session: Session, improvement: Improvement) -> None:
    session.add(improvement)
    session.flush()


def rewrite(
    session: Session, improvement: Improvement, written: Mapping[str, Any], *, now: datetime
) -> None:
    """Raises AlreadyPublished."""
    rewritten = update(Improvement).where(*_still_a_draft(improvement))
    if session.exec(rewritten.values(**written, saved_at=now)).rowcount != 1:
        raise AlreadyPublished


def remove(session: Session, improvement: Improvement) -> None:
    """Raises AlreadyPublished."""
    if session.exec(delete(Improvement).where(*_still_a_draft(improvement))).rowcount != 1:
        raise AlreadyPublished


def _still_a_draft(improvement: Improvement) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Improvement.id) == improvement.id, col(Improvement.published_at).is_(None)


def refuse_published(improvement: Improvement) -> None:
    if improvement.published_at is not None:
        raise AlreadyPublished


def told_if_published(session: Session, improvement: Improvement, *, now: datetime) -> int:
    """How many people would be told."""
    people = select(func.count(func.distinct(SurveyRequest.person_id)))
    return session.exec(people.where(*_concerned(improvement, now))).one()


def told(session: Session, improvement: Improvement) -> int:
    """How many people were told and have not had it withdrawn."""
    notices = select(func.count()).select_from(ImprovementNotice)
    return session.exec(notices.where(ImprovementNotice.improvement_id == improvement.id)).one()


def _concerned(improvement: Improvement, now: datetime) -> list[ColumnElement[bool]]:
    """Whoever was asked, whether they answered or not: that is kept nowhere."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0) - A_YEAR
    asked = [
        col(SurveyRequest.territory_id) == improvement.territory_id,
        col(SurveyRequest.quarter) >= quarter_of(since.date()),  # so that an index is used
        col(SurveyRequest.asked_at) >= since,
        ~exists().where(col(SurveyStop.person_id) == SurveyRequest.person_id),
    ]
    if improvement.moment is not None:
        asked.append(col(SurveyRequest.moment) == improvement.moment)
    if improvement.structure_id is not None:
        asked.append(col(SurveyRequest.structure_id) == improvement.structure_id)
    return asked


def publish(session: Session, improvement: Improvement, *, now: datetime, by: str = "") -> int:
    """How many people were told: nobody when it was published already. `by` is for the audit."""
    published = session.exec(
        update(Improvement).where(*_still_a_draft(improvement)).values(published_at=now)
    )
    if published.rowcount != 1:
        return 0
    session.refresh(improvement)
    _tell(session, improvement, now)
    people = told(session, improvement)
    _note(session, improvement, "improvement.published", by=by, now=now, told=people)
    return people


def _tell(session: Session, improvement: Improvement, now: datetime) -> None:
    """In one statement, however many they are."""
    people = (
        select(
            col(SurveyRequest.person_id),
            literal(improvement.id),
            literal(now, NOTICES.c.told_at.type),
        )
        .where(*_concerned(improvement, now))
        .distinct()
    )
    notices = insert(ImprovementNotice).from_select(
        ["person_id", "improvement_id", "told_at"], people
    )
    session.connection().execute(notices.on_conflict_do_nothing())


def withdraw(session: Session, improvement: Improvement, *, now: datetime, by: str = "") -> None:
    """Its page says so; whoever was not told of it yet never is."""
    withdrawn = session.exec(
        update(Improvement)
        .where(
            col(Improvement.id) == improvement.id,
            col(Improvement.published_at).is_not(None),
            col(Improvement.withdrawn_at).is_(None),
        )
        .values(withdrawn_at=now)
    )
    if withdrawn.rowcount != 1:
        return
    session.refresh(improvement)
    _note(session, improvement, "improvement.withdrawn", by=by, now=now)


def _note(
    session: Session, improvement: Improvement, action: str, *, by: str, now: datetime, **more: int
) -> None:
    actor = by or f"adviser:{improvement.adviser_id}"
    note(session, Deed(actor, action, f"improvement:{improvement.id}", {**more}), now=now)
