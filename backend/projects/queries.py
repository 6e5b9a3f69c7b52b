"""Her project, and the objectives set beside it. Nothing here starts from an id alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.people.recorded import Author
from backend.projects.models import (
    Objective,
    ObjectiveAnswer,
    ObjectiveStatus,
    ProjectVersion,
    Stance,
)
from backend.territories.models import Structure

PAGE = 20
MOST = 100  # objectives of one person, or contested ones of one adviser, shown at once
ANSWERS_SHOWN = 10  # the latest ones of each objective


@dataclass(frozen=True)
class Versions:
    """Her project as she wrote it, the last version first; `older` is where the rest begins."""

    written: Sequence[ProjectVersion]
    older: int | None = None


@dataclass(frozen=True)
class SetObjective:
    """An objective, who set it, and what she answered, the latest first."""

    objective: Objective
    structure: str
    adviser: Adviser | None
    answers: list[ObjectiveAnswer] = field(default_factory=list)

    @property
    def answer(self) -> ObjectiveAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def is_contested_unread(self) -> bool:
        said = self.answer
        return said is not None and said.stance is Stance.NOT_MINE and said.read_at is None


class Contested(NamedTuple):
    """An objective that somebody says is not her project, and that nobody has read yet."""

    objective_id: int
    objective: str
    reason: str
    answered_at: datetime
    person_id: int
    first_name: str
    last_name: str


def current_project(session: Session, person: Person) -> ProjectVersion | None:
    return session.exec(_versions_of(person).limit(1)).first()


def versions_of(session: Session, person: Person, *, before: int | None = None) -> Versions:
    """`before` is the version where the page before ended."""
    asked = _versions_of(person)
    if before is not None:
        asked = asked.where(_is_before(person, before))
    rows = session.exec(asked.limit(PAGE + 1)).all()
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return Versions(rows[:PAGE], older)


def _versions_of(person: Person) -> SelectOfScalar[ProjectVersion]:
    return (
        select(ProjectVersion)
        .where(ProjectVersion.person_id == person.id)
        .order_by(col(ProjectVersion.written_at).desc(), col(ProjectVersion.id).desc())
    )


def _is_before(person: Person, version_id: int) -> ColumnElement[bool]:
    """Written before that one of hers, which leads nowhere when it is not hers."""
    cursor = (
        select(ProjectVersion.written_at)
        .where(ProjectVersion.id == version_id, ProjectVersion.person_id == person.id)
        .scalar_subquery()
    )
    return or_(
        col(ProjectVersion.written_at) < cursor,
        and_(col(ProjectVersion.written_at) == cursor, col(ProjectVersion.id) < version_id),
    )


def version_for(session: Session, person: Person, version_id: int) -> ProjectVersion | None:
    return session.exec(_versions_of(person).where(ProjectVersion.id == version_id)).one_or_none()


def one_for(session: Session, person: Person, objective_id: int) -> Objective | None:
    """An objective set for her, whoever set it."""
    return session.exec(
        select(Objective).where(Objective.id == objective_id, Objective.person_id == person.id)
    ).one_or_none()


def with_reference(session: Session, author: Author) -> Objective | None:
    """The objective that the author's structure calls so."""
    if author.reference is None or author.structure_id is None:
        return None
    return session.exec(
        select(Objective).where(
            Objective.structure_id == author.structure_id, Objective.reference == author.reference
        )
    ).one_or_none()


def last_answer_to(session: Session, objective: Objective) -> ObjectiveAnswer | None:
    return session.exec(
        select(ObjectiveAnswer)
        .where(ObjectiveAnswer.objective_id == objective.id)
        .order_by(col(ObjectiveAnswer.id).desc())
    ).first()


def objectives_of(
    session: Session, person: Person, *, only: int | None = None
) -> Sequence[SetObjective]:
    """Open ones first, then the last set; `only` asks for one of hers. Two statements in all."""
    asked = (
        select(Objective, Structure.name, Adviser)
        .join(Structure, col(Structure.id) == col(Objective.structure_id), isouter=True)
        .join(Adviser, col(Adviser.id) == col(Objective.adviser_id), isouter=True)
        .where(Objective.person_id == person.id)
        .order_by(
            col(Objective.status) != ObjectiveStatus.IN_PROGRESS,
            col(Objective.set_on).desc(),
            col(Objective.id).desc(),
        )
        .limit(MOST)
    )
    if only is not None:
        asked = asked.where(Objective.id == only)
    rows = session.exec(asked).all()
    said = _answers_to(session, [objective.id for objective, _, _ in rows])
    return [
        SetObjective(objective, structure or "", adviser, said[objective.id])
        for objective, structure, adviser in rows
    ]


def _answers_to(session: Session, objectives: Sequence[int]) -> dict[int, list[ObjectiveAnswer]]:
    """The latest first."""
    latest_first = col(ObjectiveAnswer.id).desc()
    rank = func.row_number().over(
        partition_by=col(ObjectiveAnswer.objective_id), order_by=latest_first
    )
    ranked = (
        select(ObjectiveAnswer, rank.label("rank"))
        .where(col(ObjectiveAnswer.objective_id).in_(objectives))
        .subquery()
    )
    answer = aliased(ObjectiveAnswer, ranked)
    said: dict[int, list[ObjectiveAnswer]] = defaultdict(list)
    shown = select(answer).where(ranked.c.rank <= ANSWERS_SHOWN).order_by(col(answer.id).desc())
    for row in session.exec(shown):
        said[row.objective_id].append(row)
    return said


def unanswered(session: Session, person: Person) -> Sequence[Objective]:
    """Open objectives that she has said nothing of yet, the last set first."""
    answers = select(ObjectiveAnswer.id).where(ObjectiveAnswer.objective_id == Objective.id)
    return session.exec(
        select(Objective)
        .where(
            Objective.person_id == person.id,
            Objective.status == ObjectiveStatus.IN_PROGRESS,
            ~answers.exists(),
        )
        .order_by(col(Objective.set_on).desc(), col(Objective.id).desc())
        .limit(MOST)
    ).all()


def contested_for(session: Session, adviser: Adviser, *, today: date) -> Sequence[Contested]:
    """Objectives of the adviser's structure that people the adviser accompanies do not make theirs.

    Her last answer counts, until somebody of the structure has read it. The longest said first.
    """
    later = aliased(ObjectiveAnswer)
    is_last = ~(
        select(later.id)
        .where(
            later.objective_id == ObjectiveAnswer.objective_id,
            col(later.id) > col(ObjectiveAnswer.id),
        )
        .exists()
    )
    followed = select(Accompaniment.person_id).where(
        Accompaniment.adviser_id == adviser.id, is_current(today)
    )
    rows = (
        session.connection()
        .execute(
            select_columns(
                col(Objective.id),
                col(Objective.words),
                col(ObjectiveAnswer.words),
                col(ObjectiveAnswer.answered_at),
                col(Person.id),
                col(Person.first_name),
                col(Person.last_name),
            )
            .join(Objective, col(Objective.id) == col(ObjectiveAnswer.objective_id))
            .join(Person, col(Person.id) == col(Objective.person_id))
            .where(
                col(Objective.structure_id) == adviser.structure_id,
                col(Objective.status) == ObjectiveStatus.IN_PROGRESS,
                col(ObjectiveAnswer.stance) == Stance.NOT_MINE,
                col(ObjectiveAnswer.read_at).is_(None),
                col(Person.id).in_(followed),
                is_last,
            )
            .order_by(col(ObjectiveAnswer.answered_at), col(ObjectiveAnswer.id))
            .limit(MOST)
        )
        .all()
    )
    return [Contested(*row) for row in rows]
