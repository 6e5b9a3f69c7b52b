"""The worker itself: started, stopped, killed, doubled, and put up with."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, func, select

from backend import clock
from backend.database import connect
from backend.people.models import Attempt, Device
from backend.reminders import actions, worker
from backend.reminders.models import Delivery, State
from backend.reminders.worker import (
    Summary,
    start_in_background,
    work,
    work_in_foreground,
    work_once,
)
from tests.cast import Cast, appointment
from tests.conftest import NOON
from tests.reminders.conftest import Office

START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)  # 14:30 in Albi
J_2 = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00
MINUTE = timedelta(minutes=1)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def until(is_true: Callable[[], bool], *, timeout: float = 20) -> None:
    end = time.monotonic() + timeout
    while not is_true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_beside_the_server_it_works_until_it_is_stopped(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PERIOD", 0.05)
    at(monkeypatch, J_2)
    phone = office.subscribe(cast.amina)
    stop = start_in_background(office.engine, office.settings)
    office.book(cast.amina, START)
    until(lambda: len(office.received_by(phone)) == 1)
    stop()
    assert "reminders" not in {thread.name for thread in threading.enumerate()}
    office.book(cast.amina, START + MINUTE)
    stop()  # once more does no harm
    assert len(office.received_by(phone)) == 1


def test_stopping_finishes_the_batch_under_way_and_no_other(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH", 1)
    at(monkeypatch, J_2)
    phone = office.subscribe(cast.amina)
    for minutes in range(3):
        office.book(cast.amina, START + minutes * MINUTE)
    office.push.delay(0.5)
    stop = start_in_background(office.engine, office.settings)
    until(lambda: len(office.received_by(phone)) == 1)
    stop()
    states = sorted(delivery.state.value for delivery in office.deliveries())
    assert states == ["ready", "ready", "sent"]
    assert len(office.received_by(phone)) == 1


def test_a_signal_lets_it_finish_its_batch(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    finished = []

    async def round_of(_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.1)
        finished.append(True)

    monkeypatch.setattr(worker, "_round", round_of)
    asyncio.run(work_in_foreground(office.engine, office.settings))
    assert finished == [True]


def test_a_fault_in_one_round_does_not_end_the_next(
    engine: Engine,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(worker, "PERIOD", 0)
    rounds = 0

    async def round_of(_: object) -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise OperationalError("SELECT", {}, Exception("the database is away"))
        stop.set()

    async def run() -> None:
        await work(engine, office.settings, stop)

    monkeypatch.setattr(worker, "_round", round_of)
    stop = asyncio.Event()
    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert rounds == 2
    assert "could not be looked after" in caplog.text


def test_two_workers_at_once_send_each_reminder_once(
    office: Office, cast: Cast, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH", 7)
    phones = [office.subscribe(cast.amina) for _ in range(2)]
    office.session.add_all(appointment(cast.amina, START + n * MINUTE) for n in range(60))
    office.session.commit()

    def work_beside(_: int) -> Summary:
        engine = connect(database_url)
        try:
            return asyncio.run(work_once(engine, office.settings, now=J_2))
        finally:
            engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        summaries = list(pool.map(work_beside, range(2)))
    assert sum(summary.settled[State.SENT] for summary in summaries) == 120
    assert all(len(office.received_by(phone)) == 60 for phone in phones)


def test_it_says_what_it_did(office: Office, cast: Cast) -> None:
    phones = [office.subscribe(cast.amina) for _ in range(2)]
    office.push.answer_always(phones[0], 410)
    office.book(cast.amina, START)
    assert str(office.work(J_2)) == "1 gone, 1 sent (2 planned, 0 by another way)"
    assert str(office.work(J_2)) == "nothing was due"


def test_what_time_has_emptied_of_use_is_deleted(
    office: Office, cast: Cast, session: Session
) -> None:
    office.subscribe(cast.amina)
    office.book(cast.amina, START)
    office.work(J_2)
    session.add(Attempt(key="x", count=1, expires_at=NOON))
    for shared, name in ((True, "shared"), (False, "own")):
        session.add(
            Device(
                person_id=cast.amina.id,
                token_hash=name,
                label=name,
                shared=shared,
                created_at=NOON,
                last_seen_at=NOON,
            )
        )
    session.commit()
    actions.tidy(session, now=J_2 + timedelta(days=89))
    assert session.exec(select(func.count()).select_from(Delivery)).one() == 1
    actions.tidy(session, now=J_2 + timedelta(days=91))
    session.commit()
    assert session.exec(select(func.count()).select_from(Delivery)).one() == 0
    assert session.exec(select(Device.label)).all() == ["own"]
    assert session.exec(select(Attempt)).all() == []
