"""The least an application server can be: it sends through pywebpush, or faultily by hand."""

import time
from collections.abc import Mapping
from typing import Any

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid
from pywebpush import WebPusher

from tests.doubles.push_encryption import encode

Subscription = dict[str, Any]


class ApplicationServer:
    def __init__(self) -> None:
        self._vapid = Vapid(conf={"no-strict": True})  # faulty claims are wanted too
        self._vapid.generate_keys()

    @property
    def public_key(self) -> str:
        """What its pages give to `pushManager.subscribe`."""
        point = Encoding.X962, PublicFormat.UncompressedPoint
        return encode(self._vapid.public_key.public_bytes(*point))

    def authorization(self, subscription: Subscription, **claims: object) -> str:
        usual = {
            "aud": subscription["endpoint"].partition("/wpush")[0],
            "exp": int(time.time()) + 60,
            "sub": "mailto:equipe@example.fr",
        }
        return self._vapid.sign(usual | claims)["Authorization"]

    def send(
        self,
        subscription: Subscription,
        text: str,
        headers: Mapping[str, str | None] | None = None,
        *,
        timeout: float = 5,
    ) -> requests.Response:
        """`headers` are added to the usual ones; None leaves one out."""
        wanted = {
            "TTL": "60",
            "Content-Encoding": "aes128gcm",
            "Authorization": self.authorization(subscription),
            **(headers or {}),
        }
        kept = {name: value for name, value in wanted.items() if value is not None}
        body = WebPusher(subscription).encode(text.encode())["body"] if text else b""
        return requests.post(subscription["endpoint"], body, headers=kept, timeout=timeout)
