"""The browser's half of RFC 8291: the keys it makes when it subscribes, and reading with them."""

import base64
import re
import secrets
from dataclasses import dataclass, field

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


class CannotDecrypt(Exception):
    pass


@dataclass(frozen=True)
class BrowserKeys:
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(CURVE)
    )
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def shared_with_the_application(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"p256dh": encode(point), "auth": encode(self.auth)}

    def decrypt(self, body: bytes) -> bytes:
        try:
            return http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth)
        except (http_ece.ECEException, ValueError) as error:
            raise CannotDecrypt(str(error)) from error


def encode(raw: bytes) -> str:
    """Base64url without padding, the only form the push RFCs know."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise ValueError(f"not base64url: {text!r}")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
