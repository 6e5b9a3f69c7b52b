"""An endpoint comes from a browser: it may only be that of a push service we send to."""

import asyncio
import socket

import pytest
from aiohttp.abc import ResolveResult

from backend.messaging import endpoints
from backend.messaging.endpoints import (
    EndpointRefused,
    PublicOnly,
    allowed_hosts,
    check_endpoint,
    check_keys,
    is_public,
)
from backend.settings import PUSH_SERVICES
from tests.doubles.push_encryption import BrowserKeys, encode

SERVICES = allowed_hosts(PUSH_SERVICES)


@pytest.mark.parametrize(
    "url",
    [
        "https://fcm.googleapis.com/fcm/send/abc:DEF-_",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://web.push.apple.com/QGxK",
        "https://wns2-par02p.notify.windows.com/w/?token=BQY%3d",
        "https://fcm.googleapis.com:443/fcm/send/abc",
    ],
)
def test_the_push_services_of_the_browsers_are_accepted(url: str) -> None:
    check_endpoint(url, SERVICES)


@pytest.mark.parametrize(
    "url",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://evilfcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com@evil.example/",
        "https://user:pw@fcm.googleapis.com/",
        "https://evil.example\\@fcm.googleapis.com/",
        "https://evil.example#.push.apple.com",
        "https://web.push.apple.com/#x",
        "https://web.push.apple.com/a b",
        "https://web.push.apple.com/\n",
        "https://evil.example%2f.push.apple.com/",
        "https://wéb.push.apple.com/",
        "https://127.0.0.1/",
        "http://127.0.0.1:8000/",
        "https://[::1]/",
        "https://169.254.169.254/latest/",
        "https://web.push.apple.com:x/",
        "https://web.push.apple.com:0/",
        "https://[web.push.apple.com/",
        "file:///etc/passwd",
        "",
        "https://web.push.apple.com/" + "a" * 1000,
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(EndpointRefused):
        check_endpoint(url, SERVICES)


@pytest.mark.parametrize(
    ("setting", "url", "accepted"),
    [
        ("127.0.0.1", "http://127.0.0.1:9000/x", True),
        ("127.0.0.1", "https://127.0.0.1:9000/x", True),
        ("127.0.0.1:9000", "http://127.0.0.1:9000/x", True),
        ("127.0.0.1:9000", "http://127.0.0.1:9001/x", False),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/x", True),
        ("http://127.0.0.1:9000", "https://127.0.0.1:9000/x", False),
        ("localhost", "http://localhost:1234/x", True),
        ("[::1]:9000", "http://[::1]:9000/x", True),
        ("localhost", "http://127.0.0.1:1234/x", False),
        ("localhost", "http://evil.localhost:1234/x", False),
        ("10.0.0.1", "http://10.0.0.1:1234/x", False),
        ("*.push.example", "https://a.push.example/x", True),
        (" push.example , other.example", "https://other.example/x", True),
        ("", "https://fcm.googleapis.com/x", False),
    ],
)
def test_a_local_receiver_is_used_only_where_it_is_named(
    setting: str, url: str, *, accepted: bool
) -> None:
    if accepted:
        check_endpoint(url, allowed_hosts(setting))
        return
    with pytest.raises(EndpointRefused):
        check_endpoint(url, allowed_hosts(setting))


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4007:80e::200a", "::ffff:8.8.8.8"])
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",  # noqa: S104
        "fe80::1", "fec0::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:a00:1::", "2001:0:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_any_other_address_is_not(address: str) -> None:
    assert not is_public(address)


def test_behind_a_network_of_ipv6_only_the_internet_is_still_public() -> None:
    assert is_public("64:ff9b::808:808")


def resolved(monkeypatch: pytest.MonkeyPatch, allowed: str, host: str, *found: str) -> list[str]:
    async def answer(*_: object) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=ip, port=443, family=socket.AF_INET, proto=0, flags=0)
            for ip in found
        ]

    async def resolve() -> list[ResolveResult]:
        resolver = PublicOnly(allowed_hosts(allowed))
        return await resolver.resolve(host, 443)

    monkeypatch.setattr(endpoints.ThreadedResolver, "resolve", answer)
    return [result["host"] for result in asyncio.run(resolve())]


def test_a_name_is_connected_to_by_its_public_addresses_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = resolved(monkeypatch, "push.example", "push.example", "10.0.0.1", "8.8.8.8")
    assert kept == ["8.8.8.8"]


def test_a_name_that_stands_for_a_private_address_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(OSError, match="no public address"):
        resolved(monkeypatch, "push.example", "push.example", "127.0.0.1", "10.0.0.1")


def test_localhost_is_this_machine_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolved(monkeypatch, "localhost", "localhost", "127.0.0.1", "8.8.8.8") == ["127.0.0.1"]


def test_the_keys_of_a_browser_are_accepted() -> None:
    check_keys(**BrowserKeys().shared_with_the_application())


@pytest.mark.parametrize(
    "change",
    [
        {"auth": encode(b"x" * 15)},
        {"auth": encode(b"x" * 17)},
        {"auth": "é"},
        {"p256dh": encode(b"\x04" + b"x" * 64)},
        {"p256dh": encode(b"\x04")},
        {"p256dh": "a"},
        {"p256dh": ""},
    ],
)
def test_other_keys_are_refused(change: dict[str, str]) -> None:
    with pytest.raises(EndpointRefused):
        check_keys(**(BrowserKeys().shared_with_the_application() | change))
