"""What may be done with her project, by her, and with objectives, by those who set them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, update

from backend.people.models import Person
from backend.people.recorded import Author
from backend.projects.models import (
    MoveRefused,
    Objective,
    ObjectiveAnswer,
    ObjectiveStatus,
    ProjectVersion,
    Stance,
)
from backend.projects.queries import current_project, last_answer_to, with_reference
from backend.vocabulary.themes import Theme

UNDO = timedelta(minutes=10)  # long enough to read again what was just written


@dataclass(frozen=True, kw_only=True)
class ObjectiveFacts:
    words: str
    set_on: date
    theme: Theme | None = None


def write_project(session: Session, person: Person, words: str, *, now: datetime) -> ProjectVersion:
    """Adds a version. Written again in the same words, the last one stays."""
    last = current_project(session, person)
    if last is not None and last.words == words:
        return last
    version = ProjectVersion(person_id=person.id, words=words, written_at=now)
    session.add(version)
    session.flush()
    return version


def withdraw(session: Session, person: Person, version: ProjectVersion, *, now: datetime) -> None:
    """Takes back what she has just written: her last version only, and only for a moment."""
    if not can_withdraw(version, now=now) or current_project(session, person) != version:
        raise MoveRefused
    session.delete(version)
    session.flush()


def can_withdraw(version: ProjectVersion, *, now: datetime) -> bool:
    return now - version.written_at < UNDO


def set_objective(
    session: Session, person: Person, facts: ObjectiveFacts, author: Author, *, now: datetime
) -> Objective:
    """Adds an objective, or brings the one of that reference up to date (same structure, person).

    Its words are never rewritten: told otherwise, the former ends and another one begins. Raises
    MoveRefused when the reference is another person's objective.
    """
    known = with_reference(session, author)
    if known is not None:
        if known.person_id != person.id:
            raise MoveRefused
        if known.words == facts.words:
            return _follow(known, facts, author, now=now)
        _replace(session, known, on=facts.set_on, now=now)
    objective = Objective(
        person_id=person.id, created_at=now, changed_at=now, **vars(facts), **vars(author)
    )
    session.add(objective)
    session.flush()
    return objective


def _follow(
    objective: Objective, facts: ObjectiveFacts, author: Author, *, now: datetime
) -> Objective:
    """Told again in the same words: its theme and who set it may have been put right."""
    adviser_id = author.adviser_id or objective.adviser_id
    if (objective.theme, objective.adviser_id) != (facts.theme, adviser_id):
        objective.theme, objective.adviser_id = facts.theme, adviser_id
        objective.changed_at = now
    return objective


def _replace(session: Session, former: Objective, *, on: date, now: datetime) -> None:
    """The former ends, and leaves its reference to the one that takes its place."""
    close(former, ObjectiveStatus.GIVEN_UP, on=max(on, former.set_on), now=now)
    former.reference = None
    session.flush()


def close(objective: Objective, status: ObjectiveStatus, *, on: date, now: datetime) -> None:
    """Reached or given up, on that day. What has ended stays as it ended."""
    if not objective.is_open or status is ObjectiveStatus.IN_PROGRESS:
        return
    objective.status = status
    objective.ended_on = on
    objective.changed_at = now


def reopen(objective: Objective, *, now: datetime) -> None:
    """The structure's tool corrects itself."""
    if not objective.is_open:
        objective.status = ObjectiveStatus.IN_PROGRESS
        objective.ended_on = None
        objective.changed_at = now


def answer(
    session: Session, objective: Objective, stance: Stance, words: str, *, now: datetime
) -> ObjectiveAnswer:
    """Adds what she says of it. Said again in the same words, the last answer stays."""
    if not objective.is_open:
        raise MoveRefused
    last = last_answer_to(session, objective)
    if last is not None and (last.stance, last.words) == (stance, words):
        return last
    added = ObjectiveAnswer(objective_id=objective.id, stance=stance, words=words, answered_at=now)
    session.add(added)
    session.flush()
    return added


def mark_read(session: Session, objective: Objective, *, now: datetime) -> None:
    """An adviser of the structure that set it has read what she answers."""
    session.exec(
        update(ObjectiveAnswer)
        .where(
            col(ObjectiveAnswer.objective_id) == objective.id,
            col(ObjectiveAnswer.read_at).is_(None),
        )
        .values(read_at=now)
    )
