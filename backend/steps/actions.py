"""What may be done with a step, by her and by those who accompany her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete

from backend.people.models import Person
from backend.people.recorded import Author
from backend.steps.models import Kind, MoveRefused, Note, Status, Step
from backend.steps.queries import with_reference

REMOVED_KEPT = timedelta(days=30)  # an undo is possible
SETTLED = {"started_on", "ended_on"}


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What is told of a step. Days that its status asks for and nobody told are settled."""

    kind: Kind
    title: str
    status: Status = Status.PLANNED
    planned_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    place: str = ""
    words: str = ""


def record(
    session: Session, person: Person, facts: StepFacts, author: Author, *, now: datetime
) -> Step:
    """Adds a step, or brings the one of that reference up to date (same structure, same person).

    The date of `now` is taken as the day where she lives: pass it in her territory's zone. Raises
    DatesRefused and MoveRefused; MoveRefused also when the reference is another person's step.
    """
    known = with_reference(session, author)
    if known is None:
        step = Step(person_id=person.id, created_at=now, changed_at=now, **_columns(facts, author))
        step.in_charge_since = now.date() if author.adviser_id else None
        step.settle(on=now.date())
        session.add(step)
        session.flush()
        return step
    if known.person_id != person.id:
        raise MoveRefused
    revise(known, _columns(facts, author), now=now)
    return known


def _columns(facts: StepFacts, author: Author) -> dict[str, Any]:
    return vars(facts) | vars(author)


def revise(step: Step, columns: Mapping[str, Any], *, now: datetime) -> None:
    """Takes new facts. Told the same, nothing is written; a day that nobody tells stays.

    Raises as `record` does.
    """
    changed = {
        name: value
        for name, value in columns.items()
        if getattr(step, name) != value and not (value is None and name in SETTLED)
    }
    if not changed:
        return
    if "adviser_id" in changed:
        step.in_charge_since = now.date()
    status = changed.pop("status", step.status)
    for name, value in changed.items():
        setattr(step, name, value)
    step.move_to(status, on=now.date())
    step.changed_at = now


def remove(step: Step, *, now: datetime) -> None:
    """Takes hers away; she may put it back."""
    step.removed_at = step.removed_at or now


def restore(step: Step) -> None:
    step.removed_at = None


def dispute(step: Step, words: str, *, now: datetime) -> None:
    """She says that a line of others is not right. Said again, her new words replace hers."""
    step.disputed_at = now
    step.dispute_words = words
    step.dispute_answered_at = None


def withdraw_dispute(step: Step) -> None:
    step.disputed_at = step.dispute_answered_at = None
    step.dispute_words = ""


def answer_dispute(step: Step, *, now: datetime) -> None:
    """Put right, or talked over: it no longer waits. What she wrote stays where it is."""
    if step.disputed_at is not None:
        step.dispute_answered_at = step.dispute_answered_at or now


def write_note(
    session: Session, person: Person, words: str, *, written_for: date, now: datetime
) -> Note:
    note = Note(
        person_id=person.id, written_for=written_for, words=words, created_at=now, changed_at=now
    )
    session.add(note)
    session.flush()
    return note


def forget_removed(session: Session, *, now: datetime) -> int:
    """Erases what she removed so long ago that she will not ask for it back. Says how many."""
    limit = now - REMOVED_KEPT
    notes = session.exec(delete(Note).where(col(Note.removed_at) <= limit)).rowcount
    return notes + session.exec(delete(Step).where(col(Step.removed_at) <= limit)).rowcount
