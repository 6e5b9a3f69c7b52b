"""How many pushes a second one core encrypts, signs and sends: `python -m bench.push`.

The receiver answers 201 to everything, on another core; the worker's part (plan, lease, send, write
down) runs on a SQLite file of its own.
"""

import asyncio
import base64
import logging
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import Process, SimpleQueue
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Engine, insert

from backend.appointments.models import Appointment, Source
from backend.database import connect
from backend.messaging.models import Subscription
from backend.messaging.push import Browser, Notification, PushGateway
from backend.people.models import Person
from backend.reminders.sending import Ways
from backend.reminders.worker import Worker
from backend.settings import Settings
from backend.tables import METADATA
from backend.territories.models import Territory

COUNT, ROUNDS, AT_ONCE = 5000, 3, 32
NOW = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00 in Paris
START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


class Sink(asyncio.Protocol):
    """Counts requests by their length and answers each."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._waiting = transport, b""

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head = self._waiting[:end].lower()
            length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            if len(self._waiting) < end + 4 + length:
                return
            self._waiting = self._waiting[end + 4 + length :]
            self._transport.write(CREATED)  # ty: ignore[missing-attribute]


def receive(ports: "SimpleQueue[int]", core: int) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
        ports.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    os.sched_setaffinity(0, {core})
    asyncio.run(serve())


def browser(origin: str) -> Browser:
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    keys = (base64.urlsafe_b64encode(key).rstrip(b"=").decode() for key in (raw, os.urandom(16)))
    return Browser(f"{origin}/{secrets.token_urlsafe(24)}", *keys)


async def send_straight(settings: Settings, browsers: list[Browser]) -> None:
    """The gateway alone."""
    waiting = iter(browsers)
    message = Notification(
        title="Rappel",
        body="Vous avez un rendez-vous demain.",
        language="fr",
        link=f"{settings.public_url}/rendez-vous/1",
        tag="day-1",
        topic="1:push:1",
        life=timedelta(hours=4),
    )
    async with PushGateway(settings) as gateway:

        async def send_some() -> None:
            for each in waiting:
                await gateway.send(each, message)

        await asyncio.gather(*(send_some() for _ in range(AT_ONCE)))


async def work(settings: Settings, engine: Engine) -> None:
    async with Ways(settings) as ways:
        summary = await Worker(engine, settings, ways, lambda: NOW).do_what_is_due()
    if summary.planned != COUNT:
        raise SystemExit(f"{summary.planned} reminders instead of {COUNT}")


def filled(path: Path, browsers: list[Browser]) -> Engine:
    engine = connect(f"sqlite:///{path}")
    METADATA.create_all(engine)
    numbers = range(1, len(browsers) + 1)
    known = START - timedelta(days=8)
    with engine.begin() as connection:
        territory = {"id": 1, "code": "81", "name": "Tarn", "phone": "", "created_at": NOW}
        connection.execute(insert(Territory), [territory])
        person = {"territory_id": 1, "first_name": "A", "last_name": "B", "created_at": NOW}
        connection.execute(insert(Person), [person | {"id": number} for number in numbers])
        booked = {"source": Source.DESK, "starts_at": START, "known_at": known, "changed_at": known}
        connection.execute(
            insert(Appointment),
            [booked | {"person_id": number, "uid": f"{number}@bench"} for number in numbers],
        )
        connection.execute(
            insert(Subscription),
            [
                {"person_id": number, "created_at": NOW, **vars(each)}
                for number, each in zip(numbers, browsers, strict=True)
            ],
        )
    return engine


def measure(name: str, do: Callable[[], None]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sys.stdout.write(
        f"{name}: {COUNT / wall:,.0f} pushes/s by the clock, {COUNT / cpu:,.0f} by the processor"
        f" ({cpu / COUNT * 1000:.2f} ms each)\n"
    )


def main() -> None:
    logging.disable()
    cores = sorted(os.sched_getaffinity(0))
    ports: SimpleQueue[int] = SimpleQueue()
    receiver = Process(target=receive, args=(ports, cores[-1]), daemon=True)
    receiver.start()
    os.sched_setaffinity(0, {cores[0]})
    origin = f"http://127.0.0.1:{ports.get()}"
    browsers = [browser(origin) for _ in range(COUNT)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=folder, push_allowed_hosts="127.0.0.1")
        for number in range(ROUNDS):
            measure("gateway", lambda: asyncio.run(send_straight(settings, browsers)))
            engine = filled(Path(folder) / f"{number}.db", browsers)
            measure("worker ", lambda engine=engine: asyncio.run(work(settings, engine)))
            engine.dispose()
    receiver.terminate()


if __name__ == "__main__":
    main()
