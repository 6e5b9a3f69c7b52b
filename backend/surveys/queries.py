"""What a person is asked, as she may read it. Nobody else reads a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from backend.people.models import Person
from backend.surveys.models import (
    ANSWERABLE,
    CHANGEABLE,
    Face,
    Moment,
    Questionnaire,
    SurveyAnswer,
    SurveyRequest,
    SurveyStop,
)
from backend.surveys.words import ABOUT, FACE_ICONS, FACES
from backend.web.dates import day
from backend.web.language import _

LISTED = ANSWERABLE + CHANGEABLE + timedelta(days=1)  # since it was asked; then it is over


class FaceShown(NamedTuple):
    value: Face
    words: str
    icon: str


@dataclass(frozen=True)
class Card:
    """The first question about one event; its words are those of whoever reads it."""

    id: int
    moment: Moment
    happened_on: date
    back: str = "/"  # the page it stands on

    @property
    def path(self) -> str:
        return f"/avis/{self.id}"

    @property
    def about(self) -> str:
        return _(ABOUT[self.moment]) % {"day": day(self.happened_on)}

    @property
    def faces(self) -> list[FaceShown]:
        return [FaceShown(face, _(words), FACE_ICONS[face]) for face, words in FACES.items()]


def card(request: SurveyRequest, *, back: str = "/") -> Card:
    return Card(request.id, request.moment, request.happened_on, back)


def card_of(session: Session, request_id: int) -> Card:
    """Of a request that was found through her."""
    return card(session.get_one(SurveyRequest, request_id))


def one_for(session: Session, person: Person, request_id: int) -> SurveyRequest | None:
    return session.exec(
        select(SurveyRequest).where(
            SurveyRequest.id == request_id, SurveyRequest.person_id == person.id
        )
    ).one_or_none()


def recent(session: Session, person: Person, *, now: datetime) -> Sequence[SurveyRequest]:
    """What she was asked and may still answer or change, or could a few days ago."""
    return session.exec(
        select(SurveyRequest)
        .where(SurveyRequest.person_id == person.id, col(SurveyRequest.asked_at) > now - LISTED)
        .order_by(col(SurveyRequest.asked_at).desc(), col(SurveyRequest.id).desc())
    ).all()


def has_stopped(session: Session, person: Person) -> bool:
    return session.get(SurveyStop, person.id) is not None


def answer_with(session: Session, token: str) -> SurveyAnswer | None:
    return session.get(SurveyAnswer, token)


def questionnaire_of(session: Session, request: SurveyRequest) -> Questionnaire:
    """The version she was asked, whatever is published since."""
    return session.get_one(Questionnaire, request.questionnaire_id)
