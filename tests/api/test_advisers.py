"""The advisers of a structure, as its tool tells of them."""

from typing import Any

from sqlmodel import Session, select

from backend.people.models import Adviser, Credential
from tests.api.conftest import Tool
from tests.cast import Cast

LEA: dict[str, Any] = {
    "email": "Lea@example.org",
    "first_name": "Léa",
    "last_name": "Marty",
    "function": "assistante sociale",
    "field": "social",
}


def test_an_adviser_is_created_and_cannot_sign_in_by_this(
    tool: Tool, cast: Cast, session: Session
) -> None:
    told = tool.tells("/advisers", **LEA)

    lea = session.exec(select(Adviser).where(Adviser.id == told["id"])).one()
    assert (lea.structure_id, lea.email, lea.phone) == (cast.department.id, "lea@example.org", "")
    assert session.exec(select(Credential)).all() == []


def test_told_again_the_rest_is_brought_up_to_date(tool: Tool, cast: Cast) -> None:
    claire = LEA | {
        "email": cast.claire.email,
        "function": "cheffe de service",
        "field": "professional",
    }
    told = tool.tells("/advisers", expects=200, **claire)
    assert (told["id"], told["function"]) == (cast.claire.id, "cheffe de service")


def test_an_address_of_another_structure_is_refused(tool: Tool, cast: Cast) -> None:
    tool.tells("/advisers", expects=409, **LEA | {"email": cast.karim.email})


def test_only_the_structure_s_own_are_read_and_changed(tool: Tool, cast: Cast) -> None:
    assert [row["id"] for row in tool.reads("/advisers")["items"]] == [cast.claire.id]
    tool.reads(f"/advisers/{cast.karim.id}", expects=404)
    tool.changes(f"/advisers/{cast.karim.id}", expects=404, left_on="2026-03-01")


def test_an_adviser_leaves(tool: Tool, cast: Cast) -> None:
    path = f"/advisers/{cast.claire.id}"
    assert tool.changes(path, left_on="2026-03-31")["left_on"] == "2026-03-31"
    assert tool.reads(path)["left_on"] == "2026-03-31"


def test_a_tool_makes_nobody_a_reader_of_health_and_family(tool: Tool, cast: Cast) -> None:
    tool.changes(f"/advisers/{cast.claire.id}", expects=409, field="social")
    tool.tells("/advisers", expects=409, **LEA | {"email": cast.claire.email})
    assert tool.reads(f"/advisers/{cast.claire.id}")["field"] == "professional"
