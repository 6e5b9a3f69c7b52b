"""Requests and answers of one quarter, straight into the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlmodel import Session

from backend.people.models import Person
from backend.surveys.keys import make_key, tokens_of
from backend.surveys.models import (
    Face,
    Moment,
    Questionnaire,
    Said,
    State,
    SurveyAnswer,
    SurveyRequest,
)
from backend.territories.models import Structure, Territory
from backend.vocabulary.themes import Theme

SECRET = b"of these tests" * 3
QUARTER = date(2025, 10, 1)
SEASON = datetime(2025, 10, 5, 9, tzinfo=UTC)
RELEASED = datetime(2026, 1, 23, 12, tzinfo=UTC)  # the day it is due, at noon

numbers = count(1)


@dataclass(frozen=True)
class Opinion:
    person: int  # which one of the world's
    structure: int | None  # which one of the world's
    face: Face | None  # None: nothing was said
    moment: Moment = Moment.APPOINTMENT
    theme: Theme | None = None
    helped: Said | None = None
    first: Said | None = None
    obstacles: str = ""
    version: int = 1


@dataclass
class World:
    session: Session
    territory: Territory
    quarter: date = QUARTER
    asked_at: datetime = SEASON
    people: list[Person] = field(default_factory=list)
    structures: list[Structure] = field(default_factory=list)
    requests: list[SurveyRequest] = field(default_factory=list)
    answers: list[SurveyAnswer] = field(default_factory=list)
    questionnaires: dict[tuple[Moment, int], Questionnaire] = field(default_factory=dict)

    def hears(self, opinions: Iterable[Opinion]) -> None:
        make_key(self.session, self.quarter)
        for opinion in opinions:
            self._hear(opinion)
        self.session.commit()

    def _hear(self, opinion: Opinion) -> None:
        request = self._asked(opinion)
        if opinion.face is None:
            return
        tokens = tokens_of(self.session, request, secret=SECRET)
        answer = SurveyAnswer(
            token=tokens.answer,
            respondent=tokens.respondent,
            territory_id=self.territory.id,
            quarter=self.quarter,
            structure_id=request.structure_id,
            moment=opinion.moment,
            theme=opinion.theme,
            questionnaire_id=request.questionnaire_id,
            face=opinion.face,
            first=opinion.first,
            helped=opinion.helped,
            obstacles=opinion.obstacles,
        )
        self.session.add(answer)
        self.answers.append(answer)

    def _asked(self, opinion: Opinion) -> SurveyRequest:
        said = opinion.face is not None
        structure = opinion.structure
        request = SurveyRequest(
            person_id=self._person(opinion.person).id,
            territory_id=self.territory.id,
            moment=opinion.moment,
            subject_id=next(numbers),
            structure_id=None if structure is None else self._structure(structure).id,
            theme=opinion.theme,
            questionnaire_id=self._questionnaire(opinion).id,
            happened_on=self.asked_at.date(),
            quarter=self.quarter,
            asked_at=self.asked_at,
            expires_at=self.asked_at + timedelta(days=14),
            state=State.ANSWERED if said else State.SKIPPED,
            answered_on=self.asked_at.date() if said else None,
        )
        self.session.add(request)
        self.session.flush()
        self.requests.append(request)
        return request

    def _person(self, number: int) -> Person:
        while len(self.people) <= number:
            person = Person(
                territory_id=self.territory.id,
                first_name="Somebody",
                last_name=str(next(numbers)),
                birth_date=date(1990, 1, 1),
                created_at=self.asked_at,
            )
            self.session.add(person)
            self.people.append(person)
        self.session.flush()
        return self.people[number]

    def _structure(self, number: int) -> Structure:
        while len(self.structures) <= number:
            structure = Structure(territory_id=self.territory.id, name=f"S{next(numbers)}")
            self.session.add(structure)
            self.structures.append(structure)
        self.session.flush()
        return self.structures[number]

    def _questionnaire(self, opinion: Opinion) -> Questionnaire:
        key = (opinion.moment, opinion.version)
        if key not in self.questionnaires:
            self.questionnaires[key] = Questionnaire(
                territory_id=self.territory.id,
                moment=opinion.moment,
                version=opinion.version,
                saved_at=self.asked_at,
            )
            self.session.add(self.questionnaires[key])
            self.session.flush()
        return self.questionnaires[key]


def said(
    structure: int | None, faces: str, *, people: Sequence[int], moment: Moment = Moment.APPOINTMENT
) -> list[Opinion]:
    """`said(0, "ggmb", people=range(4))`: a letter for each person."""
    letters = {"g": Face.GOOD, "m": Face.MEDIUM, "b": Face.BAD, "-": None}
    return [
        Opinion(person, structure, letters[face], moment)
        for person, face in zip(people, faces, strict=True)
    ]
