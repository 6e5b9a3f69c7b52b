"""A quarter is counted once, on its day; then nobody's answer can be found."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from backend.evaluation import forgetting, releasing
from backend.evaluation.counting import count
from backend.evaluation.forgetting import forget_counted
from backend.evaluation.models import Asked, Cut, Release, Result
from backend.evaluation.releasing import forget_who, release, release_beside, release_due
from backend.settings import Settings
from backend.surveys.keys import KeyForgotten, tokens_of
from backend.surveys.models import (
    Comment,
    CommentState,
    Face,
    Moment,
    Refusal,
    Said,
    State,
    SurveyAnswer,
    SurveyKey,
    SurveyRequest,
)
from backend.surveys.quarters import monday_of
from tests.cast import Cast
from tests.evaluation.opinions import QUARTER, RELEASED, SECRET, Opinion, World, said
from tests.evaluation.worlds import random_answers, tallies_of

APPOINTMENT = Moment.APPOINTMENT


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "BATCH", 4)
    monkeypatch.setattr(forgetting, "BATCH", 4)


@pytest.fixture
def tarn(session: Session, cast: Cast) -> World:
    return World(session, cast.tarn)


@pytest.fixture
def guyane(session: Session, cast: Cast) -> World:
    return World(session, cast.guyane)


def results(session: Session, cut: Cut, question: Asked = Asked.SATISFACTION) -> list[Result]:
    return list(
        session.exec(
            select(Result)
            .where(Result.cut == cut, Result.question == question)
            .order_by(col(Result.structure_id).asc().nulls_last(), col(Result.id))
        )
    )


def told(row: Result) -> tuple[int, int, dict[str, int]]:
    return row.asked, row.answers, dict(row.by_code)


def comment(world: World, token: str, state: CommentState) -> Comment:
    return Comment(
        token=token,
        territory_id=world.territory.id,
        moment=APPOINTMENT,
        quarter=world.quarter,
        week=monday_of(world.asked_at.date()),
        face=Face.BAD,
        language="fr",
        text="Trop long.",
        state=state,
        refusal=Refusal.NOT_SURE if state is CommentState.REFUSED else None,
    )


def test_a_small_quarter_worked_out_by_hand(session: Session, tarn: World) -> None:
    tarn.hears(
        said(0, "ggggmb", people=range(6))  # safe
        + said(1, "ggmm", people=range(6, 10))  # four people: with the smallest other
        + said(2, "gggbbmm--", people=range(10, 19))  # nine asked, seven answers
    )
    release_due(session, now=RELEASED)
    found = session.exec(select(Release)).one()
    assert (found.territory_id, found.quarter, found.method) == (tarn.territory.id, QUARTER, 1)
    assert (found.asked, found.skipped) == (19, 2)
    assert found.released_at == RELEASED
    whole = {"good": 9, "medium": 5, "bad": 3}
    assert [told(row) for row in results(session, Cut.TERRITORY)] == [(19, 17, whole)]
    assert [told(row) for row in results(session, Cut.MOMENT)] == [(19, 17, whole)]
    alone, others = results(session, Cut.STRUCTURE)
    assert told(alone) == (9, 7, {"good": 3, "medium": 2, "bad": 2})
    assert (alone.structure_id, alone.together) == (tarn.structures[2].id, False)
    assert told(others) == (10, 10, {"good": 6, "medium": 3, "bad": 1})
    assert (others.structure_id, others.together) == (None, True)
    assert results(session, Cut.STRUCTURE_MOMENT) == []


def test_helped_and_obstacles(session: Session, tarn: World) -> None:
    without = [
        Opinion(person, 0, Face.MEDIUM, helped=Said.NO, obstacles="transport money")
        for person in range(4)
    ]
    little = [
        Opinion(person, 0, Face.BAD, helped=Said.A_LITTLE, obstacles="transport")
        for person in range(4, 7)
    ]
    helped = [Opinion(person, 0, Face.GOOD, helped=Said.YES) for person in range(7, 12)]
    unsure = [Opinion(12, 0, Face.GOOD, helped=Said.DO_NOT_KNOW), Opinion(13, 0, Face.GOOD)]
    tarn.hears(without + little + helped + unsure)
    release_due(session, now=RELEASED)
    (row,) = results(session, Cut.TERRITORY, Asked.HELPED)
    assert told(row) == (14, 12, {"yes": 5, "a_little": 3, "no": 4}), "« I do not know » is neither"
    (row,) = results(session, Cut.MOMENT, Asked.OBSTACLES)
    assert told(row) == (14, 7, {"transport": 7}), "money was named by four people"


def test_how_far_people_went_is_told_by_moment(session: Session, tarn: World) -> None:
    tarn.hears(
        [
            Opinion(
                person,
                0,
                Face.GOOD if person < 4 else Face.BAD if person < 6 else Face.MEDIUM,
                first=Said.YES if person < 7 else None,
                helped=Said.YES if person < 4 else None,
            )
            for person in range(9)
        ]
    )
    release_due(session, now=RELEASED)
    (row,) = results(session, Cut.MOMENT, Asked.REACHED)
    assert told(row) == (9, 9, {"face": 9, "short": 7}), "four went further: too few to tell"


def test_versions_of_a_questionnaire_are_never_mixed(session: Session, tarn: World) -> None:
    answers = [Said.YES, Said.YES, Said.NO, Said.NO, Said.DO_NOT_KNOW]
    tarn.hears(
        Opinion(person, 0, face, first=first, version=version)
        for version, firsts in ((1, answers), (2, [*answers, Said.YES]), (3, answers[:3]))
        for person, (first, face) in enumerate(zip(firsts, list(Face) * 2, strict=False))
    )
    release_due(session, now=RELEASED)
    rows = {row.questionnaire_id: row for row in results(session, Cut.MOMENT, Asked.FIRST)}
    one, two, three = (tarn.questionnaires[APPOINTMENT, version].id for version in (1, 2, 3))
    assert told(rows[one]) == (5, 5, {"yes": 2, "no": 2, "do_not_know": 1})
    assert told(rows[two]) == (6, 6, {"yes": 3, "no": 2, "do_not_know": 1})
    assert three not in rows
    assert results(session, Cut.MOMENT, Asked.SECOND) == []
    assert all(row.questionnaire_id is None for row in results(session, Cut.MOMENT))


def test_nothing_is_told_of_too_few(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggmb", people=range(4)))
    release_due(session, now=RELEASED)
    assert session.exec(select(Release)).one().asked == 4
    assert session.exec(select(Result)).all() == []


def test_a_quarter_in_which_nobody_was_asked_is_not_published(session: Session, cast: Cast) -> None:
    assert cast
    release_due(session, now=RELEASED)
    assert session.exec(select(Release)).all() == []


def test_nothing_is_published_before_its_day(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    release_due(session, now=datetime(2026, 1, 22, 22, 59, tzinfo=UTC))
    assert session.exec(select(Release)).all() == []
    assert session.exec(select(SurveyKey)).all()
    release_due(session, now=datetime(2026, 1, 22, 23, 0, tzinfo=UTC))  # midnight in Albi
    assert session.exec(select(Release)).one().quarter == QUARTER


def test_a_quarter_is_counted_once(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    release_due(session, now=RELEASED)
    before = [row.model_dump() for row in session.exec(select(Result))]
    tarn.hears(said(0, "bbbb", people=range(6, 10)))  # which cannot be
    release_due(session, now=RELEASED + timedelta(days=1))
    assert not release(session, tarn.territory, QUARTER, now=RELEASED)
    session.expire_all()
    assert [row.model_dump() for row in session.exec(select(Result))] == before
    assert session.exec(select(Release)).one().released_at == RELEASED


def test_of_two_workers_one_publishes_unless_they_stop(
    engine: Engine, session: Session, settings: Settings, tarn: World
) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))

    def work(is_stopping: Callable[[], bool]) -> None:
        release_beside(engine, settings, now=RELEASED, is_stopping=is_stopping)

    work(lambda: True)
    assert session.exec(select(Release)).all() == []
    session.commit()
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, [lambda: False] * 2))
    assert len(results(session, Cut.TERRITORY)) == 1
    assert len(session.exec(select(SurveyAnswer)).all()) == 6
    assert session.exec(select(SurveyKey)).all() == []


def test_whoever_comes_second_writes_nothing(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    assert release(session, tarn.territory, QUARTER, now=RELEASED)
    assert not release(session, tarn.territory, QUARTER, now=RELEASED)
    assert len(results(session, Cut.TERRITORY)) == 1


def test_each_territory_has_its_day(session: Session, tarn: World, guyane: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    guyane.hears(said(0, "ggggmb", people=range(6)))
    in_albi = datetime(2026, 1, 22, 23, 30, tzinfo=UTC)  # still the day before in Cayenne
    release_due(session, now=in_albi)
    assert session.exec(select(Release.territory_id)).all() == [tarn.territory.id]
    assert session.exec(select(SurveyKey)).all(), "those of Guyane can still be found"
    assert State.SEALED not in set(session.exec(select(SurveyRequest.state)))
    release_due(session, now=datetime(2026, 1, 23, 2, 59, tzinfo=UTC))
    assert len(session.exec(select(Release)).all()) == 1
    release_due(session, now=datetime(2026, 1, 23, 3, 0, tzinfo=UTC))  # midnight in Cayenne
    assert len(session.exec(select(Release)).all()) == 2
    assert session.exec(select(SurveyKey)).all() == []
    assert set(session.exec(select(SurveyRequest.state))) == {State.SEALED}


def test_the_current_quarter_is_left_alone(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    now_on = World(
        session,
        tarn.territory,
        quarter=date(2026, 1, 1),
        asked_at=RELEASED - timedelta(days=2),
        people=tarn.people,
        questionnaires=tarn.questionnaires,
    )
    now_on.hears(said(0, "ggb", people=range(3)))
    release_due(session, now=RELEASED)
    assert [key.quarter for key in session.exec(select(SurveyKey))] == [now_on.quarter]
    for request, answer in zip(now_on.requests, now_on.answers, strict=True):
        session.refresh(request)
        assert request.state is State.ANSWERED
        assert tokens_of(session, request, secret=SECRET).answer == answer.token


def test_once_published_nobodys_answer_can_be_found(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb-", people=range(7)))
    tokens = {answer.token for answer in tarn.answers}
    session.add(comment(tarn, "ab" * 16, CommentState.WAITING))
    session.commit()
    release_due(session, now=RELEASED)
    session.expire_all()
    for request in tarn.requests:
        assert (request.state, request.answered_on) == (State.SEALED, None)
        with pytest.raises(KeyForgotten):
            tokens_of(session, request, secret=SECRET)
    kept = session.exec(select(SurveyAnswer.token, SurveyAnswer.respondent)).all()
    assert len(kept) == len({token for token, _ in kept}) == 6
    assert not tokens & {token for token, _ in kept}
    assert {respondent for _, respondent in kept} == {""}
    assert session.exec(select(Comment.token)).one() != "ab" * 16


def test_what_was_cut_short_is_taken_up(session: Session, tarn: World) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    assert release(session, tarn.territory, QUARTER, now=RELEASED)
    assert session.exec(select(SurveyKey)).all()
    release_due(session, now=RELEASED)
    assert session.exec(select(SurveyKey)).all() == []
    tokens = set(session.exec(select(SurveyAnswer.token)))
    forget_who(session, QUARTER)
    assert set(session.exec(select(SurveyAnswer.token))) == tokens, "once is enough"


def test_requests_of_somebody_erased_do_not_lower_who_was_asked(
    session: Session, tarn: World
) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    for request in tarn.requests:
        session.delete(request)
    session.commit()
    release_due(session, now=RELEASED)
    assert [told(row)[:2] for row in results(session, Cut.TERRITORY)] == [(6, 6)]


def test_answers_are_deleted_three_months_after_they_were_counted(
    session: Session, tarn: World
) -> None:
    tarn.hears(said(0, "ggggmb", people=range(6)))
    for state in CommentState:
        session.add(comment(tarn, f"{state:-<32}", state))
    session.commit()
    release_due(session, now=RELEASED)
    forget_counted(session, now=RELEASED + timedelta(days=89))
    assert len(session.exec(select(SurveyAnswer)).all()) == 6
    forget_counted(session, now=RELEASED + timedelta(days=90))
    assert session.exec(select(SurveyAnswer)).all() == []
    left = set(session.exec(select(Comment.state)))
    assert left == {CommentState.ACCEPTED, CommentState.WAITING}
    assert results(session, Cut.TERRITORY)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_database_counts_as_one_would_one_by_one(
    session: Session, tarn: World, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 (nothing is secret)
    answers = [replace(one, structure=_small(one.structure)) for one in random_answers(random)][
        :150
    ]
    tarn.hears(
        Opinion(
            int(one.person),
            one.structure,
            one.face,
            one.moment,
            one.theme,
            one.helped,
            one.first,
            one.obstacles,
        )
        for one in answers
    )
    found = count(session, tarn.territory.id, QUARTER)
    numbers = {structure.id: place for place, structure in enumerate(tarn.structures)}
    expected = tallies_of(answers)
    for ours, theirs in (
        (found.satisfaction, expected.satisfaction),
        (found.helped, expected.helped),
    ):
        assert {
            (numbers.get(structure), *rest): group.counts
            for (structure, *rest), group in ours.items()
        } == {cell: group.counts for cell, group in theirs.items()}
    for moment, group in found.obstacles.items():
        assert group.counts == expected.obstacles[moment].counts
        for code, who in expected.obstacles[moment].people.items():
            assert min(len(group.people[code]), 11) == min(len(who), 11)
    assert sum(found.asked.values()) == len(answers)


def _small(structure: int | None) -> int | None:
    return None if structure is None else structure % 10


def test_counting_asks_as_much_of_ten_answers_as_of_a_hundred(
    engine: Engine, session: Session, tarn: World
) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))

    def statements(faces: str, people: Sequence[int]) -> int:
        tarn.hears(said(0, faces, people=people))
        asked.clear()
        count(session, tarn.territory.id, QUARTER)
        return len(asked)

    assert statements("gb" * 5, range(10)) == statements("gmb" * 30, range(10, 100)) <= 8
