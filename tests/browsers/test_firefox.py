"""A real browser subscribes at our push service and shows what pywebpush encrypted for it."""

import json
from collections.abc import Iterator

import pytest

from tests.browsers.bidi import BidiError
from tests.browsers.firefox import Firefox
from tests.browsers.tiny_app import TinyApp
from tests.doubles.application_server import ApplicationServer
from tests.doubles.push_service import PushService

REMINDER = {"title": "Rappel", "body": "Demain à 9 h 30", "tag": "r-1", "data": "/rendez-vous/1"}

SUBSCRIBE = """navigator.serviceWorker.ready
    .then((registration) => registration.pushManager.subscribe(
        {userVisibleOnly: true, applicationServerKey: "KEY"}))
    .then((subscription) => subscription.toJSON())"""

UNSUBSCRIBE = """navigator.serviceWorker.ready
    .then((registration) => registration.pushManager.getSubscription())
    .then((subscription) => subscription.unsubscribe())"""


@pytest.fixture(scope="module")
def push() -> Iterator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture(scope="module")
def firefox(push: PushService) -> Iterator[Firefox]:
    with Firefox(push.websocket_url) as firefox:
        yield firefox


@pytest.fixture(scope="module")
def app() -> Iterator[TinyApp]:
    with TinyApp() as app:
        yield app


def test_a_push_message_is_shown(push: PushService, firefox: Firefox, app: TinyApp) -> None:
    application = ApplicationServer()
    firefox.open(app.url)
    key = application.public_key
    subscription = firefox.evaluate(SUBSCRIBE.replace("KEY", key), user_activation=True)
    assert application.send(subscription, json.dumps(REMINDER)).status_code == 201
    assert firefox.wait_for_notifications() == [REMINDER]
    assert ApplicationServer().send(subscription, "bonjour").status_code == 403
    assert firefox.evaluate(UNSUBSCRIBE) is True
    assert application.send(subscription, "bonjour").status_code == 410
    assert [answered.status for answered in push.answered] == [201, 403, 410]


def test_it_types_and_clicks_as_a_person(firefox: Firefox, app: TinyApp) -> None:
    firefox.open(app.url)
    firefox.type("input", "Amélie")
    firefox.click("button")
    said = firefox.wait_until("document.querySelector('output').value")
    assert said == "Amélie true true"


def test_it_carries_a_cookie(firefox: Firefox, app: TinyApp) -> None:
    firefox.set_cookie("__Host-session", "abc", url=app.url)
    firefox.open(f"{app.url}/cookies")
    assert json.loads(firefox.evaluate("document.body.textContent")) == {"__Host-session": "abc"}


def test_a_fault_in_the_page_is_told(firefox: Firefox) -> None:
    with pytest.raises(BidiError, match="nothing matches"):
        firefox.click("#absent")
    with pytest.raises(BidiError, match="not defined"):
        firefox.evaluate("absent")


def test_values_come_back_as_pythons(firefox: Firefox) -> None:
    script = "({a: [1, 2.5, null, undefined], b: new Map([[1, 'é']]), c: NaN < 1, d: () => 1})"
    assert firefox.evaluate(script) == {
        "a": [1, 2.5, None, None],
        "b": {1: "é"},
        "c": False,
        "d": "function",
    }
