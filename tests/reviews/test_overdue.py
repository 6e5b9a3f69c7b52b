"""Whose point de situation is late, among the people an adviser accompanies."""

from datetime import date, timedelta

from sqlmodel import Session

from backend.people.models import Accompaniment, Person
from backend.reviews import actions
from backend.reviews.caseload import due_soon_for, overdue_for
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.projects.saving import colleague
from tests.reviews.saving import SAID, held, planned, prepared

TODAY = NOON.date()


def _person(session: Session, cast: Cast, name: str, started_on: date) -> Person:
    """Somebody else whom Claire accompanies."""
    person = saved(
        session,
        Person(territory_id=cast.tarn.id, first_name=name, last_name="Costa", created_at=NOON),
    )
    saved(
        session,
        Accompaniment(person_id=person.id, adviser_id=cast.claire.id, started_on=started_on),
    )
    session.commit()
    return person


def test_nobody_is_late_on_the_first_day(session: Session, cast: Cast) -> None:
    assert overdue_for(session, cast.claire, today=TODAY) == []
    assert due_soon_for(session, cast.claire, today=TODAY) == []


def test_the_longest_late_comes_first_and_who_is_in_time_does_not_come(
    session: Session, cast: Cast
) -> None:
    for name, started_on in (
        ("Zoé", date(2025, 10, 1)),
        ("Yann", date(2025, 8, 1)),
        ("Xavier", date(2026, 2, 1)),
    ):
        _person(session, cast, name, started_on)

    late = overdue_for(session, cast.claire, today=TODAY)

    assert [(due.first_name, due.due_on) for due in late] == [
        ("Yann", date(2025, 11, 1)),
        ("Zoé", date(2026, 1, 1)),
    ]
    assert len(overdue_for(session, cast.claire, today=TODAY, limit=1)) == 1


def test_a_planned_day_puts_it_in_time_until_it_is_past(session: Session, cast: Cast) -> None:
    held(session, cast, date(2025, 11, 3))
    assert [due.due_on for due in overdue_for(session, cast.claire, today=TODAY)] == [
        date(2026, 2, 3)
    ]

    row = planned(session, cast, date(2026, 3, 10))
    assert overdue_for(session, cast.claire, today=TODAY) == []
    (soon,) = due_soon_for(session, cast.claire, today=TODAY)
    assert (soon.person_id, soon.due_on, soon.is_planned) == (
        cast.amina.id,
        date(2026, 3, 10),
        True,
    )
    assert overdue_for(session, cast.claire, today=date(2026, 3, 11))

    actions.cancel(row, now=NOON)
    session.commit()
    assert overdue_for(session, cast.claire, today=TODAY)


def test_held_it_is_no_longer_late(session: Session, cast: Cast) -> None:
    held(session, cast, date(2025, 11, 3))
    held(session, cast, date(2026, 2, 27))

    assert overdue_for(session, cast.claire, today=TODAY) == []


def test_it_says_that_she_prepared_it_only_when_she_shows_it(session: Session, cast: Cast) -> None:
    held(session, cast, date(2025, 11, 3))
    mine = prepared(session, cast)
    assert [due.is_prepared for due in overdue_for(session, cast.claire, today=TODAY)] == [False]

    actions.show_or_hide(mine, shown=True, now=NOON)
    session.commit()
    assert [due.is_prepared for due in overdue_for(session, cast.claire, today=TODAY)] == [True]

    actions.prepare(session, cast.amina, dict.fromkeys(SAID, ""), now=NOON)
    session.commit()
    assert [due.is_prepared for due in overdue_for(session, cast.claire, today=TODAY)] == [False]


def test_only_whom_one_accompanies_today(session: Session, cast: Cast) -> None:
    held(session, cast, date(2025, 11, 3))
    sophie = colleague(session, cast, cast.amina)

    assert [due.person_id for due in overdue_for(session, sophie, today=TODAY)] == [cast.amina.id]
    assert overdue_for(session, cast.karim, today=TODAY) == []
    assert overdue_for(session, sophie, today=date(2026, 1, 4)) == []


def test_soon_is_a_fortnight(session: Session, cast: Cast) -> None:
    _person(session, cast, "Zoé", date(2025, 12, 2))
    for today, count in ((date(2026, 2, 15), 0), (date(2026, 2, 16), 1), (date(2026, 3, 2), 1)):
        assert len(due_soon_for(session, cast.claire, today=today)) == count
    assert due_soon_for(session, cast.claire, today=TODAY + timedelta(days=1)) == []


def test_the_whole_caseload_is_one_statement(session: Session, cast: Cast) -> None:
    for number in range(30):
        _person(session, cast, f"P{number}", date(2025, 1, 1))
    with statements() as asked:
        late = overdue_for(session, cast.claire, today=TODAY)

    assert len(late) == 30
    assert len([one for one in asked if one.lstrip().startswith("SELECT")]) == 1
