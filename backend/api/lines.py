"""Lines of her parcours that a structure's tool may read: its own, and what she lets it see."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, false, func, or_, select

from backend.assessments.models import Agreement, Observation
from backend.people.models import Person
from backend.people.recorded import Recorded
from backend.projects.models import Objective, ObjectiveAnswer
from backend.sharing.models import Part
from backend.sharing.rules import part_of
from backend.sharing.sight import Sight
from backend.steps.models import KIND_PARTS, Kind, Step
from backend.vocabulary.situations import ABOUT_HEALTH
from backend.vocabulary.themes import Theme

Line = TypeVar("Line", Step, Objective, Observation)


def visible(
    session: Session, table: type[Line], sight: Sight, *, after: int, limit: int
) -> Sequence[Line]:
    return session.exec(
        _visible(table, sight).where(col(table.id) > after).order_by(col(table.id)).limit(limit)
    ).all()


def visible_one(session: Session, table: type[Line], sight: Sight, line_id: int) -> Line | None:
    return session.exec(_visible(table, sight).where(col(table.id) == line_id)).one_or_none()


def own_one(session: Session, table: type[Line], sight: Sight, line_id: int) -> Line | None:
    return session.exec(
        select(table).where(
            col(table.id) == line_id,
            col(table.person_id) == sight.person.id,
            col(table.structure_id) == sight.structure_id,
        )
    ).one_or_none()


def last_id(session: Session, table: type[Line], person: Person) -> int:
    """A line with a higher number is new."""
    question = select(func.max(col(table.id))).where(col(table.person_id) == person.id)
    return session.exec(question).one() or 0


def is_elsewhere(
    session: Session, table: type[Line], person: Person, structure_id: int, reference: str | None
) -> bool:
    """Whether the structure calls a line of another person so."""
    if reference is None:
        return False
    question = select(col(table.id)).where(
        col(table.structure_id) == structure_id,
        col(table.reference) == reference,
        col(table.person_id) != person.id,
    )
    return session.exec(question).first() is not None


def _visible(table: type[Line], sight: Sight):  # noqa: ANN202 (a Select of that table)
    own = col(table.structure_id) == sight.structure_id
    hers = select(table).where(
        col(table.person_id) == sight.person.id, or_(own, _shared(table, sight))
    )
    return hers.where(col(Step.removed_at).is_(None)) if table is Step else hers


def _shared(table: type[Recorded], sight: Sight) -> ColumnElement[bool]:
    if table is Step:
        return col(Step.kind).in_(
            [kind for kind in Kind if sight.may_see(KIND_PARTS.get(kind, Part.STEPS))]
        )
    if table is Observation:
        return _shared_situations(sight)
    if not sight.may_see(Part.OBJECTIVES):
        return false()
    private = [theme for theme in Theme if part_of(theme) is not Part.SITUATION]
    hidden = [theme for theme in private if not sight.may_see(part_of(theme))]
    return or_(col(Objective.theme).is_(None), col(Objective.theme).not_in(hidden))


def _shared_situations(sight: Sight) -> ColumnElement[bool]:
    themes = col(Observation.theme).in_([t for t in Theme if sight.may_see(part_of(t))])
    if sight.may_see(Part.HEALTH):
        return themes
    return and_(themes, col(Observation.situation).not_in(ABOUT_HEALTH))


def answers_to(session: Session, objectives: Sequence[Objective]) -> dict[int, ObjectiveAnswer]:
    """Her latest to each."""
    ids = [objective.id for objective in objectives]
    found = session.exec(
        select(ObjectiveAnswer)
        .where(col(ObjectiveAnswer.objective_id).in_(ids))
        .order_by(col(ObjectiveAnswer.id))
    )
    return {answer.objective_id: answer for answer in found}


def agreements_with(session: Session, lines: Sequence[Observation]) -> dict[int, Agreement]:
    """Her latest word about each."""
    ids = [line.id for line in lines]
    found = session.exec(
        select(Agreement).where(col(Agreement.observation_id).in_(ids)).order_by(col(Agreement.id))
    )
    return {said.observation_id: said for said in found}
