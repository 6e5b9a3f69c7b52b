"""A request sent twice, because nobody heard the answer, is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from httpx import Response
from sqlmodel import Session, select

from backend.api.actions import forget_old_answers
from backend.api.models import KEPT, KeptAnswer
from backend.chores import CHORES
from backend.steps.models import Step
from tests.api.conftest import MakeTool, Tool
from tests.cast import Cast
from tests.conftest import NOON

STEP: dict[str, Any] = {"kind": "job", "title": "Emploi"}


def sends(tool: Tool, cast: Cast, key: str, facts: dict[str, Any] = STEP) -> Response:
    path = f"/people/{cast.amina.id}/steps"
    return tool.asks("POST", path, json=facts, headers={"idempotency-key": key})


def count(session: Session) -> int:
    found = len(session.exec(select(Step)).all())
    session.commit()
    return found


def test_the_first_answer_is_said_again(tool: Tool, cast: Cast, session: Session) -> None:
    first, again = sends(tool, cast, "k"), sends(tool, cast, "k")

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert count(session) == 1


def test_without_a_key_nor_a_reference_it_is_done_twice(
    tool: Tool, cast: Cast, session: Session
) -> None:
    for _ in range(2):
        tool.tells(f"/people/{cast.amina.id}/steps", **STEP)
    assert count(session) == 2


def test_one_key_is_for_one_request(tool: Tool, cast: Cast, session: Session) -> None:
    sends(tool, cast, "k")
    other = sends(tool, cast, "k", STEP | {"title": "Autre"})
    assert other.status_code == 422
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"
    assert count(session) == 1


def test_a_key_is_of_its_token(tool: Tool, tool_of: MakeTool, cast: Cast, session: Session) -> None:
    sends(tool, cast, "k")
    assert "idempotency-replayed" not in sends(tool_of(cast.department), cast, "k").headers
    assert count(session) == 2


def test_what_was_refused_may_be_tried_again(tool: Tool, cast: Cast) -> None:
    path = f"/people/{cast.amina.id}/steps"
    facts = STEP | {"status": "done", "started_on": "2026-03-01", "ended_on": "2026-02-01"}
    assert sends(tool, cast, "k", facts).status_code == 422
    assert sends(tool, cast, "k").status_code == 201
    assert len(tool.reads(path)["items"]) == 1


@pytest.mark.parametrize("key", ["", " ", "é".encode().decode("latin-1"), "x" * 256])
def test_a_key_that_is_none_is_refused(tool: Tool, cast: Cast, key: str) -> None:
    path = f"/people/{cast.amina.id}/steps"
    headers = {b"idempotency-key": key.encode("latin-1")}
    own = headers | {b"authorization": f"Bearer {tool.token}".encode()}
    response = tool.client.post(f"/api/v1{path}", json=STEP, headers=own)
    assert response.status_code == 422


def test_several_at_once_with_one_key_do_it_once(tool: Tool, cast: Cast, session: Session) -> None:
    session.commit()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: sends(tool, cast, "k"), range(4)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert count(session) == 1


def test_several_at_once_with_one_reference_write_one_line(
    tool: Tool, cast: Cast, session: Session
) -> None:
    path = f"/people/{cast.amina.id}/steps"
    facts = STEP | {"reference": "S-1"}
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: tool.asks("POST", path, json=facts), range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert count(session) == 1


def test_an_answer_is_kept_two_days(tool: Tool, cast: Cast, session: Session) -> None:
    sends(tool, cast, "k")

    assert forget_old_answers(session, now=NOON + KEPT - timedelta(minutes=1)) == 0
    assert forget_old_answers(session, now=NOON + KEPT) == 1
    assert session.exec(select(KeptAnswer)).all() == []
    assert forget_old_answers in CHORES
