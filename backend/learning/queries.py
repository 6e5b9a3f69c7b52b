"""Practices of the territory, who wrote them, and what came of them elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.learning.colleagues import AT_ONCE, Colleague
from backend.learning.models import Outcome, Practice, PracticeTrial
from backend.people.models import Adviser
from backend.surveys.models import Moment
from backend.territories.models import Structure

FIRST = 3  # of each moment, on the first page
MOST_CHOICES = 200  # practices a session may be linked to


class Line(NamedTuple):
    practice: Practice
    structure: str
    tried: int  # structures that try it
    helps: int  # of those, the ones that it helps


@dataclass(frozen=True)
class Shelf:
    lines: Sequence[Line]
    moment: Moment | None
    page: int
    has_more: bool


class Writer(NamedTuple):
    """Who wrote it, and whom to call when that adviser works there no more."""

    adviser: Adviser
    structure: Structure


class Trial(NamedTuple):
    trial: PracticeTrial
    structure: Structure
    adviser: Adviser


def _trials(*of_them: ColumnElement[bool]) -> Any:  # noqa: ANN401 (a subquery)
    return (
        select(func.count())
        .select_from(PracticeTrial)
        .where(PracticeTrial.practice_id == Practice.id, *of_them)
        .correlate(Practice)
        .scalar_subquery()
    )


def _is_shown(here: Colleague) -> ColumnElement[bool]:
    """One that was withdrawn is there only for its own structure, who may put it back."""
    return and_(
        col(Practice.territory_id) == here.territory.id,
        or_(
            col(Practice.withdrawn_at).is_(None),
            col(Practice.structure_id) == here.adviser.structure_id,
        ),
    )


def practices_of(
    session: Session, here: Colleague, *, moment: Moment | None = None, page: int = 1
) -> Shelf:
    """The last changed first."""
    asked = _lines().where(_is_shown(here))
    if moment is not None:
        asked = asked.where(col(Practice.moment) == moment)
    rows = session.exec(
        asked.order_by(col(Practice.changed_at).desc(), col(Practice.id).desc())
        .offset((page - 1) * AT_ONCE)
        .limit(AT_ONCE + 1)
    ).all()
    lines = [Line(*row) for row in rows]
    return Shelf(lines[:AT_ONCE], moment, page, has_more=len(lines) > AT_ONCE)


def _lines() -> Any:  # noqa: ANN401 (a select)
    return select(
        Practice, Structure.name, _trials(), _trials(col(PracticeTrial.outcome) == Outcome.HELPS)
    ).join(Structure, col(Structure.id) == Practice.structure_id)


def first_of_each(session: Session, here: Colleague) -> Mapping[Moment, Sequence[Line]]:
    """The last changed of each moment."""
    newest = func.row_number().over(
        partition_by=col(Practice.moment),
        order_by=(col(Practice.changed_at).desc(), col(Practice.id).desc()),
    )
    ranked = (
        select(col(Practice.id).label("id"), newest.label("rank"))
        .where(Practice.territory_id == here.territory.id, col(Practice.withdrawn_at).is_(None))
        .subquery()
    )
    rows = session.exec(
        _lines()
        .join(ranked, ranked.c.id == Practice.id)
        .where(ranked.c.rank <= FIRST)
        .order_by(ranked.c.rank)
    ).all()
    found: dict[Moment, list[Line]] = defaultdict(list)
    for row in rows:
        found[row[0].moment].append(Line(*row))
    return found


def practice_for(session: Session, here: Colleague, practice_id: int) -> Practice | None:
    return session.exec(
        select(Practice).where(Practice.id == practice_id, _is_shown(here))
    ).one_or_none()


def writer_of(session: Session, practice: Practice) -> Writer:
    row = session.exec(
        select(Adviser, Structure)
        .join(Structure, col(Structure.id) == practice.structure_id)
        .where(Adviser.id == practice.adviser_id)
    ).one()
    return Writer(*row)


def trials_of(session: Session, practice: Practice) -> Sequence[Trial]:
    """What it gave elsewhere, the last told first."""
    rows = session.exec(
        select(PracticeTrial, Structure, Adviser)
        .join(Structure, col(Structure.id) == PracticeTrial.structure_id)
        .join(Adviser, col(Adviser.id) == PracticeTrial.adviser_id)
        .where(PracticeTrial.practice_id == practice.id)
        .order_by(col(PracticeTrial.told_at).desc(), col(PracticeTrial.id).desc())
    ).all()
    return [Trial(*row) for row in rows]


def choices_of(session: Session, here: Colleague) -> Sequence[Practice]:
    """What a session may be about, by title."""
    return session.exec(
        select(Practice)
        .where(Practice.territory_id == here.territory.id, col(Practice.withdrawn_at).is_(None))
        .order_by(Practice.title, col(Practice.id))
        .limit(MOST_CHOICES)
    ).all()
