"""What is too large, malformed or strange is refused in words, and never breaks anything."""

import json
from collections.abc import Callable
from itertools import count, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import RequestFactory
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from backend.appointments.models import Appointment
from backend.partners import problems, rdv_insertion, rdv_service_public
from backend.partners.messages import Message
from backend.partners.routes import LARGEST_BODY
from tests.partners.conftest import Tool
from tests.partners.payloads import Json, amina, lapin_rdv, message, rdv, stranger

All = Callable[[], list[Appointment]]
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"null",
        b"[]",
        b'"texte"',
        b"NaN",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"meta":' * 10_000,
        b'{"meta":{"model":"Rdv","event":"created","timestamp":"2026-03-02 10:00:00 +0100"}}',
        b'{"data":"\\ud800"}',
        b'{"data":{"id":' + b"9" * 5000 + b"}}",
    ],
    ids=lambda body: repr(body)[:20],
)
def test_what_is_no_message_is_422(insertion: Tool, service_public: Tool, body: bytes) -> None:
    for tool in (insertion, service_public):
        response = tool.sends_bytes(body)

        assert response.status_code == 422
        assert response.headers["content-type"] == PROBLEM
        assert response.json()["status"] == 422
        assert "<html" not in response.text


def test_the_faulty_fields_are_named_and_what_was_sent_is_not_repeated(
    insertion: Tool, appointments: All
) -> None:
    response = insertion.sends(
        message(rdv(amina(birth_date="le 17 mai"), starts_at="demain", status="peut-être"))
    )

    problem = response.json()
    fields = [error["field"] for error in problem["errors"]]
    assert response.status_code == 422
    assert {"data.starts_at", "data.status", "data.users.0.birth_date"} <= set(fields)
    assert problem["title"]
    assert "data.starts_at" in problem["detail"]
    for sent in ("17 mai", "demain", "peut-être", "Amina"):
        assert sent not in response.text
    assert appointments() == []


def test_many_faults_are_not_all_listed(insertion: Tool) -> None:
    response = insertion.sends(message(rdv(users=[{}] * 500)))

    assert len(response.json()["errors"]) == 20


def test_what_is_too_large_is_413(insertion: Tool) -> None:
    body = b" " * (LARGEST_BODY + 1)

    response = insertion.sends_bytes(body)

    assert response.status_code == 413
    assert response.headers["content-type"] == PROBLEM
    assert insertion.sends_bytes(b" " * LARGEST_BODY).status_code == 422


def test_a_locked_database_asks_the_tool_to_send_again() -> None:
    locked = OperationalError("INSERT", None, Exception("database is locked"))

    response = problems.busy(RequestFactory().post("/"), locked)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"


def test_there_is_nothing_to_read_here(insertion: Tool) -> None:
    response = insertion.client.get("/api/v1/webhooks/rdv-insertion")

    assert response.status_code == 405


def test_a_byte_order_mark_does_no_harm(insertion: Tool) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(message(rdv())).encode()

    assert insertion.sends_bytes(body).json() == {"outcome": "applied"}


STRANGE: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "1261",
    "\x00",
    "🙂" * 50,
    "é" * 4000,
    "\ud800",
    "\u202e",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-03-24 14:30:00 UTC",
    "9999-12-31",
    "revoked",
    [],
    [None],
    [[[[]]]],
    {},
    {"id": None},
    {"id": [1]},
]


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value where something else could be."""
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(place for step, inner in steps for place in places_in(inner, (*path, step)))]


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    changed = value.copy()
    changed[path[0]] = put(value[path[0]], path[1:], other)
    return changed


numbers = count(10_000)


def fresh(told: Any) -> Any:
    """Under a number not told yet, so that it is not put aside as a repetition."""
    if isinstance(told, dict) and isinstance(data := told.get("data"), dict) and "id" in data:
        return told | {"data": data | {"id": next(numbers)}}
    return told


@st.composite
def mutated(draw: st.DrawFn, original: Any) -> Any:
    """The message with up to three places changed to something strange."""
    value = original
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places_in(value)))
        value = put(value, path, draw(st.sampled_from(STRANGE)))
    return value


FUZZ = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def survives(tool: Tool, body: bytes) -> None:
    response = tool.sends_bytes(body)
    assert response.status_code in {200, 422}, response.text
    assert response.headers["content-type"] in {PROBLEM, "application/json"}
    assert response.status_code == 422 or set(response.json()) == {"outcome"}


@FUZZ
@given(told=mutated(message(rdv(amina(), stranger()), "updated")))
def test_no_mutated_message_breaks_rdv_insertions_address(insertion: Tool, told: Any) -> None:
    survives(insertion, json.dumps(fresh(told)).encode())


@FUZZ
@given(told=mutated(message(lapin_rdv(), "updated")))
def test_no_mutated_message_breaks_rdv_service_publics_address(
    service_public: Tool, told: Any
) -> None:
    survives(service_public, json.dumps(fresh(told)).encode())


@FUZZ
@given(
    event=st.sampled_from(["created", "updated", "destroyed"]),
    second=st.integers(10, 59),
    told=mutated(rdv()),
)
def test_no_sequence_about_one_appointment_breaks_an_address(
    insertion: Tool, event: str, second: int, told: Any
) -> None:
    stamped = message(told, event, f"2026-03-02 10:00:{second} +0100")

    survives(insertion, json.dumps(stamped).encode())


@FUZZ
@given(body=st.binary(max_size=300))
def test_no_bytes_break_an_address(insertion: Tool, body: bytes) -> None:
    survives(insertion, body)


@pytest.mark.parametrize(
    ("understand", "data"),
    [(rdv_insertion.understand, rdv()), (rdv_service_public.understand, lapin_rdv())],
)
def test_each_strange_thing_in_each_place_is_understood_or_named(
    understand: Callable[[bytes], Message], data: Json
) -> None:
    original = message(data, "updated")
    for strange, path in product(STRANGE, places_in(original)):
        try:
            told = understand(json.dumps(put(original, path, strange)).encode())
        except ValidationError:
            continue
        assert told.position > 0


@pytest.mark.parametrize("strange", ["\x00", "é" * 4000, 2**63, "9999-12-31"], ids=range(4))
def test_both_databases_can_hold_what_is_understood(insertion: Tool, strange: str | int) -> None:
    original = message(rdv(), "updated")
    for path in places_in(original):
        survives(insertion, json.dumps(fresh(put(original, path, strange))).encode())
