"""Two files of one person: proposed on an identifier, made one by an adviser, and undone."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Table, UniqueConstraint, insert, select
from sqlmodel import Session
from sqlmodel import select as pick

from backend.people import merging
from backend.people.caseload import accompany
from backend.people.merging import MergeRefused
from backend.people.models import (
    Accompaniment,
    Credential,
    Device,
    Handle,
    IdentifierSystem,
    Merge,
    MergeState,
    Person,
    PersonIdentifier,
)
from backend.people.moving import PERSON_COLUMN
from backend.people.queries import caseload_of
from backend.tables import METADATA
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn, device_of

LATER = NOON + timedelta(days=1)


@pytest.fixture
def twin(session: Session, cast: Cast) -> Person:
    """Amina again, under another spelling, as France Travail sent her."""
    twin = saved(
        session,
        Person(
            territory_id=cast.tarn.id,
            first_name="Aminah",
            last_name="Ben Ali",
            birth_date=date(1994, 5, 17),
            created_at=NOON,
        ),
    )
    session.add(
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.FRANCE_TRAVAIL,
            value="300L",
            person_id=twin.id,
        )
    )
    session.commit()
    return twin


@pytest.fixture
def proposal(session: Session, cast: Cast, twin: Person) -> Merge:
    proposal = merging.propose(session, cast.amina, twin, now=NOON)
    session.commit()
    return proposal


def owned() -> Iterator[Table]:
    return (table for table in METADATA.sorted_tables if PERSON_COLUMN in table.columns)


def content(engine: Engine) -> dict[str, list[str]]:
    """Of every table but the one that says who decided."""
    with engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
            if table.name != "merge"
        }


class Filler:
    """Gives every table rows about a person: what they point to is made on the way."""

    def __init__(self, session: Session, known: dict[str, int]) -> None:
        self.session, self.known, self.count = session, known, 0

    def fill(self, table: Table, **given: Any) -> Any:
        self.count += 1
        values = {
            column.name: given[column.name] if column.name in given else self._value(column, given)
            for column in table.columns
            if column.name in given or not (column.name == "id" or column.nullable)
        }
        made = self.session.connection().execute(insert(table).values(values))
        return next(iter(made.inserted_primary_key or ()))

    def _value(self, column: Column[Any], given: dict[str, Any]) -> Any:
        for key in column.foreign_keys:
            return self._other(key.column.table, given)
        choices = getattr(column.type, "enum_class", None)
        if choices is not None and issubclass(choices, Enum):
            return next(iter(choices))
        plain = {"UTCDateTime": NOON, "Date": NOON.date(), "Boolean": False}
        kind = type(column.type).__name__
        return plain.get(kind, self.count if kind.endswith("Integer") else str(self.count))

    def _other(self, table: Table, given: dict[str, Any]) -> int:
        """Of a person's own row, a new one of hers; of a structure, the one there is."""
        if table.name in self.known:
            return self.known[table.name]
        return self.fill(table, **{k: v for k, v in given.items() if k in table.columns})


def test_a_merge_moves_every_table_and_its_undo_gives_all_back(
    session: Session, engine: Engine, cast: Cast, twin: Person, proposal: Merge
) -> None:
    twin_id = twin.id
    known = {
        "territory": cast.tarn.id,
        "structure": cast.department.id,
        "adviser": cast.karim.id,
    }
    filler = Filler(session, known)
    for person in (cast.amina, twin):
        for table in owned():
            filler.fill(table, person_id=person.id)
    session.commit()
    before = content(engine)

    merging.merge(session, proposal, cast.claire, now=NOON)
    session.commit()
    left = _left_behind(engine, twin_id)
    merging.undo(session, proposal, cast.claire, now=LATER)
    session.commit()

    may_stay = {t.name for t in owned() if _one_a_person(t)} | {"subscription"}
    assert {name for name, count in left.items() if count} <= may_stay
    assert {"preference", "credential", "subscription"} <= {n for n, count in left.items() if count}
    assert left["step"] == left["note"] == left["person_identifier"] == left["device"] == 0
    assert content(engine) == before


def _left_behind(engine: Engine, other_id: int) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: len(
                connection.execute(
                    select(table).where(table.columns[PERSON_COLUMN] == other_id)
                ).all()
            )
            for table in owned()
        }


def _one_a_person(table: Table) -> bool:
    """A person has at most one such row, or one with the same other columns."""
    rules = [set(c.columns.keys()) for c in table.constraints if isinstance(c, UniqueConstraint)]
    rules += [set(table.primary_key.columns.keys())]
    rules += [{c.name for c in index.columns} for index in table.indexes if index.unique]
    return any(PERSON_COLUMN in names for names in rules)


def test_what_only_the_other_file_has_moves_even_when_a_person_has_one_at_most(
    session: Session, engine: Engine, cast: Cast, twin: Person, proposal: Merge
) -> None:
    twin_id = twin.id
    filler = Filler(session, {})
    filler.fill(METADATA.tables["preference"], person_id=twin_id)
    session.commit()
    before = content(engine)

    merging.merge(session, proposal, cast.claire, now=NOON)
    session.commit()
    assert _left_behind(engine, twin_id)["preference"] == 0
    merging.undo(session, proposal, cast.claire, now=LATER)
    session.commit()

    assert content(engine) == before


def test_what_was_added_since_stays_in_the_kept_file(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    merging.merge(session, proposal, cast.claire, now=NOON)
    session.add(
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.INFORMATION_SYSTEM,
            value="new",
            person_id=cast.amina.id,
        )
    )
    merging.undo(session, proposal, cast.claire, now=LATER)
    session.commit()

    whose = dict(session.exec(pick(PersonIdentifier.value, PersonIdentifier.person_id)).all())
    assert whose["new"] == cast.amina.id
    assert whose["300L"] == twin.id


def test_the_file_she_signs_in_to_is_the_one_kept(
    session: Session, cast: Cast, twin: Person
) -> None:
    session.add(Credential(person_id=twin.id, passphrase_hash="x", changed_at=NOON))
    session.flush()

    proposal = merging.propose(session, cast.amina, twin, now=NOON)

    assert (proposal.kept_id, proposal.other_id) == (twin.id, cast.amina.id)
    assert merging.propose(session, twin, cast.amina, now=LATER) is proposal


def test_two_people_once_said_are_not_proposed_again(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    merging.refuse(session, proposal, cast.claire, now=NOON)

    assert merging.propose(session, twin, cast.amina, now=LATER).state is MergeState.REFUSED


def test_the_other_file_s_browsers_are_signed_out_until_the_undo(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    device_of(session, twin)
    merging.merge(session, proposal, cast.claire, now=NOON)
    assert session.exec(pick(Device.person_id)).one() is None

    merging.undo(session, proposal, cast.claire, now=LATER)
    assert session.exec(pick(Device.person_id)).one() == twin.id


def test_her_addresses_all_lead_to_the_kept_file(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    for person, value in ((cast.amina, "amina@example.org"), (twin, "aminah@example.org")):
        credential = Credential(person_id=person.id, passphrase_hash="x", changed_at=NOON)
        saved(session, credential)
        session.add(Handle(value=value, credential_id=credential.id))
    session.commit()

    merging.merge(session, proposal, cast.claire, now=NOON)

    whose = session.exec(
        pick(Handle.value, Credential.person_id).join(Credential).order_by(Handle.value)
    ).all()
    assert whose == [("amina@example.org", cast.amina.id), ("aminah@example.org", cast.amina.id)]


def test_she_keeps_one_referent_and_is_listed_once(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    accompany(session, twin, cast.claire, is_referent=True, today=NOON.date())
    accompany(session, twin, cast.karim, is_referent=True, today=yesterday)

    merging.merge(session, proposal, cast.claire, now=NOON)

    hers = session.exec(pick(Accompaniment).where(Accompaniment.person_id == cast.amina.id)).all()
    assert [link.adviser_id for link in hers if link.is_referent] == [cast.claire.id]
    assert {link.adviser_id for link in hers} == {cast.claire.id, cast.karim.id}
    assert caseload_of(session, cast.claire, today=NOON.date()) == [cast.amina]


@pytest.mark.parametrize("days", [30, 400])
def test_after_thirty_days_a_merge_stands(
    session: Session, cast: Cast, proposal: Merge, days: int
) -> None:
    merging.merge(session, proposal, cast.claire, now=NOON)

    with pytest.raises(MergeRefused):
        merging.undo(session, proposal, cast.claire, now=NOON + timedelta(days=days))


def test_what_is_decided_is_not_decided_again(
    session: Session, cast: Cast, proposal: Merge
) -> None:
    merging.merge(session, proposal, cast.claire, now=NOON)

    with pytest.raises(MergeRefused):
        merging.merge(session, proposal, cast.claire, now=LATER)
    with pytest.raises(MergeRefused):
        merging.refuse(session, proposal, cast.claire, now=LATER)
    assert json.loads(proposal.moved)["person_identifier.person_id"]


def test_a_merge_inside_another_is_undone_last(
    session: Session, cast: Cast, twin: Person, proposal: Merge
) -> None:
    third = saved(
        session,
        Person(territory_id=cast.tarn.id, first_name="A.", last_name="B.", created_at=NOON),
    )
    session.add(Credential(person_id=third.id, passphrase_hash="x", changed_at=NOON))
    merging.merge(session, proposal, cast.claire, now=NOON)
    outer = merging.propose(session, cast.amina, third, now=NOON)
    merging.merge(session, outer, cast.claire, now=NOON)

    with pytest.raises(MergeRefused):
        merging.undo(session, proposal, cast.claire, now=LATER)
    merging.undo(session, outer, cast.claire, now=LATER)
    merging.undo(session, proposal, cast.claire, now=LATER)

    assert (twin.merged_into_id, cast.amina.merged_into_id) == (None, None)


def test_the_adviser_compares_decides_and_goes_back_on_it(
    session: Session, cast: Cast, twin: Person, proposal: Merge, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    here = f"/pro/rapprochements/{proposal.id}"

    assert here in claire.visits("/pro/rapprochements").links()
    page = claire.visits(here)
    assert "Benali" in page.text
    assert "Ben Ali" in page.text
    assert "France Travail" in page.text
    assert "300L" not in page.text
    page = claire.submits(page, f"{here}/decision", reponse="une")
    assert "Ces deux dossiers n’en font plus qu’un." in page.text
    page = claire.submits(page, f"{here}/annulation")
    assert "Ces dossiers sont de nouveau deux." in page.text
    session.expire_all()
    assert twin.merged_into_id is None


def test_two_people_stay_two(
    session: Session, cast: Cast, proposal: Merge, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    here = f"/pro/rapprochements/{proposal.id}"

    page = claire.submits(claire.visits(here), f"{here}/decision", reponse="deux")

    assert "Ces dossiers restent deux." in page.text
    assert claire.posts(f"{here}/annulation").status_code == 409
    session.expire_all()
    assert proposal.state is MergeState.REFUSED


def test_an_answer_that_is_none_decides_nothing(
    session: Session, cast: Cast, proposal: Merge, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)

    assert claire.posts(f"/pro/rapprochements/{proposal.id}/decision").status_code == 303
    session.expire_all()
    assert proposal.state is MergeState.PROPOSED


@pytest.mark.parametrize("verb", ["", "/decision", "/annulation"])
def test_it_does_not_exist_for_an_adviser_of_neither(
    cast: Cast, proposal: Merge, signed_in: SignIn, verb: str
) -> None:
    karim = signed_in(cast.karim)
    here = f"/pro/rapprochements/{proposal.id}{verb}"

    if verb:
        assert karim.posts(here, reponse="une").status_code == 404
    else:
        karim.visits(here, status=404)
    assert "Rien à décider" in karim.visits("/pro/rapprochements").text
