"""Steps a tool tells of: hers to read at once, the structure's alone to change."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.people.recorded import HERSELF, Author, Origin
from backend.sharing.actions import share
from backend.sharing.models import Part
from backend.steps.actions import StepFacts, dispute, record
from backend.steps.models import Kind, Status, Step
from tests.api.conftest import Tool
from tests.cast import Cast
from tests.conftest import NOON

TRAINING: dict[str, Any] = {
    "reference": "S-1",
    "kind": "training",
    "title": "Formation aide-soignante",
    "status": "in_progress",
    "started_on": "2026-02-02",
}


@pytest.fixture
def steps(cast: Cast) -> str:
    return f"/people/{cast.amina.id}/steps"


@pytest.fixture
def known(neighbour: Tool) -> Tool:
    """The neighbour, once it knows Amina."""
    identifiers = [{"system": "rdv_insertion", "value": "3432"}]
    neighbour.tells("/people", expects=200, identifiers=identifiers, first_name="A", last_name="B")
    return neighbour


def test_a_step_is_written_as_the_structure_s(
    tool: Tool, cast: Cast, session: Session, steps: str
) -> None:
    told = tool.tells(steps, **TRAINING, adviser_id=cast.claire.id)

    step = session.exec(select(Step)).one()
    assert (step.id, step.person_id) == (told["id"], cast.amina.id)
    assert (step.origin, step.structure_id) == (Origin.API, cast.department.id)
    assert (step.adviser_id, step.in_charge_since) == (cast.claire.id, date(2026, 3, 2))
    assert (step.status, step.started_on) == (Status.IN_PROGRESS, date(2026, 2, 2))
    assert (step.created_at, step.changed_at) == (NOON, NOON)
    assert told["written_by"] == "your_structure"
    assert told["reference"] == "S-1"


def test_told_again_with_its_reference_it_is_brought_up_to_date(
    tool: Tool, session: Session, steps: str
) -> None:
    first = tool.tells(steps, **TRAINING)
    again = tool.tells(steps, expects=200, **TRAINING | {"title": "Formation", "status": "done"})

    assert again["id"] == first["id"]
    assert (again["title"], again["status"], again["ended_on"]) == (
        "Formation",
        "done",
        "2026-03-02",
    )
    assert len(session.exec(select(Step)).all()) == 1


def test_a_change_changes_only_what_is_sent(tool: Tool, steps: str) -> None:
    step = tool.tells(steps, **TRAINING)

    told = tool.changes(f"{steps}/{step['id']}", expects=200, place="Albi", title=None)

    assert (told["place"], told["title"]) == ("Albi", TRAINING["title"])
    assert tool.reads(f"{steps}/{step['id']}") == told


def test_a_status_that_cannot_follow_is_refused(tool: Tool, steps: str) -> None:
    step = tool.tells(steps, kind="job", title="Emploi", reference="j")
    paused = {"kind": "job", "title": "Emploi", "reference": "j", "status": "paused"}
    assert tool.asks("PATCH", f"{steps}/{step['id']}", json={"status": "paused"}).status_code == 409
    assert tool.asks("POST", steps, json=paused).status_code == 409


def test_a_step_that_ends_before_it_starts_is_refused(tool: Tool, steps: str) -> None:
    days = {"status": "done", "started_on": "2026-03-01", "ended_on": "2026-02-01"}
    told = tool.asks("POST", steps, json={"kind": "job", "title": "Emploi", **days})
    assert told.status_code == 422
    assert told.json()["errors"][0]["field"] == "ended_on"


def test_a_reference_of_another_person_is_refused(tool: Tool, steps: str) -> None:
    nora = tool.knows()
    tool.tells(steps, **TRAINING)
    assert (
        "another person"
        in tool.asks("POST", f"/people/{nora}/steps", json=TRAINING).json()["detail"]
    )


def test_two_structures_may_use_one_reference(tool: Tool, known: Tool, steps: str) -> None:
    assert tool.tells(steps, **TRAINING)["id"] != known.tells(steps, **TRAINING)["id"]


def test_another_structure_sees_a_step_only_when_she_lets_it(
    tool: Tool, known: Tool, cast: Cast, session: Session, steps: str
) -> None:
    ours = tool.tells(steps, **TRAINING, adviser_id=cast.claire.id)
    care = tool.tells(steps, kind="health", title="Bilan de santé")
    assert known.reads(steps)["items"] == []
    known.reads(f"{steps}/{ours['id']}", expects=404)

    share(session, cast.amina, known.structure, Part.STEPS, now=NOON)
    session.commit()

    [seen] = known.reads(steps)["items"]
    assert (seen["id"], seen["written_by"]) == (ours["id"], "another_structure")
    assert (seen["reference"], seen["adviser_id"]) == (None, None)
    known.reads(f"{steps}/{care['id']}", expects=404)


def test_another_structure_changes_nothing_even_so(
    tool: Tool, known: Tool, cast: Cast, session: Session, steps: str
) -> None:
    ours = tool.tells(steps, **TRAINING)
    share(session, cast.amina, known.structure, Part.STEPS, now=NOON)
    session.commit()
    known.changes(f"{steps}/{ours['id']}", expects=404, title="Autre")


def test_what_she_wrote_herself_is_hers(
    tool: Tool, cast: Cast, session: Session, steps: str
) -> None:
    facts = StepFacts(kind=Kind.JOB_SEARCH, title="Appeler l’hôpital")
    hers = record(session, cast.amina, facts, HERSELF, now=NOON)
    session.commit()
    tool.reads(f"{steps}/{hers.id}", expects=404)

    share(session, cast.amina, cast.department, Part.STEPS, now=NOON)
    session.commit()

    assert tool.reads(f"{steps}/{hers.id}")["written_by"] == "person"
    tool.changes(f"{steps}/{hers.id}", expects=404, title="Autre")

    hers.removed_at = NOON
    session.add(hers)
    session.commit()
    tool.reads(f"{steps}/{hers.id}", expects=404)


def test_the_structure_reads_that_she_says_it_is_not_right(
    tool: Tool, cast: Cast, session: Session, steps: str
) -> None:
    author = Author(origin=Origin.API, structure_id=cast.department.id, reference="S-1")
    facts = StepFacts(kind=Kind.TRAINING, title="Formation")
    step = record(session, cast.amina, facts, author, now=NOON)
    dispute(step, "Je ne l’ai jamais commencée.", now=NOON)
    session.commit()

    told = tool.reads(f"{steps}/{step.id}")["dispute"]

    assert told["words"] == "Je ne l’ai jamais commencée."
    assert told["answered_at"] is None


def test_the_day_is_the_one_where_she_lives(
    tool: Tool, steps: str, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    late = NOON.replace(hour=23, minute=30)  # half past midnight in Albi
    monkeypatch.setattr("backend.clock.now", lambda: late)
    told = tool.tells(steps, kind="job", title="Emploi", status="in_progress")
    assert told["started_on"] == "2026-03-03"
    assert session.exec(select(Step)).one().created_at == late
