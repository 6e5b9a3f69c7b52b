"""What leads from her to her answer, and that nothing leads back."""

from datetime import datetime

import pytest
from sqlmodel import Session, select

from backend.surveys import actions
from backend.surveys.keys import KeyForgotten, forget_key, make_key, tokens_of
from backend.surveys.models import (
    Comment,
    Face,
    Moment,
    Said,
    State,
    SurveyAnswer,
    SurveyKey,
    SurveyRequest,
    TooLate,
)
from backend.surveys.progress import Stage
from tests.cast import Cast
from tests.conftest import NOON
from tests.surveys.requests import SECRET, asked


def test_an_answer_holds_nobody_and_no_hour(cast: Cast, session: Session) -> None:
    columns = SurveyAnswer.model_fields
    assert not {"person_id", "request_id", "adviser_id"} & set(columns)
    assert datetime not in {one.annotation for one in columns.values()}
    request = asked(session, cast.amina)
    actions.rate(session, request, Face.GOOD, secret=SECRET, now=NOON)
    [answer] = session.exec(select(SurveyAnswer)).all()
    kept = answer.model_dump()
    assert kept["quarter"] == request.quarter
    assert not {str(value) for value in kept.values()} & {"Amina", "Benali", cast.amina.email}


def test_a_token_is_of_one_request_one_quarter_and_one_secret(cast: Cast, session: Session) -> None:
    first = asked(session, cast.amina)
    second = asked(session, cast.amina, Moment.REVIEW)
    bilals = asked(session, cast.bilal)
    tokens = [tokens_of(session, one, secret=SECRET) for one in (first, second, bilals)]
    assert len({one.answer for one in tokens} | {one.comment for one in tokens}) == 6
    assert tokens[0].respondent == tokens[1].respondent != tokens[2].respondent
    assert tokens_of(session, first, secret=b"another").answer != tokens[0].answer
    session.delete(session.exec(select(SurveyKey)).one())
    session.flush()
    make_key(session, first.quarter)
    again = tokens_of(session, first, secret=SECRET)
    assert again.respondent != tokens[0].respondent


def test_once_the_key_is_deleted_nobodys_answer_is_found(cast: Cast, session: Session) -> None:
    request = asked(session, cast.amina)
    actions.rate(session, request, Face.BAD, secret=SECRET, now=NOON)
    forget_key(session, request.quarter)
    with pytest.raises(KeyForgotten):
        tokens_of(session, request, secret=SECRET)
    with pytest.raises(TooLate):
        actions.rate(session, request, Face.GOOD, secret=SECRET, now=NOON)
    with pytest.raises(TooLate):
        actions.take_back(session, request, secret=SECRET, now=NOON)
    assert session.exec(select(SurveyAnswer)).one().face is Face.BAD


def test_two_workers_agree_on_the_key_of_a_quarter(cast: Cast, session: Session) -> None:
    request = asked(session, cast.amina)
    before = session.exec(select(SurveyKey)).one().key
    make_key(session, request.quarter)
    assert session.exec(select(SurveyKey)).one().key == before
    assert len(before) == 64


def test_two_taps_leave_one_answer(cast: Cast, session: Session) -> None:
    request = asked(session, cast.amina)
    for face in (Face.BAD, Face.GOOD):
        actions.rate(session, request, face, secret=SECRET, now=NOON)
    said = (Stage.HELPED, Said.A_LITTLE)
    actions.say(session, request, said, secret=SECRET, now=NOON)
    [answer] = session.exec(select(SurveyAnswer).execution_options(populate_existing=True)).all()
    assert (answer.face, answer.helped) == (Face.GOOD, Said.A_LITTLE)
    assert answer.respondent == tokens_of(session, request, secret=SECRET).respondent


def test_another_face_is_also_the_one_of_her_words(cast: Cast, session: Session) -> None:
    request = asked(session, cast.amina)
    actions.rate(session, request, Face.BAD, secret=SECRET, now=NOON)
    comment = actions.write(session, request, "Trop loin.", secret=SECRET, now=NOON)
    assert comment.face is Face.BAD
    actions.rate(session, request, Face.MEDIUM, secret=SECRET, now=NOON)
    session.expire_all()
    assert session.exec(select(Comment)).one().face is Face.MEDIUM
    assert comment.token != session.exec(select(SurveyAnswer)).one().token


def test_the_day_of_the_first_tap_is_the_one_where_she_lives(cast: Cast, session: Session) -> None:
    night = datetime.fromisoformat("2026-03-03T01:00:00Z")  # still the 2nd in Cayenne
    request = asked(session, cast.bilal)
    actions.rate(session, request, Face.GOOD, secret=SECRET, now=night)
    assert request.answered_on is not None
    assert request.answered_on.isoformat() == "2026-03-02"


def test_a_request_that_is_sealed_takes_nothing_more(cast: Cast, session: Session) -> None:
    request: SurveyRequest = asked(session, cast.amina, state=State.SEALED)
    for act in (actions.take_back, actions.take_words_back):
        with pytest.raises(TooLate):
            act(session, request, secret=SECRET, now=NOON)
    with pytest.raises(TooLate):
        actions.skip(session, request, now=NOON)
