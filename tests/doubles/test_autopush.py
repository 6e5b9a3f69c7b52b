"""What a browser that was away finds when it comes back, in the protocol Firefox speaks."""

from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.application_server import ApplicationServer
from tests.doubles.background import Peer
from tests.doubles.push_encryption import BrowserKeys
from tests.doubles.push_service import PushService

CHANNEL = "9d5c0c3e-0000-4000-8000-000000000001"


class TalkingBrowser(Peer):
    """Connected to the push service inside `with`, away outside; never confirms what it gets."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._uaid = ""

    def say(self, **message: Any) -> None:
        self.loop.run(self._socket.send_json(message))

    def hear(self) -> dict[str, Any]:
        return self.loop.run(self._socket.receive_json(timeout=5))

    def hears_nothing(self) -> bool:
        self.say()  # a ping, which is answered after whatever was waiting
        return self.hear() == {}

    def subscribe(self) -> dict[str, Any]:
        self.say(messageType="register", channelID=CHANNEL)
        endpoint = self.hear()["pushEndpoint"]
        return {"endpoint": endpoint, "keys": BrowserKeys().shared_with_the_application()}

    async def _open(self) -> None:
        self._http = aiohttp.ClientSession()
        self._socket = await self._http.ws_connect(self._url)
        await self._socket.send_json({"messageType": "hello", "uaid": self._uaid})
        self._uaid = (await self._socket.receive_json(timeout=5))["uaid"]

    async def _close(self) -> None:
        await self._http.close()


@pytest.fixture
def push() -> Iterator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture
def browser(push: PushService) -> TalkingBrowser:
    return TalkingBrowser(push.websocket_url)


def test_a_message_waits_until_it_is_confirmed(push: PushService, browser: TalkingBrowser) -> None:
    with browser:
        subscription = browser.subscribe()
    ApplicationServer().send(subscription, "bonjour")
    with browser:
        first = browser.hear()
    with browser:
        again = browser.hear()
        updates = [{"channelID": CHANNEL, "version": again["version"], "code": 100}]
        browser.say(messageType="ack", updates=updates)
        assert browser.hears_nothing()
    with browser:
        assert browser.hears_nothing()
    assert again == first
    assert push.received[0].payload is None  # only the browser can read it


def test_a_message_replaces_the_one_of_its_topic(browser: TalkingBrowser) -> None:
    application = ApplicationServer()
    with browser:
        subscription = browser.subscribe()
    for topic in ("r-1", "r-2", "r-1"):
        application.send(subscription, topic, {"Topic": topic})
    with browser:
        assert len({browser.hear()["version"], browser.hear()["version"]}) == 2
        assert browser.hears_nothing()


def test_a_message_without_time_to_live_is_for_browsers_present(browser: TalkingBrowser) -> None:
    application = ApplicationServer()
    with browser:
        subscription = browser.subscribe()
        application.send(subscription, "bonjour", {"TTL": "0"})
        assert browser.hear()["messageType"] == "notification"
        browser.say(messageType="unregister", channelID=CHANNEL)
        assert browser.hear()["status"] == 200
        subscription = browser.subscribe()
    application.send(subscription, "bonjour", {"TTL": "0"})
    with browser:
        assert browser.hears_nothing()
