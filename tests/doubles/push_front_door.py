"""One POST to a push service: from its bytes to what the service worker would be handed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.doubles.push_encryption import CannotDecrypt, decode
from tests.doubles.push_records import Received
from tests.doubles.push_rules import Refused, Vapid, check_body, check_delivery, check_vapid
from tests.doubles.push_subscriptions import Subscription


@dataclass(frozen=True)
class Post:
    origin: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def endpoint(self) -> str:
        return self.origin + self.path

    @property
    def topic(self) -> str:
        return self.headers.get("Topic", "")


def examine(
    post: Post, subscription: Subscription | None, *, now: datetime, decrypts: bool
) -> Received:
    """Or raise Refused. The key of the first good message becomes the subscription's."""
    if subscription is None:
        raise Refused(410, "no such subscription, or no longer")
    check_delivery(post.headers)
    check_body(post.headers, post.body)
    vapid = check_vapid(post.headers, audience=post.origin, now=now.timestamp())
    _check_key(subscription, vapid)
    payload = _read(post.body, subscription) if decrypts else None
    subscription.application_server_key = vapid.application_server_key
    return Received(
        endpoint=post.endpoint,
        payload=payload,
        topic=post.topic,
        urgency=post.headers.get("Urgency", "normal"),
        ttl=int(post.headers["TTL"]),
        vapid_claims=vapid.claims,
        at=now,
    )


def _check_key(subscription: Subscription, vapid: Vapid) -> None:
    expected = subscription.application_server_key
    if expected is not None and decode(expected) != decode(vapid.application_server_key):
        raise Refused(403, "the browser subscribed with another application server key")


def _read(body: bytes, subscription: Subscription) -> dict[str, Any] | str | None:
    if subscription.keys is None:
        return None
    try:
        text = subscription.keys.decrypt(body).decode() if body else ""
    except (CannotDecrypt, UnicodeDecodeError) as error:
        raise Refused(400, f"the browser cannot read it: {error}") from error
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return value if isinstance(value, dict) else text
