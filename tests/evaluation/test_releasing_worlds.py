"""Random quarters, counted and published by the database: the same rows as the attack reads."""

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, select

from backend.evaluation.models import Asked, Release, Result
from backend.evaluation.releasing import release_due
from backend.evaluation.telling import BLANK, told
from tests.cast import Cast
from tests.evaluation.opinions import Opinion, World
from tests.evaluation.worlds import Answer, random_answers, tallies_of

SUMMER, AUTUMN = date(2025, 7, 1), date(2025, 10, 1)
AFTER = datetime(2026, 1, 24, 12, tzinfo=UTC)
COMPARED = (Asked.SATISFACTION, Asked.HELPED, Asked.OBSTACLES)
COLUMNS = {*BLANK, "cut", "question", "asked", "answers", "counts"}


def hear(world: World, answers: list[Answer]) -> list[Answer]:
    """The same, with the structures' own numbers."""
    world.hears(
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
    return [
        one if one.structure is None else replace(one, structure=world.structures[one.structure].id)
        for one in answers
    ]


def some_answers(random: Random) -> list[Answer]:
    return [
        replace(one, structure=one.structure % 10 if one.structure else None)
        for one in random_answers(random)[:200]
    ]


def rows_of(session: Session, quarter: date) -> list[dict[str, Any]]:
    return [
        row.model_dump(include=COLUMNS)
        for row in session.exec(
            select(Result)
            .join(Release, col(Release.id) == Result.release_id)
            .where(Release.quarter == quarter, col(Result.question).in_(COMPARED))
            .order_by(col(Result.id))
        )
    ]


def in_any_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("seed", [3, 6, 8])
def test_two_quarters_are_published_as_they_were_answered(
    session: Session, cast: Cast, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 (a random quarter is no secret)
    summer = World(session, cast.tarn, quarter=SUMMER, asked_at=datetime(2025, 7, 9, 9, tzinfo=UTC))
    autumn = World(
        session,
        cast.tarn,
        quarter=AUTUMN,
        people=summer.people,
        structures=summer.structures,
        questionnaires=summer.questionnaires,
    )
    first, second = (hear(world, some_answers(random)) for world in (summer, autumn))
    release_due(session, now=AFTER)
    for quarter, answers in ((SUMMER, first), (AUTUMN, second)):
        expected = [row for row in told(tallies_of(answers)) if row["question"] in COMPARED]
        assert in_any_order(rows_of(session, quarter)) == in_any_order(expected)
