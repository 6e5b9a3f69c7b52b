"""Lines of her situation a tool tells of, and whether she agrees."""

from typing import Any

import pytest
from sqlmodel import Session, select

from backend.assessments.actions import say
from backend.assessments.models import Observation
from backend.people.recorded import Origin
from backend.sharing.actions import share
from backend.sharing.models import Part
from tests.api.conftest import Tool
from tests.cast import Cast
from tests.conftest import NOON

SHELTER: dict[str, Any] = {"reference": "D-1", "theme": "logement", "situation": "shelter"}


@pytest.fixture
def situations(cast: Cast) -> str:
    return f"/people/{cast.amina.id}/situations"


@pytest.fixture
def known(neighbour: Tool) -> Tool:
    """The neighbour, once it knows Amina."""
    hers = [{"system": "rdv_insertion", "value": "3432"}]
    neighbour.tells("/people", expects=200, identifiers=hers, first_name="A", last_name="B")
    return neighbour


def test_a_line_is_recorded_by_the_structure(
    tool: Tool, cast: Cast, session: Session, situations: str
) -> None:
    told = tool.tells(situations, **SHELTER)

    row = session.exec(select(Observation)).one()
    assert (row.id, row.person_id, row.situation) == (told["id"], cast.amina.id, "shelter")
    assert (row.origin, row.structure_id) == (Origin.API, cast.department.id)
    assert (told["observed_on"], told["agreement"]) == ("2026-03-02", None)


def test_the_official_label_is_understood(tool: Tool, situations: str) -> None:
    told = tool.tells(situations, theme="logement", situation="Doit quitter le logement")
    assert told["situation"] == "must_leave_housing"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"theme": "logement", "situation": "nonsense"}, "situation"),
        ({"theme": "emploi", "situation": "shelter"}, "situation"),
        ({"theme": "logement"}, "words"),
        ({"theme": "logement", "words": "Un mot", "observed_on": "2026-03-03"}, "observed_on"),
    ],
    ids=["unknown", "of another theme", "nothing", "to come"],
)
def test_what_cannot_be_is_refused(
    tool: Tool, situations: str, facts: dict[str, Any], field: str
) -> None:
    assert tool.tells(situations, expects=422, **facts)["errors"][0]["field"] == field


def test_told_again_it_is_the_same_line(tool: Tool, situations: str) -> None:
    first = tool.tells(situations, **SHELTER)
    assert tool.tells(situations, expects=200, **SHELTER)["id"] == first["id"]


def test_it_ends_once(tool: Tool, situations: str) -> None:
    path = f"{situations}/{tool.tells(situations, **SHELTER, observed_on='2026-02-01')['id']}"

    tool.changes(path, expects=422, ended_on="2026-01-01")
    assert tool.changes(path, ended_on="2026-03-01")["ended_on"] == "2026-03-01"
    assert tool.changes(path, ended_on="2026-03-02")["ended_on"] == "2026-03-01"


def test_whether_she_agrees_is_read_where_it_was_recorded(
    tool: Tool, session: Session, situations: str
) -> None:
    told = tool.tells(situations, **SHELTER)
    row = session.exec(select(Observation)).one()
    say(session, row, "J’ai un logement.", agrees=False, now=NOON)
    session.commit()

    said = tool.reads(f"{situations}/{told['id']}")["agreement"]
    assert (said["agrees"], said["words"]) == (False, "J’ai un logement.")


def test_another_structure_reads_it_when_she_lets_it_but_no_health_nor_family(
    tool: Tool, known: Tool, cast: Cast, session: Session, situations: str
) -> None:
    told = tool.tells(situations, **SHELTER)
    tool.tells(situations, theme="sante", words="Un bilan à faire")
    tool.tells(situations, theme="contraintes_familiales", words="Une garde à trouver")
    tool.tells(situations, theme="mobilite", situation="health_prevents_driving")
    assert known.reads(situations)["items"] == []

    for part in (Part.SITUATION, Part.HEALTH, Part.FAMILY):
        share(session, cast.amina, known.structure, part, now=NOON)
    session.commit()

    assert [line["id"] for line in known.reads(situations)["items"]] == [told["id"]]
    assert len(tool.reads(situations)["items"]) == 4
    known.changes(f"{situations}/{told['id']}", expects=404, ended_on="2026-03-02")
