"""Lines of a person's parcours, written from a file: what is there already is not written again.

A structure's lines are known by their references, asked for at once for several hundred rows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Generic, TypeVar

from sqlmodel import Session, col, select

from backend.assessments import actions as assessments
from backend.assessments.actions import SituationFacts
from backend.assessments.models import Observation
from backend.imports.report import Outcome
from backend.imports.source import Source
from backend.people.models import Person
from backend.projects import actions as projects
from backend.projects.actions import ObjectiveFacts
from backend.projects.models import Objective, ObjectiveStatus
from backend.steps import actions as steps
from backend.steps.actions import StepFacts
from backend.steps.models import OPEN, DatesRefused, MoveRefused, Status, Step

Line = TypeVar("Line", Step, Observation, Objective)


def reference_of(kind: str, *facts: str) -> str:
    """The same for the same facts, in every copy of the file; it tells nothing of them."""
    digest = sha256("\x1f".join(facts).encode()).hexdigest()
    return f"ft-{kind}-{digest[:24]}"


@dataclass
class Known(Generic[Line]):
    """This structure's lines of some references, as they stand."""

    session: Session
    source: Source
    lines: dict[str, Line]

    def adds(self, reference: str, line: Line) -> Outcome:
        self.lines[reference] = line
        return Outcome.ADDED

    def changes(self, line: Line) -> Outcome:
        changed = self.session.is_modified(line)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED


def known(
    session: Session, source: Source, table: type[Line], references: Collection[str]
) -> Known[Line]:
    found = session.exec(
        select(table).where(
            table.structure_id == source.structure.id, col(table.reference).in_(references)
        )
    )
    return Known(session, source, {str(line.reference): line for line in found})


def write_step(known: Known[Step], person: Person, reference: str, facts: StepFacts) -> Outcome:
    """Raises MoveRefused and DatesRefused; then nothing is written."""
    session, source, step = known.session, known.source, known.lines.get(reference)
    if step is None:
        author = source.author(reference)
        return known.adds(reference, steps.record(session, person, facts, author, now=source.now))
    if step.person_id != person.id:
        raise MoveRefused
    if _went_further(step, facts.status):
        return Outcome.UNCHANGED
    try:
        steps.revise(step, vars(facts), now=source.now)
    except (MoveRefused, DatesRefused):
        session.refresh(step)
        raise
    return known.changes(step)


def _went_further(step: Step, told: Status) -> bool:
    """Somebody ended or paused it since: an extract that still calls it open is late."""
    return told in OPEN and (not step.is_open or step.status is Status.PAUSED)


def observe(
    known: Known[Observation], person: Person, reference: str, facts: SituationFacts
) -> Outcome:
    """Raises LineRefused."""
    line = known.lines.get(reference)
    if line is not None and _is_told(line, person, facts):
        return Outcome.UNCHANGED
    author = known.source.author(reference)
    seen = assessments.record(known.session, person, facts, author, now=known.source.now)
    return known.changes(seen) if seen is line else known.adds(reference, seen)


def _is_told(line: Observation, person: Person, facts: SituationFacts) -> bool:
    """Said already, on that day or a later one; or ended since that day."""
    says = (line.person_id, line.theme, line.situation, line.words)
    same = says == (person.id, facts.theme, facts.situation, facts.words)
    return same and facts.observed_on <= (line.ended_on or line.observed_on)


def stop_observing(known: Known[Observation], reference: str, *, on: date) -> Outcome:
    line = known.lines.get(reference)
    if line is None or line.ended_on is not None:
        return Outcome.UNCHANGED
    assessments.end(line, on=max(on, line.observed_on), now=known.source.now)
    return Outcome.UPDATED


def aim(
    known: Known[Objective],
    person: Person,
    reference: str,
    facts: ObjectiveFacts,
    status: ObjectiveStatus,
) -> Outcome:
    """Sets an objective, or brings it to that status. Raises MoveRefused."""
    line, now = known.lines.get(reference), known.source.now
    outcome = Outcome.UNCHANGED
    if line is None or (line.words, line.theme) != (facts.words, facts.theme):
        author = known.source.author(reference)
        line = projects.set_objective(known.session, person, facts, author, now=now)
        outcome = known.adds(reference, line)
    elif line.person_id != person.id:
        raise MoveRefused
    if status is not ObjectiveStatus.IN_PROGRESS:
        projects.close(line, status, on=max(line.set_on, facts.set_on), now=now)
    elif line.ended_on is not None and line.ended_on < facts.set_on:
        projects.reopen(line, now=now)
    return max(outcome, known.changes(line))
