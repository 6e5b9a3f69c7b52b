"""What she says: saved at each tap, changed for a week, taken back, passed over, or stopped."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select, update

from backend.conflict import Conflict
from backend.people.models import Person
from backend.people.queries import territory_of
from backend.surveys import comments
from backend.surveys.keys import KeyForgotten, Tokens, tokens_of
from backend.surveys.masking import known_names
from backend.surveys.models import (
    Comment,
    Face,
    Obstacle,
    Said,
    State,
    SurveyAnswer,
    SurveyRequest,
    SurveyStop,
    TooLate,
)
from backend.surveys.progress import ANSWERING, HINDERED, Stage, standing_of

COLUMNS = {Stage.FIRST: "first", Stage.SECOND: "second", Stage.HELPED: "helped"}


class FaceFirst(Conflict):
    """Nothing else is kept before the first question has its answer."""


def rate(
    session: Session, request: SurveyRequest, face: Face, *, secret: bytes, now: datetime
) -> None:
    """The first question, or another face within a week. Raises TooLate."""
    tokens = _held(session, request, secret=secret, now=now)
    row = {
        "token": tokens.answer,
        "respondent": tokens.respondent,
        "territory_id": request.territory_id,
        "quarter": request.quarter,
        "structure_id": request.structure_id,
        "moment": request.moment,
        "theme": request.theme,
        "questionnaire_id": request.questionnaire_id,
        "face": face,
        "obstacles": "",
        "has_words": False,
    }
    kept = insert(SurveyAnswer).values(**row)
    kept = kept.on_conflict_do_update(index_elements=["token"], set_={"face": face})
    session.connection().execute(kept)
    comments.say_face(session, tokens.comment, face)
    if request.state is not State.ANSWERED:
        zone = territory_of(session, _person(session, request)).zone
        request.state, request.answered_on = State.ANSWERED, now.astimezone(zone).date()
        session.add(request)
        session.flush()


def say(
    session: Session,
    request: SurveyRequest,
    said: tuple[Stage, Said],
    *,
    secret: bytes,
    now: datetime,
) -> None:
    """Of a short question or of « did it help ». Raises TooLate and FaceFirst."""
    stage, word = said
    changes: dict[str, Any] = {COLUMNS[stage]: word}
    if stage is Stage.HELPED and word not in HINDERED:
        changes["obstacles"] = ""  # they are asked no longer
    _change(session, _held(session, request, secret=secret, now=now), changes)


def tick(
    session: Session,
    request: SurveyRequest,
    obstacles: Collection[Obstacle],
    *,
    secret: bytes,
    now: datetime,
) -> None:
    """Raises TooLate and FaceFirst."""
    chosen = " ".join(obstacle for obstacle in Obstacle if obstacle in obstacles)
    _change(session, _held(session, request, secret=secret, now=now), {"obstacles": chosen})


def write(
    session: Session, request: SurveyRequest, text: str, *, secret: bytes, now: datetime
) -> Comment:
    """Her words, masked. Written again, they replace the former ones. Raises as `tick`."""
    tokens = _held(session, request, secret=secret, now=now)
    answer = _change(session, tokens, {"has_words": True})
    person = _person(session, request)
    return comments.write(
        session,
        request,
        text,
        token=tokens.comment,
        face=answer.face,
        language=person.language,
        names=known_names(session, person, request.structure_id),
        now=now,
    )


def take_words_back(
    session: Session, request: SurveyRequest, *, secret: bytes, now: datetime
) -> None:
    """Raises TooLate and FaceFirst."""
    tokens = _held(session, request, secret=secret, now=now)
    _change(session, tokens, {"has_words": False})
    comments.take_back(session, tokens.comment)


def take_back(session: Session, request: SurveyRequest, *, secret: bytes, now: datetime) -> None:
    """All she said about it, as long as it can be changed. Raises TooLate."""
    tokens = _held(session, request, secret=secret, now=now)
    session.exec(delete(SurveyAnswer).where(col(SurveyAnswer.token) == tokens.answer))
    comments.take_back(session, tokens.comment)
    _skipped(session, request)


def skip(session: Session, request: SurveyRequest, *, now: datetime) -> None:
    """« Passer »: counted, and nothing more is asked about it. Raises TooLate once answered."""
    _lock(session, request)
    if request.state is State.SKIPPED:
        return
    if not request.is_open(now):
        raise TooLate
    _skipped(session, request)


def _skipped(session: Session, request: SurveyRequest) -> None:
    request.state, request.answered_on = State.SKIPPED, None
    session.add(request)
    session.flush()


def _held(session: Session, request: SurveyRequest, *, secret: bytes, now: datetime) -> Tokens:
    """Where her answer is, once nobody else can touch the request. Raises TooLate."""
    _lock(session, request)
    zone = territory_of(session, _person(session, request)).zone
    if standing_of(request, now=now, today=now.astimezone(zone).date()) not in ANSWERING:
        raise TooLate
    try:
        return tokens_of(session, request, secret=secret)
    except KeyForgotten:
        raise TooLate from None


def _lock(session: Session, request: SurveyRequest) -> None:
    """As it is now: two taps at once follow each other, and so do a tap and the counting."""
    session.exec(
        select(SurveyRequest)
        .where(SurveyRequest.id == request.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _person(session: Session, request: SurveyRequest) -> Person:
    return session.get_one(Person, request.person_id)


def _change(session: Session, tokens: Tokens, changes: dict[str, Any]) -> SurveyAnswer:
    answer = session.exec(
        select(SurveyAnswer)
        .where(SurveyAnswer.token == tokens.answer)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if answer is None:
        raise FaceFirst
    for name, value in changes.items():
        setattr(answer, name, value)
    session.add(answer)
    session.flush()
    return answer


def stop(session: Session, person: Person, *, now: datetime) -> None:
    """« Ne plus me demander »: what awaits her is taken away too."""
    row = {"person_id": person.id, "stopped_at": now}
    session.connection().execute(insert(SurveyStop).values(**row).on_conflict_do_nothing())
    session.exec(
        update(SurveyRequest)
        .where(col(SurveyRequest.person_id) == person.id, col(SurveyRequest.state) == State.OPEN)
        .values(state=State.SKIPPED)
    )


def resume(session: Session, person: Person) -> None:
    session.exec(delete(SurveyStop).where(col(SurveyStop.person_id) == person.id))
