"""A practice is written, changed, withdrawn and put back; others tell what came of it."""

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete

from backend.learning.colleagues import Colleague
from backend.learning.models import Outcome, Practice, PracticeTrial
from backend.surveys.models import Moment


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a structure tells of what it does."""

    moment: Moment
    title: str
    before: str
    what: str
    needed: str = ""


def write_practice(session: Session, here: Colleague, told: Told) -> Practice:
    practice = Practice(
        territory_id=here.territory.id,
        structure_id=here.adviser.structure_id,
        adviser_id=here.adviser.id,
        written_at=here.now,
        changed_at=here.now,
        **vars(told),
    )
    session.add(practice)
    session.flush()
    return practice


def change_practice(session: Session, here: Colleague, practice: Practice, told: Told) -> None:
    """Who wrote it first stays whom to ask."""
    for name, value in vars(told).items():
        setattr(practice, name, value)
    practice.changed_at = here.now
    session.add(practice)


def withdraw(session: Session, here: Colleague, practice: Practice) -> None:
    practice.withdrawn_at = practice.withdrawn_at or here.now
    session.add(practice)


def put_back(session: Session, practice: Practice) -> None:
    practice.withdrawn_at = None
    session.add(practice)


def tell_trial(
    session: Session, here: Colleague, practice: Practice, outcome: Outcome, words: str = ""
) -> None:
    """One a structure: what is told later replaces what was told, whoever tells it there."""
    facts = {
        "adviser_id": here.adviser.id,
        "outcome": outcome,
        "words": words,
        "told_at": here.now,
    }
    row = insert(PracticeTrial).values(
        practice_id=practice.id, structure_id=here.adviser.structure_id, **facts
    )
    one = [col(PracticeTrial.practice_id), col(PracticeTrial.structure_id)]
    session.connection().execute(row.on_conflict_do_update(index_elements=one, set_=facts))


def end_trial(session: Session, here: Colleague, practice: Practice) -> None:
    session.exec(
        delete(PracticeTrial).where(
            col(PracticeTrial.practice_id) == practice.id,
            col(PracticeTrial.structure_id) == here.adviser.structure_id,
        )
    )
