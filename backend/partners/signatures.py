"""Who really sent a webhook: a keyed hash of its bytes, or a small signed token beside it."""

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic_core import from_json

from backend.appointments.models import Source
from backend.partners import timestamps
from backend.partners.models import SignatureType, WebhookEndpoint

HEADERS = {
    Source.RDV_INSERTION: "x-rdvi-signature",
    Source.RDV_SERVICE_PUBLIC: "x-lapin-signature",
}
LEEWAY = 60  # seconds two computers' clocks may differ
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def readable(body: bytes) -> bytes:
    """The body in UTF-8: rdv-insertion signs UTF-8 and sometimes sends Latin-1."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return body.decode("latin-1").encode()
    return body.removeprefix(BYTE_ORDER_MARK)


def is_genuine(
    endpoint: WebhookEndpoint, body: bytes, headers: Mapping[str, str], *, now: datetime
) -> bool:
    if not endpoint.secret:
        return False
    key = endpoint.secret.encode()
    if endpoint.signature_type is SignatureType.JWT:
        return _is_token_genuine(key, headers.get("authorization", ""), body, now)
    given = headers.get(HEADERS[endpoint.source], "").strip().lower().encode()
    return any(
        hmac.compare_digest(hmac.digest(key, candidate, sha256).hex().encode(), given)
        for candidate in {body, readable(body)}
    )


def _is_token_genuine(key: bytes, authorization: str, body: bytes, now: datetime) -> bool:
    scheme, _, token = authorization.partition(" ")
    parts = token.strip().encode().split(b".")
    if scheme.lower() != "bearer" or len(parts) != 3:  # noqa: PLR2004 (header, claims, signature)
        return False
    signed = hmac.digest(key, parts[0] + b"." + parts[1], sha256)
    try:
        header, claims, signature = _object(parts[0]), _object(parts[1]), _decode(parts[2])
        data = from_json(readable(body))["data"]
        return (
            hmac.compare_digest(signed, signature)
            and header["alg"] == "HS256"
            and _is_in_time(header, now)
            and _is_in_time(claims, now)
            and _says_the_same(claims, data)
        )
    except (ValueError, KeyError, TypeError, OverflowError):
        return False  # not a token, or not of such a body


def _decode(part: bytes) -> bytes:
    return urlsafe_b64decode(part + b"=" * (-len(part) % 4))


def _object(part: bytes) -> dict[str, Any]:
    return dict(from_json(_decode(part)))


def _is_in_time(part: Mapping[str, Any], now: datetime) -> bool:
    """rdv-insertion puts `exp` in the token's header; elsewhere it is among the claims."""
    return "exp" not in part or now.timestamp() < float(part["exp"]) + LEEWAY


def _says_the_same(claims: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """The token covers these three only, so the body must not differ in them."""
    return (
        str(claims["id"]) == str(data["id"])
        and (claims["address"] or "") == (data.get("address") or "")
        and _second(claims["starts_at"]) == _second(data["starts_at"])
    )


def _second(moment: object) -> datetime:
    return timestamps.read(moment).replace(microsecond=0)
