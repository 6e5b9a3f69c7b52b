"""Deliveries that arrive at the same moment, in any order, end in the newest state."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import Engine

from backend.appointments.models import Appointment, Source, Status
from backend.database import writing
from backend.partners import rdv_insertion, rdv_service_public
from backend.partners.actions import Outcome, take_in
from backend.partners.messages import Message
from backend.partners.models import WaitingAppointment, WebhookEndpoint
from tests.partners.payloads import Json, amina, lapin_rdv, message, rdv, stranger

THREADS = 8
ROUNDS = 5
STAMP = "2026-03-02 10:{:02}:00 +0100"
One = Callable[[], Appointment]
Waiting = Callable[[], list[WaitingAppointment]]


def told(data: Json, event: str, minute: int) -> Message:
    understand = rdv_service_public if "ends_at" in data else rdv_insertion
    return understand.understand(json.dumps(message(data, event, STAMP.format(minute))).encode())


def deliver(
    engine: Engine, messages: list[Message], endpoints: list[WebhookEndpoint], now: datetime
) -> list[Outcome]:
    """Each message by a thread of its own, all starting together."""
    start = Barrier(THREADS)
    by_source = {endpoint.source: endpoint for endpoint in endpoints}

    def work(mine: list[Message]) -> list[Outcome]:
        start.wait()
        outcomes = []
        for one in mine:
            with writing(engine) as session:
                outcomes.append(take_in(session, by_source[one.source], one, now=now))
        return outcomes

    with ThreadPoolExecutor(THREADS) as pool:
        shares = pool.map(work, [messages[share::THREADS] for share in range(THREADS)])
        return [outcome for share in shares for outcome in share]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_newest_of_many_deliveries_stays(
    engine: Engine, insertion_endpoint: WebhookEndpoint, now: datetime, appointment: One, seed: int
) -> None:
    history = [told(rdv(), "created", 0)] + [
        told(rdv(duration_in_min=30 + minute), "updated", minute) for minute in range(1, 12)
    ]
    deliveries = history * 3
    Random(seed).shuffle(deliveries)  # noqa: S311 (an order, not a secret)

    outcomes = deliver(engine, deliveries, [insertion_endpoint], now)

    assert appointment().duration_minutes == 41
    assert set(outcomes) <= {Outcome.APPLIED, Outcome.REPEATED_OR_STALE}
    assert outcomes.count(Outcome.APPLIED) == appointment().sequence + 1


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_one_message_many_times_is_applied_once(
    engine: Engine, insertion_endpoint: WebhookEndpoint, now: datetime, appointment: One, seed: int
) -> None:
    outcomes = deliver(
        engine, [told(rdv(id=seed + 1), "created", 0)] * 16, [insertion_endpoint], now
    )

    assert outcomes.count(Outcome.APPLIED) == 1
    assert appointment().sequence == 0


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_two_tools_at_once_make_one_row_with_the_newest_facts(
    engine: Engine,
    insertion_endpoint: WebhookEndpoint,
    service_public_endpoint: WebhookEndpoint,
    now: datetime,
    appointment: One,
    waiting: Waiting,
    seed: int,
) -> None:
    deliveries = []
    for minute in range(8):
        event = "updated" if minute else "created"
        minutes = {"duration_in_min": 30 + minute}
        deliveries.append(told(lapin_rdv(**minutes), event, minute * 2))
        deliveries.append(told(rdv(**minutes), event, minute * 2 + 1))
    Random(seed).shuffle(deliveries)  # noqa: S311

    deliver(engine, deliveries, [insertion_endpoint, service_public_endpoint], now)

    hers = appointment()
    assert hers.duration_minutes == 37
    assert hers.bring.startswith("Venez avec")
    assert (hers.source, hers.service_public_id) == (Source.RDV_INSERTION, "8725")
    assert waiting() == []


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_is_destroyed_stays_destroyed(
    engine: Engine,
    insertion_endpoint: WebhookEndpoint,
    now: datetime,
    appointments: Callable[[], list[Appointment]],
    waiting: Waiting,
    seed: int,
) -> None:
    couple = {"motif": rdv()["motif"] | {"collectif": False}}
    deliveries = [
        told(rdv(amina(), stranger(), duration_in_min=30 + minute, **couple), "updated", minute)
        for minute in range(14)
    ] + [told({"id": 1261}, "destroyed", 20)] * 2
    Random(seed).shuffle(deliveries)  # noqa: S311

    deliver(engine, deliveries, [insertion_endpoint], now)

    assert {row.status for row in appointments()} <= {Status.REVOKED}
    assert waiting() == []
