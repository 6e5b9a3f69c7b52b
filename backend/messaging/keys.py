"""The VAPID key pair that signs our pushes: given in the settings, or made once and kept."""

import base64
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)

from backend.settings import SettingRefused, Settings

RAW = 32  # bytes of a bare private key


@dataclass(frozen=True)
class VapidKeys:
    private: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> str:
        """What a page gives to `pushManager.subscribe`: the point, in base64url."""
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    @property
    def pem(self) -> str:
        return self.private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()

    @property
    def secret(self) -> bytes:
        """Known to all our processes and nobody else: names given to push services hang on it."""
        return self.private.private_numbers().private_value.to_bytes(RAW)


def new_private_key() -> str:
    """As VAPID_PRIVATE_KEY takes it: 32 bytes in base64url."""
    key = ec.generate_private_key(ec.SECP256R1())
    return base64.urlsafe_b64encode(VapidKeys(key).secret).rstrip(b"=").decode()


def public_key_of(private: str) -> str:
    return read_keys(private).public


@lru_cache(maxsize=8)
def vapid_keys(settings: Settings) -> VapidKeys:
    """Raises SettingRefused when VAPID_PRIVATE_KEY cannot be read as a P-256 key."""
    return read_keys(settings.vapid_private_key or _kept(settings.data_path / "vapid.pem"))


def read_keys(text: str) -> VapidKeys:
    """From PEM, or from base64url as other tools print it (32 bare bytes, or DER)."""
    try:
        key = _load(text.strip())
    except (ValueError, TypeError) as failure:
        raise SettingRefused("VAPID_PRIVATE_KEY is not a private key.") from failure
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise SettingRefused("VAPID_PRIVATE_KEY is not a key of the P-256 curve.")
    return VapidKeys(key)


def _load(text: str) -> object:
    if text.startswith("-----BEGIN"):
        return load_pem_private_key(text.replace("\\n", "\n").encode(), password=None)
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) == RAW:
        return ec.derive_private_key(int.from_bytes(raw), ec.SECP256R1())
    return load_der_private_key(raw, password=None)


def _kept(path: Path) -> str:
    """Several processes may start at once: the first file to take the name is everybody's."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        own.touch(mode=0o600)
        own.write_text(read_keys(new_private_key()).pem, "utf-8")
        try:
            os.link(own, path)
        except FileExistsError:
            pass  # another process was first
        finally:
            own.unlink()
    return path.read_text("utf-8")
