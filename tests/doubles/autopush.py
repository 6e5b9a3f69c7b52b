"""The WebSocket conversation between Firefox and its push service (the autopush protocol)."""

import json
import secrets
import uuid
from collections.abc import Awaitable, Callable

from aiohttp import WSCloseCode, WSMsgType, web

from tests.doubles.push_encryption import encode
from tests.doubles.push_subscriptions import (
    ConnectedBrowser,
    Frame,
    Subscription,
    Subscriptions,
)

EndpointOf = Callable[[Subscription], str]


class Autopush:
    """Knows the browsers by the identifier given to each at its first hello."""

    def __init__(self, subscriptions: Subscriptions, *, endpoint_of: EndpointOf) -> None:
        self._subscriptions = subscriptions
        self._endpoint_of = endpoint_of
        self._browsers: dict[str, ConnectedBrowser] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    async def converse(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        conversation = Conversation(self, socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await conversation.hear(json.loads(message.data))
        finally:
            conversation.end()
            self._sockets.discard(socket)
        return socket

    async def hang_up(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def recognise(self, uaid: str | None) -> tuple[str, ConnectedBrowser]:
        """The browser that calls itself `uaid`, or a new one under a new name."""
        if uaid is None or uaid not in self._browsers:
            uaid = uuid.uuid4().hex
            self._browsers[uaid] = ConnectedBrowser()
        return uaid, self._browsers[uaid]

    def subscribe(self, browser: ConnectedBrowser, frame: Frame) -> str:
        subscription = Subscription(
            application_server_key=frame.get("key", "").rstrip("=") or None,  # Firefox pads it
            browser=browser,
            channel=frame["channelID"],
        )
        return self._endpoint_of(self._subscriptions.add(subscription))

    def unsubscribe(self, channel: str) -> None:
        self._subscriptions.remove_channel(channel)


class Conversation:
    """One connection: each message type the browser may send is a method here."""

    def __init__(self, service: Autopush, socket: web.WebSocketResponse) -> None:
        self._service = service
        self._socket = socket
        self._browser = ConnectedBrowser()
        self._replies: dict[str, Callable[[Frame], Awaitable[None]]] = {
            "hello": self._hello,
            "register": self._register,
            "unregister": self._unregister,
            "ack": self._acknowledge,
            "ping": self._ping,
        }

    async def hear(self, frame: Frame) -> None:
        reply = self._replies.get(frame.get("messageType", "ping"))  # Firefox pings with {}
        if reply is not None:
            await reply(frame)

    def end(self) -> None:
        self._browser.disconnect(self._socket.send_json)

    async def _hello(self, frame: Frame) -> None:
        uaid, self._browser = self._service.recognise(frame.get("uaid"))
        await self._say("hello", status=200, uaid=uaid, use_webpush=True, broadcasts={})
        await self._browser.connect(self._socket.send_json)

    async def _register(self, frame: Frame) -> None:
        endpoint = self._service.subscribe(self._browser, frame)
        await self._say("register", channelID=frame["channelID"], status=200, pushEndpoint=endpoint)

    async def _unregister(self, frame: Frame) -> None:
        self._service.unsubscribe(frame["channelID"])
        await self._say("unregister", channelID=frame["channelID"], status=200)

    async def _acknowledge(self, frame: Frame) -> None:
        for update in frame.get("updates", []):
            self._browser.acknowledge(update["version"])

    async def _ping(self, _: Frame) -> None:
        await self._socket.send_str("{}")

    async def _say(self, message_type: str, **fields: object) -> None:
        await self._socket.send_json({"messageType": message_type, **fields})


def notification(channel: str, *, body: bytes, ttl: int) -> Frame:
    frame: Frame = {
        "messageType": "notification",
        "channelID": channel,
        "version": secrets.token_urlsafe(9),
        "ttl": ttl,
    }
    if body:
        frame |= {"data": encode(body), "headers": {"encoding": "aes128gcm"}}
    return frame
