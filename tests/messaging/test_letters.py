"""Letters: written with what they tell, sent by the worker, tried again for a day."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.messaging import letters as module
from backend.messaging.actions import forget_old_letters
from backend.messaging.letters import claim_letters, write_letter
from backend.messaging.models import Letter
from backend.reminders.worker import Summary, work_once
from backend.settings import Settings
from tests.conftest import NOON
from tests.doubles.mail import MailServer

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, server: MailServer) -> Settings:
    return replace(settings, smtp_url=f"smtp://{server.host}:{server.port}")


def work(engine: Engine, settings: Settings, now: datetime) -> Summary:
    return asyncio.run(work_once(engine, settings, now=now))


def write(session: Session, recipient: str = "claire@example.org") -> Letter:
    letter = write_letter(
        session,
        recipient=recipient,
        subject="Une personne demande à être appelée",
        text="Bonjour,\n\nà bientôt.\n",
        language="fr",
        now=NOON,
    )
    session.commit()
    return letter


def kept(session: Session) -> Sequence[Letter]:
    session.expire_all()
    found = session.exec(select(Letter).order_by(col(Letter.id))).all()
    session.commit()
    return found


def test_a_letter_arrives_once_as_it_was_written(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    letter = write(session)
    assert str(work(engine, settings, NOON)).endswith(", 1 letters")
    assert not work(engine, settings, NOON + HOUR)
    [received] = server.messages
    assert received.recipients == ("claire@example.org",)
    assert received.message["Subject"] == "Une personne demande à être appelée"
    assert received.text == "Bonjour,\n\nà bientôt.\n"
    assert received.message["List-Unsubscribe"] is None
    name = f"letter-{letter.id}-{int(NOON.timestamp())}"
    assert received.message["Message-ID"] == f"<{name}@parcours.test>"
    [row] = kept(session)
    assert (row.sent_at, row.failed_at, row.attempts) == (NOON, None, 1)


def test_what_is_rolled_back_tells_nobody(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    write_letter(session, recipient="a@b.fr", subject="s", text="t", language="fr", now=NOON)
    session.rollback()
    work(engine, settings, NOON)
    assert server.messages == []


def test_a_server_in_trouble_is_tried_again_a_little_later(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    write(session)
    server.refuse_next(451, "4.3.0 later")
    work(engine, settings, NOON)
    [row] = kept(session)
    assert row.reason == "smtp 451"
    assert NOON + MINUTE / 2 <= row.not_before <= NOON + 1.5 * MINUTE
    work(engine, settings, row.not_before - timedelta(seconds=1))
    assert server.messages == []
    work(engine, settings, row.not_before)
    assert len(server.wait_for(1)) == 1


def test_an_address_that_refuses_for_good_is_not_tried_again(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    write(session)
    server.refuse_next(550, "5.1.1 unknown")
    work(engine, settings, NOON)
    work(engine, settings, NOON + HOUR)
    assert server.messages == []
    [row] = kept(session)
    assert (row.failed_at, row.reason) == (NOON, "smtp 550")


def test_trying_ends_after_a_day(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    write(session)
    for _ in range(3):
        server.refuse_next(451, "4.3.0 later")
    for moment in (NOON, NOON + 12 * HOUR):
        work(engine, settings, moment)
        assert [row.failed_at for row in kept(session)] == [None]
    work(engine, settings, NOON + DAY)
    [row] = kept(session)
    assert (row.failed_at, row.reason, row.attempts) == (NOON + DAY, "smtp 451", 3)


def test_without_a_server_a_letter_waits_a_day_then_fails_with_its_reason(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    nowhere = replace(settings, smtp_url="")
    write(session)
    write(session)
    work(engine, nowhere, NOON + DAY - MINUTE)
    assert [row.failed_at for row in kept(session)] == [None, None]
    work(engine, nowhere, NOON + DAY)
    assert [row.reason for row in kept(session)] == ["no smtp"] * 2
    work(engine, settings, NOON + DAY + MINUTE)
    assert server.messages == []


def test_a_letter_is_leased_to_one_worker_and_sent_again_if_it_died(
    session: Session, engine: Engine, settings: Settings, server: MailServer
) -> None:
    write(session)
    with Session(engine) as dying:
        assert len(claim_letters(dying, now=NOON)) == 1
        dying.commit()
    work(engine, settings, NOON + MINUTE / 2)
    assert server.messages == []
    work(engine, settings, NOON + MINUTE)
    assert len(server.wait_for(1)) == 1
    assert kept(session)[0].attempts == 2


def test_many_go_batch_by_batch(
    session: Session,
    engine: Engine,
    settings: Settings,
    server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    for number in range(5):
        write(session, f"a{number}@example.org")
    assert work(engine, settings, NOON).letters == 5
    assert len({mail.recipients for mail in server.messages}) == 5
    assert len({mail.message["Message-ID"] for mail in server.messages}) == 5


def test_old_letters_are_forgotten(session: Session) -> None:
    sent, failed, waiting = write(session), write(session), write(session)
    sent.sent_at = failed.failed_at = NOON
    session.add_all([sent, failed])
    session.commit()
    forget_old_letters(session, now=NOON + timedelta(days=89))
    assert len(kept(session)) == 3
    forget_old_letters(session, now=NOON + timedelta(days=90))
    session.commit()
    assert [row.id for row in kept(session)] == [waiting.id]
