"""Telling of people: found by what they are called, never by their names."""

from typing import Any

import pytest
from sqlmodel import Session, select

from backend.people.models import (
    Credential,
    IdentifierSystem,
    KnownPerson,
    Person,
    PersonIdentifier,
)
from backend.sharing.models import Consultation, Purpose
from tests.api.conftest import MakeTool, Tool
from tests.cast import Cast
from tests.conftest import NOON

AMINA: dict[str, Any] = {"first_name": "Amina", "last_name": "Benali"}
HERS = [{"system": "rdv_insertion", "value": "3432"}]


def known(session: Session, tool: Tool, person_id: int) -> KnownPerson | None:
    row = session.get(KnownPerson, (tool.structure.id, person_id), populate_existing=True)
    session.commit()  # on SQLite whoever looks keeps the others waiting
    return row


def test_somebody_new_is_created_in_the_territory(tool: Tool, cast: Cast, session: Session) -> None:
    response = tool.asks(
        "POST",
        "/people",
        json={
            "reference": "A-1",
            "identifiers": [{"system": "france_travail", "value": "81X"}],
            "first_name": "Nora",
            "last_name": "Lopez",
            "birth_date": "1990-02-01",
            "phone": "06 12 34 56 78",
        },
    )

    assert response.status_code == 201
    told = response.json()
    assert response.headers["location"] == f"/api/v1/people/{told['id']}"
    nora = session.exec(select(Person).where(Person.id == told["id"])).one()
    assert (nora.territory_id, nora.first_name, nora.phone) == (
        cast.tarn.id,
        "Nora",
        "+33612345678",
    )
    assert told["reference"] == "A-1"
    identifier = session.exec(select(PersonIdentifier).where(PersonIdentifier.value == "81X")).one()
    assert (identifier.person_id, identifier.system) == (nora.id, IdentifierSystem.FRANCE_TRAVAIL)


def test_told_again_with_her_reference_she_is_not_doubled(tool: Tool) -> None:
    first = tool.knows("Nora")
    again = tool.tells("/people", expects=200, reference="Nora", first_name="N", last_name="L")

    assert again["id"] == first
    assert again["first_name"] == "Nora"


def test_an_identifier_given_at_enrolment_links_her(
    neighbour: Tool, cast: Cast, session: Session
) -> None:
    neighbour.reads(f"/people/{cast.amina.id}", expects=404)

    told = neighbour.tells("/people", expects=200, identifiers=HERS, reference="7", **AMINA)

    assert told["id"] == cast.amina.id
    link = known(session, neighbour, cast.amina.id)
    assert link is not None
    assert link.reference == "7"
    assert neighbour.reads(f"/people/{cast.amina.id}")["first_name"] == "Amina"


def test_her_name_and_birth_date_find_nobody(tool: Tool, cast: Cast) -> None:
    told = tool.tells("/people", reference="x", birth_date="1994-05-17", **AMINA)
    assert told["id"] != cast.amina.id


def test_how_to_reach_her_is_filled_never_overwritten(
    tool: Tool, cast: Cast, session: Session
) -> None:
    cast.amina.phone = None
    session.add(cast.amina)
    session.commit()

    tool.tells(
        "/people",
        expects=200,
        identifiers=HERS,
        email="other@example.org",
        phone="0612345678",
        **AMINA,
    )

    session.refresh(cast.amina)
    assert cast.amina.email == "amina@example.org"
    assert cast.amina.phone == "+33612345678"


def test_what_she_chose_when_she_enrolled_cannot_be_changed(
    tool: Tool, cast: Cast, session: Session
) -> None:
    path = f"/people/{cast.amina.id}"
    assert tool.changes(path, email="first@example.org")["email"] == "first@example.org"

    session.add(Credential(person_id=cast.amina.id, passphrase_hash="", changed_at=NOON))
    session.commit()

    assert tool.changes(path, email="second@example.org")["email"] == "first@example.org"


def test_how_to_reach_her_is_told_only_to_who_accompanies_her(
    tool: Tool, neighbour: Tool, cast: Cast
) -> None:
    neighbour.tells("/people", expects=200, identifiers=HERS, **AMINA)

    told = neighbour.reads(f"/people/{cast.amina.id}")
    assert (told["is_accompanied"], told["email"], told["phone"]) == (False, None, None)
    assert told["identifiers"] == []
    told = tool.reads(f"/people/{cast.amina.id}")
    assert (told["is_accompanied"], told["email"]) == (True, "amina@example.org")
    assert told["identifiers"] == HERS


def test_only_who_accompanies_her_corrects_her_name(
    tool: Tool, neighbour: Tool, cast: Cast
) -> None:
    neighbour.tells("/people", expects=200, identifiers=HERS, **AMINA)
    neighbour.changes(f"/people/{cast.amina.id}", expects=409, last_name="Autre")
    assert tool.changes(f"/people/{cast.amina.id}", last_name="Ben Ali")["last_name"] == "Ben Ali"


def test_an_identifier_she_has_otherwise_is_refused(
    tool: Tool, cast: Cast, session: Session
) -> None:
    tool.changes(f"/people/{cast.amina.id}", reference="7")
    other = [{"system": "rdv_insertion", "value": "9999"}]

    tool.tells("/people", expects=409, reference="7", identifiers=other, **AMINA)

    values = session.exec(
        select(PersonIdentifier.value).where(PersonIdentifier.person_id == cast.amina.id)
    ).all()
    assert values == ["3432"]


def test_two_persons_cannot_have_one_reference(tool: Tool, cast: Cast) -> None:
    tool.knows("Nora")
    tool.changes(f"/people/{cast.amina.id}", expects=409, reference="Nora")


def test_the_list_holds_those_the_structure_knows(tool: Tool, cast: Cast) -> None:
    """Amina because Claire accompanies her, Nora because the tool told of her; not Bilal."""
    nora = tool.knows("Nora")
    assert {person["id"] for person in tool.reads("/people")["items"]} == {cast.amina.id, nora}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"reference": "Nora"}, ["Nora"]),
        ({"reference": "nobody"}, []),
        ({"identifier": "rdv_insertion:3432"}, ["Amina"]),
        ({"identifier": "france_travail:3432"}, []),
        ({"identifier": "rdv_insertion:5527"}, []),
    ],
    ids=["reference", "unknown reference", "identifier", "other system", "another territory's"],
)
def test_the_list_is_narrowed(tool: Tool, query: dict[str, Any], found: list[str]) -> None:
    tool.knows("Nora")
    items = tool.reads("/people", **query)["items"]
    assert [person["first_name"] for person in items] == found


def test_who_another_territory_knows_does_not_exist(
    tool_of: MakeTool, tool: Tool, cast: Cast
) -> None:
    tool.reads(f"/people/{cast.bilal.id}", expects=404)
    tool.changes(f"/people/{cast.bilal.id}", expects=404, reference="7")
    elsewhere = tool_of(cast.mission_locale)
    told = elsewhere.tells("/people", identifiers=HERS, **AMINA)
    assert told["id"] != cast.amina.id, "an identifier is of its territory"


def test_each_reading_is_written_down_for_her(tool: Tool, cast: Cast, session: Session) -> None:
    tool.reads(f"/people/{cast.amina.id}")
    tool.reads("/people")

    noted = session.exec(select(Consultation)).all()
    assert [(row.person_id, row.structure_id, row.purpose) for row in noted] == [
        (cast.amina.id, cast.department.id, Purpose.TOOL)
    ] * 2
    assert {row.looked_at for row in noted} == {NOON}


def test_the_file_that_was_kept_answers_to_the_old_number(
    tool: Tool, cast: Cast, session: Session
) -> None:
    nora = tool.knows("Nora")
    row = session.exec(select(Person).where(Person.id == nora)).one()
    row.merged_into_id = cast.amina.id
    session.commit()

    assert tool.reads(f"/people/{nora}")["id"] == cast.amina.id
    assert [person["id"] for person in tool.reads("/people")["items"]] == [cast.amina.id]


def test_what_a_merged_file_was_called_still_means_her(
    tool: Tool, cast: Cast, session: Session
) -> None:
    nora = tool.knows("Nora")
    tool.changes(f"/people/{cast.amina.id}", reference="7")
    row = session.exec(select(Person).where(Person.id == nora)).one()
    row.merged_into_id = cast.amina.id
    session.commit()

    told = tool.tells("/people", expects=200, reference="Nora", **AMINA)
    assert (told["id"], told["reference"]) == (cast.amina.id, "7")


def test_an_adviser_of_the_structure_joins_her_team(tool: Tool, cast: Cast) -> None:
    nora = tool.knows("Nora")
    path = f"/people/{nora}/team"

    told = tool.puts(path, adviser_id=cast.claire.id, is_referent=True, purpose="Le projet")
    again = tool.puts(path, adviser_id=cast.claire.id, is_referent=True, purpose="Tout")

    assert told["started_on"] == "2026-03-02"
    assert (again["purpose"], again["is_referent"]) == ("Tout", True)
    assert tool.reads(f"/people/{nora}")["is_accompanied"]


def test_one_referent_is_not_replaced_by_the_way(tool: Tool, cast: Cast) -> None:
    lea = tool.tells(
        "/advisers",
        email="lea@example.org",
        first_name="Léa",
        last_name="Marty",
        function="assistante sociale",
        field="social",
    )["id"]
    path = f"/people/{cast.amina.id}/team"

    tool.puts(path, expects=409, adviser_id=lea, is_referent=True)
    assert not tool.puts(path, adviser_id=lea)["is_referent"]


def test_an_adviser_of_another_structure_cannot_be_named(tool: Tool, cast: Cast) -> None:
    told = tool.puts(f"/people/{cast.amina.id}/team", expects=422, adviser_id=cast.karim.id)
    assert told["errors"][0]["field"] == "adviser_id"
    told = tool.puts(f"/people/{cast.amina.id}/team", expects=422, adviser_id=99999)
    assert told["errors"][0]["field"] == "adviser_id"
