"""People who wait, on the desk of who accompanies them."""

from datetime import timedelta

from sqlmodel import Session

from backend.continuity.queries import waiting_for
from backend.continuity.watching import run
from backend.people.models import Accompaniment, Person
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import day

DAY = timedelta(days=1)
TODAY = NOON.date()


def came(session: Session, person: Person, days_ago: int) -> None:
    """She began here, and nothing has happened since."""
    person.created_at = NOON - days_ago * DAY
    session.add(person)
    session.commit()


def night(session: Session, cast: Cast) -> None:
    for territory in (cast.tarn, cast.guyane):
        run(session, territory, now=NOON)


def test_the_worst_come_first_then_the_longest(session: Session, cast: Cast) -> None:
    people = {"longer": 60, "long": 40, "alone": 35}
    ids = {}
    for name, days_ago in people.items():
        person = saved(
            session,
            Person(
                territory_id=cast.tarn.id,
                first_name=name,
                last_name="X",
                created_at=NOON - days_ago * DAY,
            ),
        )
        ids[person.id] = name
        session.add(
            Accompaniment(
                person_id=person.id,
                adviser_id=cast.claire.id,
                is_referent=name != "alone",
                started_on=day(-30),
            )
        )
    alone = next(number for number, name in ids.items() if name == "alone")
    session.add(
        Accompaniment(
            person_id=alone,
            adviser_id=cast.karim.id,
            is_referent=True,
            started_on=day(-34),
            ended_on=day(-3),
        )
    )
    session.commit()
    night(session, cast)

    found = waiting_for(session, cast.claire, today=TODAY)

    assert [ids[one.person_id] for one in found] == ["alone", "longer", "long"]
    assert found[0].told.days == 3
    session.commit()


def test_a_hundred_who_wait_are_asked_for_in_as_many_statements_as_one(
    session: Session, cast: Cast
) -> None:
    came(session, cast.amina, 34)
    night(session, cast)
    session.connection()
    with statements() as few:
        waiting_for(session, cast.claire, today=TODAY)
    for number in range(100):
        person = saved(
            session,
            Person(
                territory_id=cast.tarn.id,
                first_name="Camille",
                last_name=str(number),
                created_at=NOON - 40 * DAY,
            ),
        )
        session.add(Accompaniment(person_id=person.id, adviser_id=cast.claire.id, started_on=TODAY))
    session.commit()
    run(session, cast.tarn, now=NOON + timedelta(minutes=5))
    session.connection()
    with statements() as many:
        assert waiting_for(session, cast.claire, today=TODAY)
    session.rollback()
    assert len(many) == len(few)


def test_a_long_list_is_folded(session: Session, cast: Cast, signed_in: SignIn) -> None:
    for number in range(7):
        person = saved(
            session,
            Person(
                territory_id=cast.tarn.id,
                first_name="Camille",
                last_name=f"N{number}",
                created_at=NOON - 40 * DAY,
            ),
        )
        session.add(Accompaniment(person_id=person.id, adviser_id=cast.claire.id, started_on=TODAY))
    session.commit()
    night(session, cast)

    page = signed_in(cast.claire).visits("/pro")

    assert "2 autres personnes" in page.text
    assert page.text.index("Personnes qui attendent") < page.text.index("Demandes à traiter")


def test_others_people_are_on_others_lists(session: Session, cast: Cast) -> None:
    came(session, cast.amina, 34)
    night(session, cast)
    assert [one.person_id for one in waiting_for(session, cast.claire, today=TODAY)] == [
        cast.amina.id
    ]
    assert waiting_for(session, cast.karim, today=TODAY) == []
    session.commit()
