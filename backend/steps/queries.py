from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.people.recorded import Author
from backend.steps.models import Note, Step
from backend.territories.models import Structure

DISPUTES_KEPT = timedelta(days=60)
MOST = 200


def with_reference(session: Session, author: Author) -> Step | None:
    """The step that the author's structure calls so."""
    if author.reference is None or author.structure_id is None:
        return None
    return session.exec(
        select(Step).where(
            Step.structure_id == author.structure_id, Step.reference == author.reference
        )
    ).one_or_none()


def one_for(session: Session, person: Person, step_id: int) -> Step | None:
    """A step of hers, whoever wrote it."""
    return session.exec(
        select(Step).where(Step.id == step_id, Step.person_id == person.id)
    ).one_or_none()


def note_for(session: Session, person: Person, note_id: int) -> Note | None:
    return session.exec(
        select(Note).where(Note.id == note_id, Note.person_id == person.id)
    ).one_or_none()


class InCharge(NamedTuple):
    """Who is in charge of a step, and where to call."""

    function: str
    first_name: str
    last_name: str
    phone: str
    structure: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}"


def in_charge_of(session: Session, step: Step) -> InCharge | None:
    """The adviser, else the structure alone; None for a step of hers."""
    if step.structure_id is None:
        return None
    structure = session.exec(select(Structure).where(Structure.id == step.structure_id)).one()
    adviser = session.exec(select(Adviser).where(Adviser.id == step.adviser_id)).one_or_none()
    if adviser is None:
        return InCharge("", "", "", structure.phone, structure.name)
    phone = adviser.phone or structure.phone
    return InCharge(adviser.function, adviser.first_name, adviser.last_name, phone, structure.name)


class Disputed(NamedTuple):
    """A line that somebody says is not right."""

    step_id: int
    title: str
    words: str
    disputed_at: datetime
    person_id: int
    first_name: str
    last_name: str


def disputed_for(session: Session, adviser: Adviser, *, today: date) -> Sequence[Disputed]:
    """Lines of the adviser's structure that people the adviser accompanies say are not right."""
    rows = session.exec(
        select(
            Step.id,
            Step.title,
            Step.dispute_words,
            Step.disputed_at,
            Person.id,
            Person.first_name,
            Person.last_name,
        )  # ty: ignore[no-matching-overload] (seven columns)
        .join(Person, col(Person.id) == col(Step.person_id))
        .join(Accompaniment, col(Accompaniment.person_id) == col(Person.id))
        .where(
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
            Step.structure_id == adviser.structure_id,
            col(Step.disputed_at).is_not(None),
            col(Step.dispute_answered_at).is_(None),
        )
        .order_by(col(Step.disputed_at), col(Step.id))
        .distinct()
        .limit(MOST)
    ).all()
    return [Disputed._make(row) for row in rows]
