"""What two files share is put to an adviser: no tool joins them, and no name."""

from sqlmodel import Session, select

from backend.people.merges import comparisons_for
from backend.people.models import IdentifierSystem, Merge, MergeState, PersonIdentifier
from tests.api.conftest import Tool
from tests.cast import Cast
from tests.conftest import NOON

TRAVAIL = {"system": "france_travail", "value": "81X"}
INSERTION = {"system": "rdv_insertion", "value": "3432"}


def test_identifiers_of_two_files_ask_an_adviser(tool: Tool, cast: Cast, session: Session) -> None:
    nora = tool.knows("Nora", identifiers=[TRAVAIL])
    both = {"first_name": "A", "last_name": "B", "identifiers": [TRAVAIL, INSERTION]}

    told = tool.tells("/people", expects=409, **both)
    tool.tells("/people", expects=409, **both)

    assert str(nora) not in told["detail"]
    [merge] = session.exec(select(Merge)).all()
    assert (merge.kept_id, merge.other_id) == (cast.amina.id, nora)
    assert merge.state is MergeState.PROPOSED
    asked = comparisons_for(session, cast.claire, today=NOON.date(), now=NOON)
    assert [comparison.merge.id for comparison in asked] == [merge.id]


def test_a_reference_and_an_identifier_of_two_files_do_too(tool: Tool, session: Session) -> None:
    tool.knows("Nora")
    tool.tells(
        "/people",
        expects=409,
        first_name="A",
        last_name="B",
        reference="Nora",
        identifiers=[INSERTION],
    )
    assert len(session.exec(select(Merge)).all()) == 1


def test_who_asked_is_asked_even_when_it_knew_neither(tool: Tool, neighbour: Tool) -> None:
    nora = tool.knows("Nora", identifiers=[TRAVAIL])
    both = [TRAVAIL, INSERTION]
    neighbour.tells("/people", expects=409, first_name="A", last_name="B", identifiers=both)
    assert [person["id"] for person in neighbour.reads("/people")["items"]] == [nora]


def test_the_answer_is_kept_with_its_key(tool: Tool, session: Session) -> None:
    tool.knows("Nora", identifiers=[TRAVAIL])
    both = {"first_name": "A", "last_name": "B", "identifiers": [TRAVAIL, INSERTION]}
    key = {"idempotency-key": "k"}

    first = tool.asks("POST", "/people", json=both, headers=key)
    again = tool.asks("POST", "/people", json=both, headers=key)

    assert first.status_code == again.status_code == 409
    assert again.headers["content-type"] == "application/problem+json"
    assert again.json() == first.json()
    assert len(session.exec(select(Merge)).all()) == 1


def test_namesakes_are_not_asked_about(tool: Tool, cast: Cast, session: Session) -> None:
    tool.tells(
        "/people",
        first_name=cast.amina.first_name,
        last_name=cast.amina.last_name,
        birth_date="1994-05-17",
        reference="n",
    )
    assert session.exec(select(Merge)).all() == []
    values = session.exec(
        select(PersonIdentifier).where(PersonIdentifier.system == IdentifierSystem.RDV_INSERTION)
    ).all()
    assert len(values) == 2
