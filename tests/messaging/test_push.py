"""What a push service receives from us, and what each of its answers means."""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.messaging import push as gateway
from backend.messaging.outcome import Outcome, Result
from backend.messaging.push import Browser, Notification, PushGateway, Urgency
from backend.settings import Settings
from tests.doubles.push_service import PushService

FOUR_HOURS = timedelta(hours=4)


@pytest.fixture(scope="module")
def push() -> Iterator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture
def settings(tmp_path: Path, push: PushService) -> Iterator[Settings]:
    yield Settings(data_dir=str(tmp_path), push_allowed_hosts=push.url)
    push.answer_normally()
    push.delay(0)


def browser_of(subscription: dict[str, Any]) -> Browser:
    return Browser(subscription["endpoint"], **subscription["keys"])


def notification(**changes: Any) -> Notification:
    given: dict[str, Any] = {
        "title": "Rappel",
        "body": "Vous avez un rendez-vous demain.",
        "language": "fr",
        "link": "https://parcours.test/rendez-vous/7",
        "tag": "day-7",
        "topic": "7:push:1",
        "life": FOUR_HOURS,
    }
    return Notification(**(given | changes))


def send(settings: Settings, *messages: tuple[Browser, Notification]) -> list[Result]:
    async def send_all() -> list[Result]:
        async with PushGateway(settings) as push:
            return [await push.send(browser, message) for browser, message in messages]

    return asyncio.run(send_all())


def test_a_notification_arrives_as_it_was_written(push: PushService, settings: Settings) -> None:
    subscription = push.new_subscription()
    [result] = send(settings, (browser_of(subscription), notification(urgency=Urgency.HIGH)))
    assert result == Result(Outcome.DELIVERED)
    received = push.received[-1]
    assert received.endpoint == subscription["endpoint"]
    assert received.payload == {
        "web_push": 8030,
        "notification": {
            "title": "Rappel",
            "body": "Vous avez un rendez-vous demain.",
            "lang": "fr",
            "dir": "ltr",
            "navigate": "https://parcours.test/rendez-vous/7",
            "tag": "day-7",
            "silent": False,
        },
    }
    assert (received.urgency, received.ttl) == ("high", 4 * 3600)


def test_arabic_is_shown_from_right_to_left() -> None:
    shown = json.loads(notification(language="ar").payload)["notification"]
    assert (shown["lang"], shown["dir"]) == ("ar", "rtl")


def test_the_token_is_fresh_for_each_service_and_kept_for_an_hour(
    push: PushService, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PushService() as other:
        both = Settings(
            data_dir=settings.data_dir,
            push_allowed_hosts=f"{push.url},{other.url}",
            contact_email="equipe@parcours.test",
        )
        here, there = (browser_of(service.new_subscription()) for service in (push, other))
        signatures: list[str] = []
        sign = gateway.Vapid02.sign
        monkeypatch.setattr(
            gateway.Vapid02,
            "sign",
            lambda vapid, claims: signatures.append(claims["aud"]) or sign(vapid, claims),
        )
        send(both, *((browser, notification()) for browser in (here, there, here, there)))
        claims = [push.received[-1].vapid_claims, other.received[-1].vapid_claims]
    assert signatures == [push.url, other.url]
    assert [claim["aud"] for claim in claims] == [push.url, other.url]
    assert all(claim["exp"] - time.time() <= 12 * 3600 for claim in claims)
    assert claims[0]["sub"] == "mailto:equipe@parcours.test"


def test_a_topic_is_stable_tells_nothing_and_is_nobody_elses(
    settings: Settings, tmp_path: Path
) -> None:
    topic = PushGateway(settings).topic("7:push:1")
    assert topic == PushGateway(settings).topic("7:push:1")
    assert len(topic) == 32
    assert topic != PushGateway(settings).topic("7:push:2")
    elsewhere = Settings(data_dir=str(tmp_path / "elsewhere"))
    assert topic != PushGateway(elsewhere).topic("7:push:1")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (201, Outcome.DELIVERED),
        (202, Outcome.DELIVERED),
        (307, Outcome.FAILED),
        (400, Outcome.FAILED),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.GONE),
        (406, Outcome.SLOW_DOWN),
        (408, Outcome.RETRY_LATER),
        (410, Outcome.GONE),
        (413, Outcome.FAILED),
        (418, Outcome.FAILED),
        (429, Outcome.SLOW_DOWN),
        (500, Outcome.RETRY_LATER),
        (503, Outcome.RETRY_LATER),
    ],
)
def test_each_answer_has_one_meaning(
    push: PushService, settings: Settings, status: int, outcome: Outcome
) -> None:
    browser = browser_of(push.new_subscription())
    push.answer_next(status, {"Location": f"{push.url}/elsewhere"} if status == 307 else {})
    assert [result.outcome for result in send(settings, (browser, notification()))] == [outcome]


def test_they_may_say_how_long_to_wait(push: PushService, settings: Settings) -> None:
    browser = browser_of(push.new_subscription())
    push.answer_next(429, {"Retry-After": "120"})
    assert send(settings, (browser, notification()))[0].retry_after == timedelta(minutes=2)


def test_no_answer_is_tried_again_later(
    push: PushService, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(push.new_subscription())
    push.drop_next()
    assert send(settings, (browser, notification()))[0].outcome is Outcome.RETRY_LATER
    monkeypatch.setattr(gateway, "TIMEOUT", gateway.ClientTimeout(total=0.1))
    push.delay(1)
    assert send(settings, (browser, notification())) == [
        Result(Outcome.RETRY_LATER, None, "timeout")
    ]


def test_a_service_that_is_not_allowed_is_not_even_connected_to(
    push: PushService, tmp_path: Path
) -> None:
    browser = browser_of(push.new_subscription())
    before = len(push.answered)
    [result] = send(Settings(data_dir=str(tmp_path)), (browser, notification()))
    assert (result.outcome, len(push.answered)) == (Outcome.FAILED, before)


@pytest.mark.parametrize(
    "keys", [{"p256dh": ""}, {"p256dh": "AAAA"}, {"auth": ""}, {"p256dh": "é"}]
)
def test_keys_that_are_no_keys_stop_nothing_else(
    push: PushService, settings: Settings, keys: dict[str, str]
) -> None:
    subscription = push.new_subscription()
    odd = Browser(subscription["endpoint"], **(subscription["keys"] | keys))
    results = send(settings, (odd, notification()), (browser_of(subscription), notification()))
    assert results == [Result(Outcome.FAILED, reason="endpoint keys"), Result(Outcome.DELIVERED)]


def test_what_would_not_fit_is_not_sent(push: PushService, settings: Settings) -> None:
    browser = browser_of(push.new_subscription())
    [result] = send(settings, (browser, notification(body="a" * 3000)))
    assert result == Result(Outcome.FAILED, reason="too big")


def test_a_proxy_of_the_environment_is_not_used(
    push: PushService, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    browser = browser_of(push.new_subscription())
    assert send(settings, (browser, notification())) == [Result(Outcome.DELIVERED)]
