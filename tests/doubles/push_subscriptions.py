"""Who may be written to: one `Subscription` for each browser that said yes, simulated or real."""

import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.push_encryption import BrowserKeys

Frame = dict[str, Any]
Send = Callable[[Frame], Awaitable[None]]


@dataclass
class Waiting:
    """A message the browser has not acknowledged yet."""

    frame: Frame
    topic: str
    expires_at: float


@dataclass
class ConnectedBrowser:
    """A real browser: its open socket, if it has one, and what it has still to acknowledge."""

    send: Send | None = None
    waiting: dict[str, Waiting] = field(default_factory=dict)

    async def connect(self, send: Send) -> None:
        self.send = send
        now = time.monotonic()
        self.waiting = {key: kept for key, kept in self.waiting.items() if kept.expires_at > now}
        for kept in list(self.waiting.values()):
            await self._try(send, kept.frame)

    def disconnect(self, send: Send) -> None:
        """Forget this way to reach it, unless it has already come back by another."""
        if self.send == send:
            self.send = None

    async def deliver(self, frame: Frame, *, topic: str, ttl: int) -> None:
        self._forget_replaced(frame, topic)
        if self.send is not None or ttl > 0:
            self.waiting[frame["version"]] = Waiting(frame, topic, time.monotonic() + ttl)
        if self.send is not None:
            await self._try(self.send, frame)

    def acknowledge(self, version: str) -> None:
        self.waiting.pop(version, None)

    async def _try(self, send: Send, frame: Frame) -> None:
        try:
            await send(frame)
        except ConnectionError:
            self.disconnect(send)

    def _forget_replaced(self, frame: Frame, topic: str) -> None:
        self.waiting = {
            key: kept
            for key, kept in self.waiting.items()
            if not (topic and kept.topic == topic and kept.frame["channelID"] == frame["channelID"])
        }


@dataclass
class Subscription:
    """`keys` are ours for a simulated browser; a real one keeps its own and has a `browser`."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    application_server_key: str | None = None
    keys: BrowserKeys | None = None
    browser: ConnectedBrowser | None = None
    channel: str = ""


class Subscriptions:
    def __init__(self) -> None:
        self._by_token: dict[str, Subscription] = {}

    def add(self, subscription: Subscription) -> Subscription:
        self._by_token[subscription.token] = subscription
        return subscription

    def find(self, token: str) -> Subscription | None:
        return self._by_token.get(token)

    def remove(self, token: str) -> None:
        self._by_token.pop(token, None)

    def remove_channel(self, channel: str) -> None:
        for subscription in list(self._by_token.values()):
            if subscription.channel == channel:
                self.remove(subscription.token)
