"""A push service, a mail server, an SMS gateway, and a worker that does what is due."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.appointments.models import Appointment
from backend.messaging.models import FallbackChannel, Preference, Subscription
from backend.people.models import Credential, Person
from backend.reminders.models import Delivery
from backend.reminders.worker import Summary, work_once
from backend.settings import Settings
from tests.cast import Cast, appointment, saved
from tests.conftest import NOON
from tests.doubles.mail import MailServer
from tests.doubles.push_records import Received
from tests.doubles.push_service import PushService
from tests.doubles.sms import SmsGateway


@pytest.fixture(scope="module")
def push_server() -> Iterator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture
def push(push_server: PushService) -> Iterator[PushService]:
    """Forgets nothing of what it received: each test looks at its own subscriptions."""
    yield push_server
    push_server.answer_normally()
    push_server.delay(0)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture
def sms() -> Iterator[SmsGateway]:
    with SmsGateway() as sms:
        yield sms


@pytest.fixture
def settings(settings: Settings, push: PushService) -> Settings:
    return replace(settings, push_allowed_hosts=push.url, contact_email="equipe@parcours.test")


@dataclass
class Office:
    """What the tests do with the database, said shortly."""

    session: Session
    engine: Engine
    settings: Settings
    push: PushService

    def book(self, person: Person, starts_at: datetime, **others: object) -> Appointment:
        row = saved(self.session, appointment(person, starts_at, **others))
        self.session.commit()
        return row

    def subscribe(self, person: Person) -> str:
        """Her browser agrees; returns its endpoint."""
        given = self.push.new_subscription()
        keys = given["keys"]
        saved(
            self.session,
            Subscription(
                person_id=person.id,
                endpoint=given["endpoint"],
                p256dh=keys["p256dh"],
                auth=keys["auth"],
                label="Chrome, Android",
                created_at=NOON,
            ),
        )
        self.session.commit()
        return given["endpoint"]

    def comes_in(self, person: Person) -> None:
        """She has opened the application once: she chose a passphrase."""
        saved(self.session, Credential(person_id=person.id, passphrase_hash="", changed_at=NOON))
        self.session.commit()

    def prefer(
        self, person: Person, fallback: FallbackChannel = FallbackChannel.EMAIL, silenced: str = ""
    ) -> None:
        saved(self.session, Preference(person_id=person.id, fallback=fallback, silenced=silenced))
        self.session.commit()

    def change(self, row: Appointment, **values: object) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        self.session.add(row)
        self.session.commit()

    def work(self, now: datetime) -> Summary:
        return asyncio.run(work_once(self.engine, self.settings, now=now))

    def deliveries(self) -> Sequence[Delivery]:
        self.session.expire_all()
        found = self.session.exec(select(Delivery).order_by(col(Delivery.id))).all()
        self.session.commit()
        return found

    def received_by(self, endpoint: str) -> list[Received]:
        return [received for received in self.push.received if received.endpoint == endpoint]

    def bodies(self, endpoint: str) -> list[str]:
        """What that browser showed."""
        return [
            received.payload["notification"]["body"]
            for received in self.received_by(endpoint)
            if isinstance(received.payload, dict)
        ]

    def kinds(self) -> list[str]:
        return [delivery.kind.value for delivery in self.deliveries()]

    def fates(self) -> list[tuple[str, str]]:
        return [
            (delivery.target.split(":")[0], delivery.state.value) for delivery in self.deliveries()
        ]


@pytest.fixture
def office(session: Session, engine: Engine, settings: Settings, push: PushService) -> Office:
    return Office(session, engine, settings, push)


@pytest.fixture
def amina(cast: Cast, session: Session) -> Person:
    """She reads English in these tests: the sentences are those of the code."""
    cast.amina.language = "en"
    session.add(cast.amina)
    session.commit()
    return cast.amina
