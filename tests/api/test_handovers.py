"""Hand-overs a tool announces: with a day and a reason, within its structure."""

from typing import Any

import pytest
from sqlmodel import Session, select

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Handover
from backend.people.queries import team_of
from backend.territories.models import Structure
from tests.api.conftest import Tool
from tests.cast import Cast, saved
from tests.conftest import NOON

DAY: dict[str, Any] = {"happens_on": "2026-03-16", "reason": "Claire change de service."}


@pytest.fixture
def handovers(cast: Cast) -> str:
    return f"/people/{cast.amina.id}/handovers"


@pytest.fixture
def lea(cast: Cast, session: Session) -> Adviser:
    lea = saved(session, colleague("lea@example.org", cast.department))
    session.commit()
    return lea


def colleague(email: str, structure: Structure) -> Adviser:
    return Adviser(
        structure_id=structure.id,
        first_name="Léa",
        last_name="Marty",
        email=email,
        function="assistante sociale",
        field=FieldOfWork.SOCIAL,
    )


def test_a_colleague_takes_over_on_that_day(
    tool: Tool, cast: Cast, lea: Adviser, session: Session, handovers: str
) -> None:
    told = tool.tells(handovers, from_adviser_id=cast.claire.id, to_adviser_id=lea.id, **DAY)

    assert (told["happens_on"], told["is_referent"]) == ("2026-03-16", True)
    assert tool.reads(handovers)["items"] == [told]
    day = NOON.date()
    assert [one.id for one in team_of(session, cast.amina, today=day)] == [cast.claire.id]
    after = day.replace(day=16)
    assert [one.id for one in team_of(session, cast.amina, today=after)] == [lea.id]


def test_told_again_nothing_is_announced_twice(
    tool: Tool, cast: Cast, session: Session, handovers: str
) -> None:
    facts: dict[str, Any] = DAY | {"from_adviser_id": cast.claire.id, "reference": "H-1"}
    first = tool.tells(handovers, **facts)
    assert tool.tells(handovers, expects=200, **facts) == first
    assert len(session.exec(select(Handover)).all()) == 1
    session.commit()
    tool.tells(f"/people/{tool.knows()}/handovers", expects=409, **facts)


def test_who_does_not_accompany_her_cannot_leave(tool: Tool, lea: Adviser, handovers: str) -> None:
    tool.tells(handovers, expects=409, from_adviser_id=lea.id, **DAY)
    tool.tells(handovers, expects=409, **DAY)


def test_another_structure_s_referent_is_not_replaced(
    neighbour: Tool, cast: Cast, session: Session, handovers: str
) -> None:
    hers = [{"system": "rdv_insertion", "value": "3432"}]
    neighbour.tells("/people", expects=200, identifiers=hers, first_name="A", last_name="B")
    own = saved(session, colleague("autre@example.org", neighbour.structure))
    session.commit()

    neighbour.tells(handovers, expects=409, to_adviser_id=own.id, **DAY)
    told = neighbour.tells(
        handovers, expects=422, from_adviser_id=cast.claire.id, to_adviser_id=own.id, **DAY
    )
    assert told["errors"][0]["field"] == "from_adviser_id"
    assert neighbour.reads(handovers)["items"] == []
    links = session.exec(
        select(Accompaniment).where(Accompaniment.person_id == cast.amina.id)
    ).all()
    assert [(link.adviser_id, link.ended_on) for link in links] == [(cast.claire.id, None)]
