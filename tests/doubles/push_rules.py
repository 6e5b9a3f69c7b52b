"""What a push service demands of an application server.

RFC 8030 (delivery), 8188 and 8291 (encryption), 8292 (VAPID), with no code of the libraries we
send with, so that a fault of theirs cannot hide itself.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.doubles.push_encryption import CURVE, decode

BIGGEST_BODY = 4096
LONGEST_TOKEN = 24 * 3600
SALT, RECORD_SIZE, KEY_LENGTH = 16, 4, 65
AUTHORIZATION = re.compile(r"vapid\s+t=([^,\s]+)\s*,\s*k=([^,\s]+)", re.IGNORECASE)

Claims = dict[str, Any]


class Refused(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class Vapid:
    claims: Claims
    application_server_key: str


def check_delivery(headers: Mapping[str, str]) -> None:
    if not re.fullmatch(r"\d{1,9}", headers.get("TTL", "")):
        raise Refused(400, "TTL is missing or is not a number of seconds")
    if headers.get("Urgency", "normal") not in {"very-low", "low", "normal", "high"}:
        raise Refused(400, "Urgency is unknown")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", headers.get("Topic", "none")):
        raise Refused(400, "Topic is not 1 to 32 characters of base64url")


def check_body(headers: Mapping[str, str], body: bytes) -> None:
    if len(body) > BIGGEST_BODY:
        raise Refused(413, f"the body has {len(body)} bytes, {BIGGEST_BODY} at most")
    if not body:
        return
    if headers.get("Content-Encoding") != "aes128gcm":
        raise Refused(415, "Content-Encoding is not aes128gcm")
    header = SALT + RECORD_SIZE + 1 + KEY_LENGTH
    if len(body) <= header or body[SALT + RECORD_SIZE] != KEY_LENGTH:
        raise Refused(400, "the body does not begin with an RFC 8291 header")
    if len(body) - header > int.from_bytes(body[SALT : SALT + RECORD_SIZE]):
        raise Refused(400, "the body has more than one record")


def check_vapid(headers: Mapping[str, str], *, audience: str, now: float) -> Vapid:
    credentials = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if credentials is None:
        raise Refused(401, "Authorization is not « vapid t=…, k=… »")
    token, key = credentials.groups()
    claims = _signed_claims(token, key)
    _check_claims(claims, audience=audience, now=now)
    return Vapid(claims, key)


def _check_claims(claims: Claims, *, audience: str, now: float) -> None:
    expiry, subject = claims.get("exp"), claims.get("sub")
    if claims.get("aud") != audience:
        raise Refused(401, f"aud is {claims.get('aud')!r}, not {audience!r}")
    if not isinstance(expiry, int) or expiry <= now:
        raise Refused(401, "the token has expired")
    if expiry > now + LONGEST_TOKEN:
        raise Refused(401, "exp is more than 24 hours ahead")
    if not isinstance(subject, str) or not re.match(r"mailto:.+@.+|https://.+", subject):
        raise Refused(401, "sub is neither mailto: nor https:")


@lru_cache(maxsize=1024)  # senders use one token for an hour
def _signed_claims(token: str, key: str) -> Claims:
    try:
        header, claims, signature = token.split(".")
        if json.loads(decode(header)).get("alg") != "ES256":
            raise Refused(401, "the token is not signed with ES256")
        _check_signature(
            f"{header}.{claims}".encode(), signature=decode(signature), key=decode(key)
        )
        return json.loads(decode(claims))
    except ValueError as error:
        raise Refused(401, f"the token or its key is malformed: {error}") from error
    except InvalidSignature as error:
        raise Refused(401, "the signature of the token is wrong") from error


def _check_signature(signed: bytes, *, signature: bytes, key: bytes) -> None:
    half = len(signature) // 2
    r, s = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
    public_key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    public_key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
