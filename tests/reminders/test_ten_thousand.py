"""Ten thousand reminders due at once, two workers, one of them killed midway."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlmodel import Session, func, select

from backend.appointments.models import Appointment
from backend.messaging.models import Subscription
from backend.people.models import Person
from backend.reminders.models import Delivery, State
from backend.reminders.worker import BATCH
from backend.territories.models import Installation
from tests.cast import Cast, appointment

COUNT = 10_000
PATIENCE = 240  # seconds, on a machine that does other things too
NOW = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00 in Albi: two days before
START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent


@dataclass
class Receiver:
    """A push service in a process of its own, as it writes down what it was sent."""

    url: str
    log: Path
    subscriptions: list[dict[str, object]]

    def answered(self) -> list[dict[str, object]]:
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]

    def wait_for(self, count: int, *, timeout: float = 240) -> None:
        end = time.monotonic() + timeout
        while not self.log.exists() or self.log.read_bytes().count(b"\n") < count:
            if time.monotonic() > end:
                raise TimeoutError(f"fewer than {count} pushes in {timeout} s")
            time.sleep(0.02)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    log, minted = tmp_path / "push.jsonl", tmp_path / "subscriptions.json"
    command = [sys.executable, "-m", "tests.doubles.push_service", f"--subscriptions={COUNT}"]
    command += [f"--out={minted}", f"--log={log}", "--no-decrypt"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        yield Receiver(url, log, json.loads(minted.read_text()))
        process.send_signal(signal.SIGTERM)


def book_everybody(session: Session, cast: Cast, receiver: Receiver) -> None:
    """As many people as subscriptions, each with one browser and one appointment."""
    connection = session.connection()
    amina = cast.amina.model_dump(exclude={"id"})
    booked = appointment(cast.amina, START).model_dump(exclude={"id"})
    people = range(1_000_000, 1_000_000 + COUNT)
    connection.execute(insert(Person), [amina | {"id": number} for number in people])
    connection.execute(
        insert(Appointment),
        [
            booked | {"person_id": number, "uid": f"{number}@parcours.test", "external_id": number}
            for number in people
        ],
    )
    connection.execute(
        insert(Subscription),
        [
            {
                "person_id": number,
                "endpoint": subscription["endpoint"],
                "label": "",
                "created_at": NOW,
                **subscription["keys"],  # ty: ignore[invalid-argument-type]
            }
            for number, subscription in zip(people, receiver.subscriptions, strict=True)
        ],
    )
    session.add(Installation(is_demo=True))  # only then may its clock be turned
    session.commit()


@pytest.fixture
def environment(database_url: str, receiver: Receiver, tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path),
        "PUBLIC_URL": "https://parcours.test",
        "PUSH_ALLOWED_HOSTS": receiver.url,
    }


def start_worker(environment: dict[str, str], now: datetime) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "backend", "worker", "--once", "--now", now.isoformat()]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def test_each_device_is_reached_once_though_a_worker_is_killed(
    session: Session,
    cast: Cast,
    receiver: Receiver,
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    book_everybody(session, cast, receiver)
    began = time.monotonic()
    killed, survivor = (start_worker(environment, NOW) for _ in range(2))
    receiver.wait_for(COUNT // 3)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert survivor.wait(PATIENCE) == 0
    unfinished = COUNT - in_state(session, State.SENT)
    assert start_worker(environment, NOW + timedelta(minutes=2)).wait(PATIENCE) == 0
    took = time.monotonic() - began

    answered = receiver.answered()
    assert all(answer["ok"] for answer in answered)
    times = Counter(str(answer["endpoint"]) for answer in answered)
    topics = {(answer["endpoint"], answer["topic"]) for answer in answered}
    twice = sum(1 for count in times.values() if count == 2)
    assert set(times) == {str(given["endpoint"]) for given in receiver.subscriptions}
    assert max(times.values()) <= 2
    assert unfinished <= BATCH, "more was held by the killed worker than one batch"
    assert twice <= unfinished
    assert len(topics) == COUNT, "the same reminder under two topics"
    assert in_state(session, State.SENT) == COUNT
    with capsys.disabled():
        sys.stdout.write(
            f"\n{session.get_bind().dialect.name}: {COUNT} reminders due, a worker killed after"
            f" {COUNT // 3}: {len(answered)} pushes, every device reached, {twice} of them twice"
            f" under the same Topic (the {unfinished} leased to the killed worker were sent again"
            f" once its lease ended); {took:.1f} s\n"
        )


def in_state(session: Session, state: State) -> int:
    session.rollback()
    found = session.exec(select(func.count()).where(Delivery.state == state)).one()
    session.rollback()
    return found
