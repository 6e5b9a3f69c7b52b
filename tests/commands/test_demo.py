"""`parcours demo`: what scripts and visitors rely on."""

import json

from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.people.models import Device, Person
from backend.territories.models import Installation, Territory
from backend.web.security import token_hash
from tests.cast import Cast
from tests.commands.conftest import Parcours


def test_the_json_says_the_ways_in_of_everybody(parcours: Parcours, session: Session) -> None:
    made = json.loads(parcours("demo", "--json").stdout)

    assert made["territory"]["code"] == "81"
    amina, bilal = made["people"][:2]
    assert amina["first_name"] == "Amina"
    assert {"last_name", "birth_date", "email", "rdv_insertion_id"} <= amina.keys()
    assert amina["invitation_code"]
    assert bilal["invitation_code"]
    assert all({"email", "passphrase", "cookie"} <= adviser.keys() for adviser in made["advisers"])
    assert all({"source", "url", "secret"} <= hook.keys() for hook in made["webhooks"])
    assert made["api_token"]
    name, _, token = amina["cookie"].partition("=")
    assert name == "__Host-session"
    device = session.exec(select(Device).where(Device.token_hash == token_hash(token))).one()
    person = session.exec(select(Person).where(Person.id == device.person_id)).one()
    assert person.last_name == amina["last_name"]


def test_people_of_two_structures_are_there(parcours: Parcours, session: Session) -> None:
    parcours("demo")

    assert {t.code for t in session.exec(select(Territory))} == {"81", "973"}


def test_the_database_is_marked_as_a_demo(parcours: Parcours, session: Session) -> None:
    parcours("demo")

    assert session.exec(select(Installation)).one().is_demo


def test_a_database_in_use_is_never_filled(parcours: Parcours, cast: Cast, engine: Engine) -> None:
    assert cast.amina.id

    result = parcours("demo", fails=True)

    assert "only goes into an empty database" in result.output
    with Session(engine) as session:
        assert len(session.exec(select(Person)).all()) == 2


def test_a_demo_that_is_there_is_only_told(parcours: Parcours, session: Session) -> None:
    parcours("demo")
    people = len(session.exec(select(Person)).all())

    told = parcours("demo", "--unless-filled").output

    assert "nadia.cherif@example.org" in told
    assert "claire.bonnet@example.org" in told
    assert len(session.exec(select(Person)).all()) == people


def test_the_clock_turns_in_a_demo_only(parcours: Parcours) -> None:
    result = parcours("worker", "--once", "--now", "2026-11-24T08:00:00+01:00", fails=True)

    assert "only turns the clock of a demo" in result.output


def test_a_moment_without_its_offset_is_refused(parcours: Parcours) -> None:
    parcours("demo")

    assert "offset" in parcours("worker", "--once", "--now", "2026-11-24T08:00", fails=True).output
    assert "ISO 8601" in parcours("worker", "--once", "--now", "demain", fails=True).output


def test_the_worker_does_what_is_due_at_that_moment(parcours: Parcours) -> None:
    parcours("demo")  # on 2 March: Amina's next appointment is on the 5th

    assert "planned" in parcours("worker", "--once", "--now", "2026-03-03T10:00:00+01:00").output
