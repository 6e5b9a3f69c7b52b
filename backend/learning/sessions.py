"""Joint sessions of the territory: those to come, those that were held, and who comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from backend.learning.colleagues import AT_ONCE, Colleague, still_works
from backend.learning.models import Attendance, JointSession, Practice
from backend.people.models import Adviser
from backend.territories.models import Structure

FIRST = 3  # on the first page


class Line(NamedTuple):
    joint: JointSession
    structure: str
    coming: int
    comes: bool  # whether who looks comes

    @property
    def left(self) -> int | None:
        """None: as many as come."""
        places = self.joint.places
        return None if places is None else max(places - self.coming, 0)


@dataclass(frozen=True)
class Diary:
    lines: Sequence[Line]
    is_past: bool
    page: int
    has_more: bool


class Comer(NamedTuple):
    adviser: Adviser
    structure: Structure


@dataclass(frozen=True)
class Shown:
    """A session, and what its page says around it."""

    line: Line
    holder: Comer
    practice: Practice | None


def is_coming(here: Colleague) -> ColumnElement[bool]:
    """To the end of its day."""
    return col(JointSession.starts_at) >= here.midnight


def _is_shown(here: Colleague) -> ColumnElement[bool]:
    """Once cancelled, until its day is over."""
    return and_(
        col(JointSession.territory_id) == here.territory.id,
        or_(col(JointSession.cancelled_at).is_(None), is_coming(here)),
    )


def _lines(here: Colleague) -> Any:  # noqa: ANN401 (a select)
    attends = col(Attendance.session_id) == JointSession.id
    coming = (
        select(func.count())
        .select_from(Attendance)
        .join(Adviser, col(Adviser.id) == Attendance.adviser_id)
        .where(attends, still_works(here.today))
        .correlate(JointSession)
        .scalar_subquery()
    )
    comes = (
        exists()
        .where(attends, col(Attendance.adviser_id) == here.adviser.id)
        .correlate(JointSession)
    )
    return (
        select(JointSession, Structure.name, coming, comes)
        .join(Structure, col(Structure.id) == JointSession.structure_id)
        .where(_is_shown(here))
    )


def sessions_of(
    session: Session, here: Colleague, *, is_past: bool = False, page: int = 1
) -> Diary:
    """The nearest to today first."""
    asked = _lines(here).where(~is_coming(here) if is_past else is_coming(here))
    start = col(JointSession.starts_at).desc() if is_past else col(JointSession.starts_at)
    rows = session.exec(
        asked.order_by(start, col(JointSession.id)).offset((page - 1) * AT_ONCE).limit(AT_ONCE + 1)
    ).all()
    lines = [Line(*row) for row in rows]
    return Diary(lines[:AT_ONCE], is_past, page, has_more=len(lines) > AT_ONCE)


def next_of(session: Session, here: Colleague, *, about: Practice | None = None) -> Sequence[Line]:
    """The first to come; `about` a practice, those that speak of it."""
    asked = _lines(here).where(is_coming(here))
    if about is not None:
        asked = asked.where(JointSession.practice_id == about.id)
    rows = session.exec(
        asked.order_by(col(JointSession.starts_at), col(JointSession.id)).limit(FIRST)
    ).all()
    return [Line(*row) for row in rows]


def session_for(session: Session, here: Colleague, joint_id: int) -> JointSession | None:
    return session.exec(
        select(JointSession).where(JointSession.id == joint_id, _is_shown(here))
    ).one_or_none()


def shown(session: Session, here: Colleague, joint: JointSession) -> Shown:
    line = session.exec(_lines(here).where(JointSession.id == joint.id)).one()
    holder = session.exec(
        select(Adviser, Structure)
        .join(Structure, col(Structure.id) == joint.structure_id)
        .where(Adviser.id == joint.adviser_id)
    ).one()
    practice = session.exec(
        select(Practice).where(
            Practice.id == joint.practice_id, col(Practice.withdrawn_at).is_(None)
        )
    ).one_or_none()
    return Shown(Line(*line), Comer(*holder), practice)


def comers(session: Session, here: Colleague, joint: JointSession) -> Sequence[Comer]:
    """By structure, then by name."""
    rows = session.exec(
        select(Adviser, Structure)
        .join(Attendance, col(Attendance.adviser_id) == Adviser.id)
        .join(Structure, col(Structure.id) == Adviser.structure_id)
        .where(Attendance.session_id == joint.id, still_works(here.today))
        .order_by(Structure.name, Adviser.last_name, col(Adviser.id))
    ).all()
    return [Comer(*row) for row in rows]
