"""What the mail server receives from us, and what each of its answers means."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from backend.messaging import mail as module
from backend.messaging.mail import Mail, MailGateway, _client, _result
from backend.messaging.outcome import Outcome, Result
from backend.settings import Settings
from tests.doubles.mail import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, server: MailServer) -> Settings:
    return Settings(
        data_dir=str(tmp_path),
        public_url="https://parcours.test",
        smtp_url=f"smtp://{server.host}:{server.port}",
    )


def mail(**changes: Any) -> Mail:
    given: dict[str, Any] = {
        "to": "amina@example.org",
        "subject": "Rappel",
        "text": "Vous avez un rendez-vous demain. À bientôt.\n",
        "language": "fr",
        "name": "abc",
        "settings_link": "https://parcours.test/reglages/rappels",
    }
    return Mail(**(given | changes))


def send(settings: Settings, *mails: Mail) -> list[Result]:
    async def send_all() -> list[Result]:
        async with MailGateway(settings) as gateway:
            return [await gateway.send(mail) for mail in mails]

    return asyncio.run(send_all())


def test_a_message_arrives_as_it_was_written(server: MailServer, settings: Settings) -> None:
    assert send(settings, mail()) == [Result(Outcome.DELIVERED)]
    [received] = server.wait_for(1)
    assert received.recipients == ("amina@example.org",)
    assert received.sender == "ne-pas-repondre@parcours.test"
    assert received.text == "Vous avez un rendez-vous demain. À bientôt.\n"
    headers = received.message
    assert headers["Subject"] == "Rappel"
    assert headers["From"] == "Mon parcours <ne-pas-repondre@parcours.test>"
    assert headers["Message-ID"] == "<abc@parcours.test>"
    assert headers["List-Unsubscribe"] == "<https://parcours.test/reglages/rappels>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == "fr"
    assert headers["Date"] == "Mon, 02 Mar 2026 12:00:00 +0000"


def test_several_go_by_one_connection(server: MailServer, settings: Settings) -> None:
    assert send(settings, mail(), mail(name="b"), mail(name="c")) == [Result(Outcome.DELIVERED)] * 3
    assert len(server.wait_for(3)) == 3


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(450, Outcome.RETRY_LATER), (452, Outcome.RETRY_LATER), (550, Outcome.FAILED)],
)
def test_a_refused_recipient_is_tried_again_or_not(
    server: MailServer, settings: Settings, code: int, outcome: Outcome
) -> None:
    server.refuse_next(code, "5.1.1 no")
    results = send(settings, mail(), mail())
    assert results == [Result(outcome, reason=f"smtp {code}"), Result(Outcome.DELIVERED)]


@pytest.mark.parametrize("address", ["amina@example.org\nBcc: all@example.org", "a\r\nb@c"])
def test_an_address_cannot_add_headers(
    server: MailServer, settings: Settings, address: str
) -> None:
    assert send(settings, mail(to=address)) == [Result(Outcome.FAILED, reason="address")]
    assert server.messages == []


def test_a_server_that_is_away_is_tried_again(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
        [result] = send(Settings(data_dir=str(tmp_path), smtp_url=url), mail())
    assert result.outcome is Outcome.RETRY_LATER


def test_a_connection_that_was_closed_meanwhile_is_made_again(settings: Settings) -> None:
    async def send_twice() -> list[Result]:
        async with MailGateway(settings) as gateway:
            first = await gateway.send(mail())
            gateway._idle[0].close()  # noqa: SLF001 (as a server does after a while)
            return [first, await gateway.send(mail())]

    assert asyncio.run(send_twice()) == [Result(Outcome.DELIVERED)] * 2


@pytest.mark.parametrize(
    ("url", "use_tls", "start_tls"),
    [
        ("smtps://user:pw@mail.example:465", True, False),
        ("smtp://mail.example:25", False, None),
        ("smtp://mail.example:587?starttls", False, True),
        ("smtp://user:pw@mail.example:587", False, True),
        ("smtp://user:pw@127.0.0.1:1025", False, None),
    ],
)
def test_a_password_never_travels_in_clear(
    url: str, *, use_tls: bool, start_tls: bool | None
) -> None:
    client = _client(urlsplit(url))
    assert (client.use_tls, client._start_tls_on_connect) == (use_tls, start_tls)  # noqa: SLF001


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (SMTPAuthenticationError(535, "no"), Outcome.REFUSED),
        (SMTPAuthenticationError(454, "later"), Outcome.RETRY_LATER),
        (SMTPSenderRefused(550, "no", "us"), Outcome.REFUSED),
        (SMTPDataError(554, "no"), Outcome.FAILED),
        (SMTPDataError(452, "later"), Outcome.RETRY_LATER),
        (SMTPNotSupported("STARTTLS"), Outcome.REFUSED),
        (SMTPServerDisconnected("gone"), Outcome.RETRY_LATER),
    ],
)
def test_each_refusal_has_one_meaning(failure: SMTPException, outcome: Outcome) -> None:
    assert _result(failure).outcome is outcome


def test_a_server_that_never_answers_is_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wait(*_: object) -> None:
        await asyncio.sleep(10)

    monkeypatch.setattr(module, "TIMEOUT", 0.05)
    monkeypatch.setattr(MailGateway, "_transmit", wait)
    assert send(settings, mail()) == [Result(Outcome.RETRY_LATER, reason="timeout")]
