"""Searches without results: once a month for one asker, and nobody to be told in them."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.offers.misses import forget_askers, note_miss
from backend.offers.missing import ENOUGH, counted_months, missing, tellable
from backend.offers.models import Miss, MissKey
from backend.people.models import Person
from tests.cast import Cast, saved
from tests.conftest import NOON

FEBRUARY = NOON - timedelta(days=20)


def miss(engine: Engine, person: Person, need: str = "mobilite", **others: object) -> None:
    facts = {"need": need, "commune_code": "81004", "now": NOON} | others
    note_miss(engine, person=person, territory_id=person.territory_id, **facts)  # ty: ignore[invalid-argument-type]


def people(session: Session, cast: Cast, count: int) -> list[Person]:
    found = [
        saved(
            session,
            Person(
                territory_id=cast.tarn.id,
                first_name=f"N{number}",
                last_name="Autre",
                created_at=NOON,
            ),
        )
        for number in range(count)
    ]
    session.commit()
    return found


def rows(session: Session) -> list[Miss]:
    found = list(session.exec(select(Miss).order_by(Miss.id)))  # ty: ignore[invalid-argument-type]
    session.commit()
    return found


def test_one_asker_counts_once_a_month(engine: Engine, session: Session, cast: Cast) -> None:
    for _ in range(3):
        miss(engine, cast.amina)
    miss(engine, cast.amina, commune_code="81065")
    miss(engine, cast.amina, now=NOON + timedelta(days=31))

    found = rows(session)
    assert [(one.month, one.commune_code) for one in found] == [
        (date(2026, 3, 1), "81004"),
        (date(2026, 3, 1), "81065"),
        (date(2026, 4, 1), "81004"),
    ]
    assert found[0].asker == found[1].asker
    assert found[0].asker != found[2].asker  # another month, another key
    assert len(found[0].asker) == 32


def test_nobody_can_be_told_once_the_month_is_over(
    engine: Engine, session: Session, cast: Cast
) -> None:
    miss(engine, cast.amina)
    miss(engine, cast.amina, "sante")
    before = [one.asker for one in rows(session)]
    assert forget_askers(session, now=NOON) == 0  # the month is under way
    session.commit()
    assert [one.asker for one in rows(session)] == before

    assert forget_askers(session, now=NOON + timedelta(days=31)) == 2
    session.commit()
    session.expire_all()
    after = [one.asker for one in rows(session)]
    assert len({*before, *after}) == 3  # hers twice before, two others now
    assert session.exec(select(MissKey)).all() == []
    session.commit()
    assert forget_askers(session, now=NOON + timedelta(days=31)) == 0


def test_what_is_older_than_two_years_goes(engine: Engine, session: Session, cast: Cast) -> None:
    miss(engine, cast.amina, now=NOON - timedelta(days=800))
    miss(engine, cast.amina, now=NOON - timedelta(days=700))

    forget_askers(session, now=NOON)
    session.commit()

    assert [one.month for one in rows(session)] == [date(2024, 4, 1)]


def test_a_need_is_missing_where_five_looked_for_it(
    engine: Engine, session: Session, cast: Cast
) -> None:
    crowd = people(session, cast, 6)
    for person in crowd[:5]:
        miss(engine, person, now=FEBRUARY)
    for person in crowd[:4]:
        miss(engine, person, "sante", now=FEBRUARY)  # too few to be told
    for person in crowd[:3]:
        miss(engine, person, commune_code="81065", now=FEBRUARY)
        miss(engine, person, commune_code="81105", now=FEBRUARY)
    for person in crowd:
        miss(engine, person, "logement", now=NOON)  # the month under way

    found = missing(session, cast.tarn, today=NOON.date())

    assert [(one.need, one.commune, one.count, one.is_rest) for one in found] == [
        ("mobilite", "", 6, True),
        ("mobilite", "Albi", 5, False),
    ]
    assert missing(session, cast.guyane, today=NOON.date()) == []


def test_twelve_whole_months_are_counted() -> None:
    assert counted_months(date(2026, 3, 2)) == (date(2025, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize("seed", range(200))
def test_no_small_count_is_told_nor_can_be_worked_out(seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    cells = [
        (need, f"81{commune:03}", dice.randint(1, 9))
        for need in ("logement", "mobilite")
        for commune in range(dice.randint(1, 6))
    ]
    told = list(tellable(cells))

    assert all(count >= ENOUGH for _, _, count in told)
    for need in ("logement", "mobilite"):
        hidden = {code: count for n, code, count in cells if n == need and count < ENOUGH}
        rest = [count for n, code, count in told if n == need and code is None]
        assert not {code for n, code, _ in told if n == need} & set(hidden)
        if rest:  # several communes share it: none of them follows from what is told
            assert len(hidden) >= 2
            assert rest == [sum(hidden.values())]
