"""What is left in the database once a quarter is published leads from no answer to a person."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, select

from backend.evaluation.models import Result
from backend.evaluation.releasing import release_due
from backend.surveys.models import Face, Said, State, SurveyAnswer, SurveyKey, SurveyRequest
from backend.tables import METADATA
from tests.cast import Cast
from tests.evaluation.opinions import RELEASED, Opinion, World

MANY = 300


@pytest.fixture
def world(session: Session, cast: Cast) -> World:
    """Each answer can be recognised by its obstacles, which is more than anybody knows of it."""
    world = World(session, cast.tarn)
    random = Random(5)  # noqa: S311 (a random quarter is no secret)
    world.hears(
        Opinion(
            number % 120,
            number % 3,
            random.choice([*Face, None]),
            helped=random.choice(list(Said)),
            obstacles=f"mark{number:05d}",
        )
        for number in range(MANY)
    )
    return world


def order_of_answers(session: Session, order: str = "") -> list[int]:
    rows = session.connection().execute(text(f"SELECT obstacles FROM survey_answer {order}"))  # noqa: S608
    return [int(mark.removeprefix("mark")) for (mark,) in rows]


def correlation(order: list[int]) -> float:
    """Of where each stands with when it came (Spearman's)."""
    rank = {mark: place for place, mark in enumerate(sorted(order))}
    count = len(order)
    distance = sum((rank[mark] - place) ** 2 for place, mark in enumerate(order))
    return 1 - 6 * distance / (count * (count**2 - 1))


def everything(session: Session) -> Iterator[str]:
    for table in METADATA.sorted_tables:
        if table.name not in {"commune", "postcode"}:
            for row in session.connection().execute(table.select()):
                yield from map(str, row)


def test_an_answer_holds_nothing_that_tells_who_or_when(session: Session) -> None:
    columns = {
        column["name"] for column in inspect(session.connection()).get_columns("survey_answer")
    }
    about = {"territory_id", "quarter", "structure_id", "moment", "theme", "questionnaire_id"}
    opinion = {"face", "first", "second", "helped", "obstacles", "has_words"}
    assert columns == {"token", "respondent"} | about | opinion


def test_no_trace_of_what_led_to_an_answer_is_left(session: Session, world: World) -> None:
    key = session.exec(select(SurveyKey.key)).one()
    leading = {key} | {token for one in world.answers for token in (one.token, one.respondent)}
    assert leading & set(everything(session)) == leading
    release_due(session, now=RELEASED)
    assert session.exec(select(Result)).first()
    assert leading & set(everything(session)) == set()


def test_requests_no_longer_tell_who_answered(session: Session, world: World) -> None:
    asked = len(world.requests)
    assert len(world.answers) < asked
    release_due(session, now=RELEASED)
    session.expire_all()
    states = [(one.state, one.answered_on) for one in session.exec(select(SurveyRequest))]
    assert states == [(State.SEALED, None)] * asked


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("order", ["", "ORDER BY token"])
def test_answers_do_not_lie_in_the_order_in_which_they_came(session: Session, order: str) -> None:
    before = order_of_answers(session, order)
    release_due(session, now=RELEASED)
    after = order_of_answers(session, order)
    assert sorted(after) == sorted(before)
    assert abs(correlation(after)) < 0.3  # five times what chance gives
    place = {mark: number for number, mark in enumerate(before)}
    assert abs(correlation([place[mark] for mark in after])) < 0.3, "nor in the one they had"


def test_answers_of_one_person_can_no_longer_be_put_together(
    session: Session, world: World
) -> None:
    assert len({one.respondent for one in world.answers}) < len(world.answers)
    release_due(session, now=RELEASED)
    session.expire_all()
    assert {one.respondent for one in session.exec(select(SurveyAnswer))} == {""}
