"""The push service takes what a browser could read, and refuses each fault it is there to find."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from py_vapid import Vapid
from pywebpush import webpush

from tests.doubles.application_server import ApplicationServer
from tests.doubles.push_encryption import BrowserKeys, encode
from tests.doubles.push_service import PushService

REMINDER = {"title": "Rappel", "body": "Mardi à 9 h 30"}


@pytest.fixture
def push() -> Iterator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture(scope="module")
def application() -> ApplicationServer:
    return ApplicationServer()


def test_what_pywebpush_sends_is_verified_and_decrypted(push: PushService) -> None:
    subscription, vapid = push.new_subscription(), Vapid()
    vapid.generate_keys()
    webpush(
        subscription,
        json.dumps(REMINDER),
        vapid_private_key=vapid,
        vapid_claims={"sub": "mailto:equipe@example.fr"},
        ttl=60,
        headers={"Topic": "r-1", "Urgency": "high"},
        timeout=5,
    )
    [received] = push.wait_for(1)
    assert received.payload == REMINDER
    assert received.endpoint == subscription["endpoint"]
    assert (received.topic, received.urgency, received.ttl) == ("r-1", "high", 60)
    assert received.vapid_claims["aud"] == push.url
    assert push.rejected == []


def test_text_and_empty_messages_are_kept_as_they_are(
    push: PushService, application: ApplicationServer
) -> None:
    subscription = push.new_subscription()
    application.send(subscription, "bonjour")
    assert application.send(subscription, "", {"Content-Encoding": None}).status_code == 201
    assert [received.payload for received in push.received] == ["bonjour", ""]


def test_another_application_server_key_is_refused(
    push: PushService, application: ApplicationServer
) -> None:
    subscription = push.new_subscription()
    application.send(subscription, "bonjour")
    assert ApplicationServer().send(subscription, "bonjour").status_code == 403
    assert (len(push.received), push.rejected[0].status) == (1, 403)


def test_the_key_given_when_subscribing_is_the_only_one(
    push: PushService, application: ApplicationServer
) -> None:
    mine = push.new_subscription(application_server_key=application.public_key)
    other = push.new_subscription(BrowserKeys().shared_with_the_application()["p256dh"])
    assert application.send(mine, "bonjour").status_code == 201
    assert application.send(other, "bonjour").status_code == 403


@pytest.mark.parametrize(
    ("claim", "value", "reason"),
    [
        ("exp", 1_700_000_000, "the token has expired"),
        ("exp", 4_000_000_000, "exp is more than 24 hours ahead"),
        ("aud", "https://push.example", "aud is 'https://push.example'"),
        ("sub", "mailto:nobody", "sub is neither"),
    ],
)
def test_a_bad_token_is_refused(
    push: PushService, application: ApplicationServer, *, claim: str, value: object, reason: str
) -> None:
    subscription = push.new_subscription()
    authorization = application.authorization(subscription, **{claim: value})
    answer = application.send(subscription, "bonjour", {"Authorization": authorization})
    assert answer.status_code == 401
    assert push.received == []
    assert push.rejected[0].reason.startswith(reason)


def test_a_token_signed_by_another_key_is_refused(
    push: PushService, application: ApplicationServer
) -> None:
    subscription = push.new_subscription()
    token = ApplicationServer().authorization(subscription).partition(",")[0]
    forged = f"{token},k={application.public_key}"
    assert application.send(subscription, "bonjour", {"Authorization": forged}).status_code == 401
    assert push.rejected[0].reason == "the signature of the token is wrong"


@pytest.mark.parametrize(
    ("status", "header", "value"),
    [
        (400, "TTL", None),
        (400, "TTL", "soon"),
        (400, "Urgency", "urgent"),
        (400, "Topic", "with a space"),
        (400, "Topic", "a" * 33),
        (401, "Authorization", None),
        (401, "Authorization", "WebPush abc"),
        (401, "Authorization", "vapid t=a.b.c, k=d"),
        (415, "Content-Encoding", "aesgcm"),
    ],
)
def test_a_bad_header_is_refused(
    push: PushService,
    application: ApplicationServer,
    *,
    status: int,
    header: str,
    value: str | None,
) -> None:
    answer = application.send(push.new_subscription(), "bonjour", {header: value})
    assert answer.status_code == status
    assert (push.received, push.rejected[0].status) == ([], status)


def test_a_message_too_large_is_refused(push: PushService, application: ApplicationServer) -> None:
    subscription = push.new_subscription()
    assert application.send(subscription, "x" * 3993).status_code == 201
    assert application.send(subscription, "x" * 3994).status_code == 413
    assert push.rejected[0].reason == "the body has 4097 bytes, 4096 at most"


def test_a_message_for_other_keys_is_refused(
    push: PushService, application: ApplicationServer
) -> None:
    subscription = push.new_subscription()
    mixed_up = subscription | {"keys": push.new_subscription()["keys"]}
    assert application.send(mixed_up, "bonjour").status_code == 400
    subscription["keys"]["auth"] = encode(b"another auth key")
    assert application.send(subscription, "bonjour").status_code == 400
    assert "cannot read it" in push.rejected[1].reason


def test_a_browser_that_unsubscribed_is_gone(
    push: PushService, application: ApplicationServer
) -> None:
    subscription = push.new_subscription()
    push.unsubscribe(subscription["endpoint"])
    assert application.send(subscription, "bonjour").status_code == 410


def test_it_answers_as_ordered(push: PushService, application: ApplicationServer) -> None:
    subscription, gone = push.new_subscription(), push.new_subscription()
    push.answer_next(429, {"Retry-After": "120"})
    push.answer_always(gone["endpoint"], 410)
    assert application.send(subscription, "bonjour").headers["Retry-After"] == "120"
    for browser in (subscription, gone, gone):
        application.send(browser, "bonjour")
    push.answer_normally()
    application.send(gone, "bonjour")
    assert [answered.status for answered in push.answered] == [429, 201, 410, 410, 201]
    assert (len(push.received), push.rejected) == (2, [])


def test_it_can_cut_the_line_or_be_slow(push: PushService, application: ApplicationServer) -> None:
    subscription = push.new_subscription()
    push.drop_next()
    with pytest.raises(requests.ConnectionError):
        application.send(subscription, "bonjour")
    push.delay(5)
    with pytest.raises(requests.Timeout):
        application.send(subscription, "bonjour", timeout=0.2)
    assert [answered.status for answered in push.answered] == [0, 201]


def test_the_clock_of_the_application_may_be_stopped(application: ApplicationServer) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with PushService(now=lambda: noon) as push:
        subscription = push.new_subscription()
        then = application.authorization(subscription, exp=int(noon.timestamp()) + 3600)
        assert application.send(subscription, "bonjour").status_code == 401
        assert application.send(subscription, "bonjour", {"Authorization": then}).status_code == 201
        assert push.received[0].at == noon


def test_from_the_command_line_each_post_is_a_line(
    tmp_path: Path, application: ApplicationServer
) -> None:
    log, out = tmp_path / "posts.jsonl", tmp_path / "subscriptions.json"
    command = [sys.executable, "-m", "tests.doubles.push_service", "--log", log, "--out", out]
    with subprocess.Popen([*command, "--subscriptions", "3"], stdout=subprocess.PIPE) as service:
        assert service.stdout is not None
        url = service.stdout.readline().decode().strip()  # said once it is ready
        for subscription in json.loads(out.read_text()):
            application.send(subscription, "bonjour", {"Topic": "r-1"})
        service.send_signal(signal.SIGTERM)
    assert (service.returncode, urlsplit(url).hostname) == (0, "127.0.0.1")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["sequence"], line["ok"], line["topic"]) for line in lines] == [
        (number, True, "r-1") for number in (1, 2, 3)
    ]
