"""The only module that talks to the mail server (SMTP_URL)."""

from asyncio import Semaphore, timeout
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from backend import clock
from backend.messaging.endpoints import names_this_machine
from backend.messaging.outcome import Outcome, Result
from backend.settings import Settings

AT_ONCE = 4
STEP_TIMEOUT = 10  # seconds for each command
TIMEOUT = 15  # seconds for a whole message
PERMANENT = 500  # from this reply code on, trying again is no use


@dataclass(frozen=True, kw_only=True)
class Mail:
    to: str
    subject: str
    text: str
    language: str
    name: str  # the same name is the same message sent twice
    settings_link: str = ""  # where these messages are stopped, when they can be


class MailGateway:
    """Keeps a few connections open between messages."""

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(settings.smtp_url)
        self._host = urlsplit(settings.public_url).hostname or "localhost"
        self._sender = settings.mail_from or f"Mon parcours <ne-pas-repondre@{self._host}>"
        self._idle: list[SMTP] = []
        self.turns = Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._idle:
            self._idle.pop().close()

    async def send(self, mail: Mail) -> Result:
        """Never raises: every failure is an Outcome."""
        try:
            message = self._written(mail)
            async with timeout(TIMEOUT):
                await self._transmit(message)
        except TimeoutError:
            return Result(Outcome.RETRY_LATER, reason="timeout")
        except SMTPException as failure:
            return _result(failure)
        except OSError:
            return Result(Outcome.RETRY_LATER, reason="connection")
        except ValueError:  # an address that no header can hold
            return Result(Outcome.FAILED, reason="address")
        return Result(Outcome.DELIVERED)

    def _written(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = self._sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{mail.name}@{self._host}>"
        message["Auto-Submitted"] = "auto-generated"
        if mail.settings_link:
            message["List-Unsubscribe"] = f"<{mail.settings_link}>"
        message.set_content(mail.text, cte="quoted-printable")
        message["Content-Language"] = mail.language
        return message

    async def _transmit(self, message: EmailMessage) -> None:
        client = await self._connected()
        try:
            await client.send_message(message, sender=parseaddr(self._sender)[1])
        except BaseException:
            client.close()
            raise
        self._idle.append(client)

    async def _connected(self) -> SMTP:
        while self._idle:
            client = self._idle.pop()
            try:
                await client.rset()
            except (SMTPException, OSError):  # it hung up meanwhile
                client.close()
            else:
                return client
        client = _client(self._url)
        await client.connect()
        return client


def _client(url: SplitResult) -> SMTP:
    """`smtps://` is encrypted from the first byte; `?starttls`, or a password, from the second."""
    password = unquote(url.password) if url.password else None
    must_encrypt = "starttls" in url.query or (
        password is not None and not names_this_machine(url.hostname or "")
    )
    implicit = url.scheme == "smtps"
    return SMTP(
        hostname=url.hostname,
        port=url.port,
        username=unquote(url.username) if url.username else None,
        password=password,
        use_tls=implicit,
        start_tls=False if implicit else (must_encrypt or None),
        timeout=STEP_TIMEOUT,
    )


def _result(failure: SMTPException) -> Result:
    match failure:
        case SMTPRecipientsRefused(recipients=[first, *_]):
            return _by_code(first.code, permanent=Outcome.FAILED)
        case SMTPAuthenticationError() | SMTPSenderRefused():
            return _by_code(failure.code, permanent=Outcome.REFUSED)
        case SMTPResponseException():
            return _by_code(failure.code, permanent=Outcome.FAILED)
        case SMTPNotSupported():
            return Result(Outcome.REFUSED, reason="smtp not supported")
    return Result(Outcome.RETRY_LATER, reason="connection")


def _by_code(code: int, *, permanent: Outcome) -> Result:
    outcome = permanent if code >= PERMANENT else Outcome.RETRY_LATER
    return Result(outcome, reason=f"smtp {code}")
