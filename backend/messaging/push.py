"""The only module that talks to push services: RFC 8030, encrypted (8291) and signed (8292)."""

import json
from asyncio import Semaphore
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from types import TracebackType
from typing import Self

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from http_ece import ECEException
from py_vapid import Vapid02
from pywebpush import WebPusher, WebPushException

from backend.messaging.endpoints import (
    EndpointRefused,
    PublicOnly,
    allowed_hosts,
    check_endpoint,
    origin_of,
)
from backend.messaging.keys import vapid_keys
from backend.messaging.outcome import Outcome, Result, of_http, world_time
from backend.settings import Settings
from backend.web.language import direction

AT_ONCE = 32
TIMEOUT = ClientTimeout(total=10)
TOKEN_LASTS = 12 * 3600  # seconds; services accept 24 hours at most
TOKEN_SERVES = 3600
LONGEST_LIFE = timedelta(days=28)
BIGGEST = 3000  # bytes; services accept 4096
DECLARATIVE = 8030  # tells a browser that it may show the notification by itself

OUTCOMES = {
    400: Outcome.FAILED,
    401: Outcome.REFUSED,
    403: Outcome.REFUSED,
    404: Outcome.GONE,
    406: Outcome.SLOW_DOWN,  # Windows' way to say 429
    408: Outcome.RETRY_LATER,
    410: Outcome.GONE,
    413: Outcome.FAILED,
    429: Outcome.SLOW_DOWN,
}


class Urgency(StrEnum):
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True)
class Browser:
    """Where a subscription says to write, and the keys only that browser can read with."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Button:
    """One answer that can be given from the notification itself, where they all fit."""

    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Notification:
    title: str
    body: str
    language: str
    link: str  # absolute: what a tap opens
    buttons: tuple[Button, ...] = ()
    tag: str  # the same tag replaces one that is still shown
    topic: str  # the same topic replaces one that the browser has not received yet
    life: timedelta
    urgency: Urgency = Urgency.NORMAL

    @property
    def payload(self) -> bytes:
        """Declarative Web Push; a service worker reads the same JSON in older browsers."""
        shown: dict[str, object] = {
            "title": self.title,
            "body": self.body,
            "lang": self.language,
            "dir": direction(self.language),
            "navigate": self.link,
            "tag": self.tag,
            "silent": False,
        }
        if self.buttons:
            shown["actions"] = [
                {"action": one.code, "title": one.words, "navigate": self.link}
                for one in self.buttons
            ]
        content = {"web_push": DECLARATIVE, "notification": shown}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


class PushGateway:
    """Keeps one pool of connections and one signed token for each service."""

    def __init__(self, settings: Settings) -> None:
        keys = vapid_keys(settings)
        self._vapid = Vapid02(keys.private)
        self._secret = keys.secret
        self._subject = subject(settings)
        self._allowed = allowed_hosts(settings.push_allowed_hosts)
        self._tokens: dict[str, tuple[float, str]] = {}
        self.turns = Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        self._session = ClientSession(
            connector=TCPConnector(limit=AT_ONCE, resolver=PublicOnly(self._allowed)),
            timeout=TIMEOUT,
            cookie_jar=DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def send(self, browser: Browser, notification: Notification) -> Result:
        """Never raises: every failure is an Outcome."""
        try:
            check_endpoint(browser.endpoint, self._allowed)
            body = encrypt(browser, notification.payload)
        except EndpointRefused as refusal:
            return Result(Outcome.FAILED, reason=f"endpoint {refusal}")
        if len(body) > BIGGEST:
            return Result(Outcome.FAILED, reason="too big")
        return await self._post(browser.endpoint, body, self._headers(browser, notification))

    def _headers(self, browser: Browser, notification: Notification) -> dict[str, str]:
        life = min(notification.life, LONGEST_LIFE)
        return {
            "TTL": str(max(1, int(life.total_seconds()))),
            "Urgency": notification.urgency,
            "Topic": self.topic(notification.topic),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Authorization": self._authorization(origin_of(browser.endpoint)),
        }

    async def _post(self, endpoint: str, body: bytes, headers: dict[str, str]) -> Result:
        try:
            async with self._session.post(
                endpoint, data=body, headers=headers, allow_redirects=False
            ) as response:
                return of_http(response.status, response.headers.get("Retry-After"), OUTCOMES)
        except TimeoutError:
            return Result(Outcome.RETRY_LATER, reason="timeout")
        except (ClientError, OSError):
            return Result(Outcome.RETRY_LATER, reason="connection")

    def topic(self, subject: str) -> str:
        """The same for the same subject, and nothing that can be guessed back from it."""
        digest = blake2b(subject.encode(), digest_size=24, key=self._secret, person=b"topic")
        return urlsafe_b64encode(digest.digest()).decode()

    def _authorization(self, origin: str) -> str:
        now = world_time().timestamp()
        made_at, header = self._tokens.get(origin, (0.0, ""))
        if now - made_at >= TOKEN_SERVES or now < made_at:
            claims = {"aud": origin, "exp": int(now) + TOKEN_LASTS, "sub": self._subject}
            header = self._vapid.sign(claims)["Authorization"]
            self._tokens[origin] = (now, header)
        return header


def encrypt(browser: Browser, payload: bytes) -> bytes:
    """Raises EndpointRefused when the keys are not a browser's."""
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    try:
        return WebPusher({"endpoint": browser.endpoint, "keys": keys}).encode(payload)["body"]
    except (ValueError, IndexError, WebPushException, ECEException) as failure:
        raise EndpointRefused("keys") from failure


def subject(settings: Settings) -> str:
    """Whom a push service writes to when our pushes trouble it."""
    return settings.vapid_subject or f"mailto:{settings.contact_email}"
