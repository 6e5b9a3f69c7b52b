"""A mail server on 127.0.0.1 that keeps what it is given.

with MailServer() as mail:
    …                                             # send to mail.host, mail.port
    assert mail.wait_for(1)[0].message["Subject"] == "…"
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.doubles.background import Peer
from tests.doubles.http_server import HOST
from tests.doubles.inbox import Inbox


@dataclass(frozen=True)
class Mail:
    """`sender` and `recipients` are the envelope's, which the headers need not repeat."""

    message: EmailMessage
    sender: str
    recipients: tuple[str, ...]

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return body.get_content().replace("\r\n", "\n") if body is not None else ""


class MailServer(Peer):
    host = HOST

    def __init__(self) -> None:
        self.port = 0
        self._server: asyncio.Server | None = None
        self._inbox = Inbox[Mail]()
        self._refusals: deque[str] = deque()

    @property
    def messages(self) -> list[Mail]:
        return self._inbox.read()

    def wait_for(self, count: int, *, timeout: float = 10) -> list[Mail]:
        return self._inbox.wait_for(count, timeout=timeout)

    def refuse_next(self, code: int, text: str) -> None:
        """Refuse the next recipient with this; called again, the one after it."""
        self._refusals.append(f"{code} {text}")

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, loop=loop, hostname="mail.test", enable_SMTPUTF8=True), HOST, 0
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()

    # The two hooks of aiosmtpd that matter here, named by it.

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002
    ) -> str:
        if self._refusals:
            return self._refusals.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        content = envelope.original_content or b""
        message = message_from_bytes(content, EmailMessage, policy=default)
        self._inbox.add(Mail(message, envelope.mail_from or "", tuple(envelope.rcpt_tos)))
        return "250 OK"
