"""Rows put into the words of the interface."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from backend.api import lines, queries
from backend.api.access import Caller
from backend.api.answers import (
    AgreementOut,
    DisputeOut,
    IdentifierOut,
    LineOut,
    ObjectiveAnswerOut,
    ObjectiveOut,
    PersonOut,
    SituationOut,
    StepOut,
)
from backend.api.writers import Writer, writer_of
from backend.assessments.models import Observation
from backend.people.models import Person
from backend.people.recorded import Recorded
from backend.projects.models import Objective
from backend.steps.models import Step


def persons_out(caller: Caller, persons: Sequence[Person]) -> list[PersonOut]:
    """How to reach her, and what others call her, only while an adviser of theirs follows her."""
    session, structure = caller.session, caller.structure
    known = queries.acquaintances(session, structure, persons)
    followed = queries.accompanied_among(session, structure, persons, today=caller.today)
    identifiers = defaultdict(list)
    for row in queries.identifiers_of(session, followed):
        identifiers[row.person_id].append(IdentifierOut.model_validate(row))
    return [
        PersonOut(
            id=person.id,
            reference=known[person.id].reference if person.id in known else None,
            first_name=person.first_name,
            last_name=person.last_name,
            birth_date=person.birth_date,
            language=person.language,
            is_accompanied=person.id in followed,
            identifiers=identifiers[person.id],
            email=person.email if person.id in followed else None,
            phone=person.phone if person.id in followed else None,
            known_at=known[person.id].known_at if person.id in known else None,
        )
        for person in persons
    ]


def steps_out(caller: Caller, steps: Sequence[Step]) -> list[StepOut]:
    return [
        StepOut(**_line(caller, StepOut, step), dispute=_dispute(caller, step)) for step in steps
    ]


def objectives_out(caller: Caller, objectives: Sequence[Objective]) -> list[ObjectiveOut]:
    """What she answers is for who set it."""
    own = [objective for objective in objectives if _is_own(caller, objective)]
    answers = lines.answers_to(caller.session, own)
    return [
        ObjectiveOut(
            **_line(caller, ObjectiveOut, objective),
            answer=ObjectiveAnswerOut.model_validate(answers[objective.id])
            if objective.id in answers
            else None,
        )
        for objective in objectives
    ]


def situations_out(caller: Caller, situations: Sequence[Observation]) -> list[SituationOut]:
    own = [line for line in situations if _is_own(caller, line)]
    said = lines.agreements_with(caller.session, own)
    return [
        SituationOut(
            **_line(caller, SituationOut, line),
            agreement=AgreementOut.model_validate(said[line.id]) if line.id in said else None,
        )
        for line in situations
    ]


def _line(caller: Caller, kind: type[LineOut], line: Recorded) -> dict[str, Any]:
    facts = {name: getattr(line, name) for name in kind.model_fields if hasattr(line, name)}
    if not _is_own(caller, line):
        facts |= {"reference": None, "adviser_id": None}
    return facts | {"written_by": writer_of(line, caller.structure.id)}


def _is_own(caller: Caller, line: Recorded) -> bool:
    return writer_of(line, caller.structure.id) is Writer.YOURS


def _dispute(caller: Caller, step: Step) -> DisputeOut | None:
    if step.disputed_at is None or not _is_own(caller, step):
        return None
    return DisputeOut(
        words=step.dispute_words,
        said_at=step.disputed_at,
        answered_at=step.dispute_answered_at,
    )
