"""A generated population, every table scanned: all that is hers, nothing that is anybody else's."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.audit.queries import verify
from backend.catalogue.models import Offer
from backend.messaging.models import Letter
from backend.people.models import Merge, MergeState, Person
from backend.privacy.export import SECRETS, export_of
from backend.privacy.ownership import (
    NOBODYS,
    OUTLIVES_HER,
    Unowned,
    hers,
    owned_tables,
    tables_to_empty,
)
from backend.privacy.purging import counted, purge
from backend.referrals.models import Dispatch, Origin, Referral, Status, Way
from backend.tables import METADATA
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.privacy.filling import Filled, Population, everything, marks_of

NAMES = ("aicha", "brahim", "corinne")


@pytest.fixture(params=[1, 2, 3])
def people(request: pytest.FixtureRequest, session: Session, cast: Cast) -> Iterator[list[Filled]]:
    """Three people with rows in every table, not saved: nothing is left of them afterwards."""
    population = Population(session, cast, Random(request.param))  # noqa: S311 (a population, no secret)
    yield [population.somebody(name) for name in NAMES]
    session.rollback()


def person(session: Session, her: Filled) -> Person:
    return session.exec(select(Person).where(Person.id == her.person_id)).one()


def test_every_table_says_whose_it_is() -> None:
    for table in METADATA.sorted_tables:
        hers(table, [1])
    assert {table.name for table in owned_tables()} | NOBODYS == set(METADATA.tables)
    emptied = {table.name for table in tables_to_empty()}
    assert emptied == set(METADATA.tables) - NOBODYS - OUTLIVES_HER


def test_a_table_nobody_thought_of_is_refused() -> None:
    new = Table("new", MetaData(), Column("id", Integer), Column("x", ForeignKey("person.id")))

    with pytest.raises(Unowned):
        hers(new, [1])


def test_nobody_s_tables_name_no_person() -> None:
    for name in NOBODYS:
        targets = {
            k.column.table.name for c in METADATA.tables[name].columns for k in c.foreign_keys
        }
        assert "person" not in targets, name


def test_the_population_fills_every_table(people: list[Filled]) -> None:
    for her in people:
        assert set(her.rows) | NOBODYS == set(METADATA.tables)


def test_the_export_holds_all_that_is_hers_and_nobody_else_s(
    session: Session, people: list[Filled]
) -> None:
    for her in people:
        told = export_of(session, person(session, her), now=NOON)
        text = json.dumps(told, ensure_ascii=False)
        for table, column, mark in marks_of(her):
            is_secret = column in SECRETS.get(table, set())
            assert (mark in text) is not is_secret, f"{table}.{column}"
        for other in people:
            if other is not her:
                assert f"{other.name}§" not in text
                assert f"{other.name}@" not in text
        assert {name: len(rows) for name, rows in told["tables"].items() if rows} == {
            name: len(rows) for name, rows in her.rows.items()
        }


def test_the_export_is_the_same_each_time_and_is_json(
    session: Session, people: list[Filled]
) -> None:
    her = person(session, people[0])
    once, again = (json.dumps(export_of(session, her, now=NOON)) for _ in range(2))

    assert once == again
    assert json.loads(once)["format"] == "mon-parcours/1"


def test_professionals_are_told_as_she_knows_them(session: Session, people: list[Filled]) -> None:
    tables = export_of(session, person(session, people[0]), now=NOON)["tables"]

    assert tables["accompaniment"][0]["adviser"] == {
        "function": "référente",
        "name": "Claire Bonnet",
        "structure": "Maison du Département d’Albi",
    }
    assert "adviser" not in tables["consultation"][0]  # the role and the structure: no name
    assert tables["audit_entry"][0]["actor"] == "adviser"
    assert not [row for rows in tables.values() for row in rows if "adviser_id" in row]


def test_a_purge_leaves_nothing_of_hers_and_all_of_the_others(
    session: Session, people: list[Filled]
) -> None:
    her, *others = people
    before = everything(session)

    counts = purge(session, her.person_id, by="clock", now=NOON)

    after = everything(session)
    new = {key for key in after["audit_entry"] if key not in before["audit_entry"]}
    for name, rows in before.items():
        gone = set() if name in OUTLIVES_HER else set(her.rows.get(name, []))
        left = {key: row for key, row in rows.items() if key not in gone}
        if name not in {"audit_entry", "audit_head"}:
            assert after[name] == left, name
    assert counts == {n: len(rows) for n, rows in her.rows.items() if n not in OUTLIVES_HER}
    assert len(new) == 1
    for other in others:
        told = json.dumps(export_of(session, person(session, other), now=NOON), ensure_ascii=False)
        assert all(
            mark in told
            for table, column, mark in marks_of(other)
            if column not in SECRETS.get(table, set())
        )


def test_counting_deletes_nothing_and_foresees_the_purge(
    session: Session, people: list[Filled]
) -> None:
    before = everything(session)
    foreseen = counted(session, people[1].person_id)

    assert everything(session) == before
    assert foreseen == purge(session, people[1].person_id, by="clock", now=NOON)


def test_the_trace_of_a_purge_holds_numbers_only(session: Session, cast: Cast) -> None:
    purge(session, cast.bilal.id, by="command", now=NOON, claim="973-2026-ABC")

    [entry] = session.exec(select(AuditEntry)).all()
    assert (entry.actor, entry.action) == ("command", "person.purge")
    assert json.loads(entry.details) == {
        "accompaniment": 1,
        "person": 1,
        "person_identifier": 1,
        "for": "973-2026-ABC",
    }
    assert verify(session).fault is None


def test_a_file_that_was_merged_into_hers_is_hers(session: Session, cast: Cast) -> None:
    twin = Person(territory_id=cast.tarn.id, first_name="Aminah", last_name="X", created_at=NOON)
    twin.merged_into_id = cast.amina.id
    saved(session, twin)
    done = Merge(kept_id=cast.amina.id, other_id=twin.id, proposed_at=NOON, state=MergeState.DONE)
    proposed = Merge(kept_id=cast.amina.id, other_id=cast.bilal.id, proposed_at=NOON)
    session.add_all([done, proposed])
    session.flush()

    tables = export_of(session, cast.amina, now=NOON)["tables"]
    assert [row["first_name"] for row in tables["person"]] == ["Amina", "Aminah"]
    assert [row["other_id"] for row in tables["merge"]] == [twin.id, None]  # nobody else's number

    purge(session, cast.amina.id, by="clock", now=NOON)
    assert session.exec(select(Person)).all() == [cast.bilal]
    session.rollback()


def test_a_letter_that_speaks_of_her_to_a_solution_is_hers(session: Session, cast: Cast) -> None:
    offer = saved(session, Offer(code="dora--a", feed="data-inclusion", first_seen_at=NOON))
    asked = saved(
        session,
        Referral(
            person_id=cast.amina.id,
            offer_id=offer.id,
            origin=Origin.OWN,
            status=Status.SENT,
            created_at=NOON,
            changed_at=NOON,
        ),
    )
    letter = saved(
        session,
        Letter(
            recipient="creche@example.org",
            subject="Une demande",
            text="Amina Benali voudrait venir.",
            language="fr",
            written_at=NOON,
            not_before=NOON,
        ),
    )
    saved(
        session,
        Dispatch(
            referral_id=asked.id,
            person_id=cast.amina.id,
            way=Way.EMAIL,
            recipient=letter.recipient,
            text=letter.text,
            letter_id=letter.id,
            sent_at=NOON,
        ),
    )
    assert len(export_of(session, cast.amina, now=NOON)["tables"]["letter"]) == 1
    assert export_of(session, cast.bilal, now=NOON)["tables"]["letter"] == []

    purge(session, cast.amina.id, by="clock", now=NOON)

    assert session.exec(select(Letter)).all() == []


def test_a_letter_to_an_address_two_people_share_is_in_nobody_s_export(
    session: Session, cast: Cast
) -> None:
    letter: dict[str, Any] = {
        "subject": "s",
        "text": "t",
        "language": "fr",
        "written_at": NOON,
        "not_before": NOON,
    }
    session.add(Letter(recipient="amina@example.org", **letter))
    session.flush()
    assert len(export_of(session, cast.amina, now=NOON)["tables"]["letter"]) == 1

    cast.bilal.email = cast.amina.email
    session.add(cast.bilal)
    session.flush()

    assert export_of(session, cast.amina, now=NOON)["tables"]["letter"] == []
    session.rollback()
