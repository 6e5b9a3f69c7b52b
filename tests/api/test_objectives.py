"""Objectives a tool sets, and what she answers to them."""

from typing import Any

import pytest
from sqlmodel import Session, select

from backend.people.recorded import Origin
from backend.projects.actions import answer
from backend.projects.models import Objective, ObjectiveStatus, Stance
from backend.sharing.actions import share
from backend.sharing.models import Part
from tests.api.conftest import Tool
from tests.cast import Cast
from tests.conftest import NOON

LICENCE: dict[str, Any] = {"reference": "O-1", "theme": "mobilite", "words": "Passer le permis"}


@pytest.fixture
def objectives(cast: Cast) -> str:
    return f"/people/{cast.amina.id}/objectives"


def test_an_objective_is_set_by_the_structure(
    tool: Tool, cast: Cast, session: Session, objectives: str
) -> None:
    told = tool.tells(objectives, **LICENCE, adviser_id=cast.claire.id)

    row = session.exec(select(Objective)).one()
    assert (row.id, row.person_id, row.words) == (told["id"], cast.amina.id, LICENCE["words"])
    assert (row.origin, row.structure_id, row.adviser_id) == (
        Origin.API,
        cast.department.id,
        cast.claire.id,
    )
    assert (told["set_on"], told["status"], told["answer"]) == ("2026-03-02", "in_progress", None)


def test_told_again_it_is_the_same(tool: Tool, objectives: str) -> None:
    first = tool.tells(objectives, **LICENCE)
    assert tool.tells(objectives, expects=200, **LICENCE)["id"] == first["id"]


def test_in_other_words_another_one_begins(tool: Tool, session: Session, objectives: str) -> None:
    first = tool.tells(objectives, **LICENCE)
    other: dict[str, Any] = LICENCE | {"words": "Acheter un vélo"}
    second = tool.tells(objectives, **other)

    assert second["id"] != first["id"]
    former = session.exec(select(Objective).where(Objective.id == first["id"])).one()
    assert (former.words, former.status) == (LICENCE["words"], ObjectiveStatus.GIVEN_UP)


def test_what_she_answers_is_read_where_it_was_set(
    tool: Tool, session: Session, objectives: str
) -> None:
    told = tool.tells(objectives, **LICENCE)
    row = session.exec(select(Objective)).one()
    answer(session, row, Stance.MINE, "", now=NOON)
    answer(session, row, Stance.NOT_MINE, "Je préfère le vélo.", now=NOON)
    session.commit()

    said = tool.reads(f"{objectives}/{told['id']}")["answer"]
    assert (said["stance"], said["words"]) == ("not_mine", "Je préfère le vélo.")
    assert tool.reads(objectives)["items"][0]["answer"] == said


def test_only_what_became_of_it_can_change(tool: Tool, objectives: str) -> None:
    path = f"{objectives}/{tool.tells(objectives, **LICENCE)['id']}"

    tool.changes(path, expects=422, words="Autre")
    reached = tool.asks("PATCH", path, json={"status": "reached"}).json()
    assert (reached["status"], reached["ended_on"]) == ("reached", "2026-03-02")
    assert tool.asks("PATCH", path, json={"status": "given_up"}).status_code == 409
    assert tool.asks("PATCH", path, json={"status": "in_progress"}).json()["ended_on"] is None


def test_another_structure_reads_it_when_she_lets_it_and_never_her_answer(
    tool: Tool, neighbour: Tool, cast: Cast, session: Session, objectives: str
) -> None:
    hers = [{"system": "rdv_insertion", "value": "3432"}]
    neighbour.tells("/people", expects=200, identifiers=hers, first_name="A", last_name="B")
    told = tool.tells(objectives, **LICENCE)
    private = tool.tells(objectives, theme="sante", words="Se soigner")
    answer(
        session,
        session.exec(select(Objective).where(Objective.id == told["id"])).one(),
        Stance.MINE,
        "",
        now=NOON,
    )
    session.commit()
    neighbour.reads(f"{objectives}/{told['id']}", expects=404)

    share(session, cast.amina, neighbour.structure, Part.OBJECTIVES, now=NOON)
    session.commit()

    [seen] = neighbour.reads(objectives)["items"]
    assert (seen["id"], seen["answer"], seen["reference"]) == (told["id"], None, None)
    neighbour.reads(f"{objectives}/{private['id']}", expects=404)
    neighbour.changes(f"{objectives}/{told['id']}", expects=404, status="reached")


def test_a_reference_of_another_person_is_refused(tool: Tool, objectives: str) -> None:
    tool.tells(objectives, **LICENCE)
    tool.tells(f"/people/{tool.knows()}/objectives", expects=409, **LICENCE)
