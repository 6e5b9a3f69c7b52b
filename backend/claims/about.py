"""What of hers a claim speaks of: one of her objectives, or something written about her."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlmodel import Session

from backend.claims.models import Claim
from backend.claims.states import Kind
from backend.people.models import Person
from backend.projects.models import Objective, ObjectiveStatus
from backend.projects.queries import objectives_of, one_for
from backend.vocabulary.themes import LABELS
from backend.web.language import N_

OBJECTIVE = "objective:"


class Subject(StrEnum):
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    STEP = "step"
    SITUATION = "situation"
    OTHER = "other"


SUBJECTS: Mapping[Subject, str] = {
    Subject.FIRST_NAME: N_("My first name"),
    Subject.LAST_NAME: N_("My surname"),
    Subject.BIRTH_DATE: N_("My date of birth"),
    Subject.PHONE: N_("My phone number"),
    Subject.EMAIL: N_("My e-mail address"),
    Subject.STEP: N_("A step of my parcours"),
    Subject.SITUATION: N_("Something written about my situation"),
    Subject.OTHER: N_("Something else"),
}


def objectives_in_progress(session: Session, person: Person) -> Sequence[Objective]:
    return [
        told.objective
        for told in objectives_of(session, person)
        if told.objective.status is ObjectiveStatus.IN_PROGRESS
    ]


def objective_of(session: Session, person: Person, claim: Claim) -> Objective | None:
    """Still there; her claim keeps its own words in any case."""
    number = claim.about.removeprefix(OBJECTIVE)
    if claim.kind is not Kind.CONTEST_OBJECTIVE or not number.isdecimal():
        return None
    return one_for(session, person, int(number))


def subject_of(claim: Claim) -> str | None:
    """Not yet translated: a theme, or what is to be put right."""
    if claim.theme is not None:
        return LABELS[claim.theme]
    if claim.kind is Kind.CORRECT_DATA and claim.about in SUBJECTS:
        return SUBJECTS[Subject(claim.about)]
    return None
