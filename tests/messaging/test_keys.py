"""The VAPID key pair: given in the settings, or made once for all processes."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend.messaging.keys import new_private_key, public_key_of, read_keys, vapid_keys
from backend.settings import SettingRefused, Settings


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=str(tmp_path / "var"))
    made = vapid_keys(settings).public
    file = tmp_path / "var" / "vapid.pem"
    assert file.stat().st_mode & 0o777 == 0o600
    vapid_keys.cache_clear()
    assert vapid_keys(settings).public == made
    assert [path.name for path in file.parent.iterdir()] == ["vapid.pem"]


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    settings = [Settings(data_dir=str(tmp_path), hosting=str(n)) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert len({keys.public for keys in pool.map(vapid_keys, settings)}) == 1


def test_the_page_gets_an_uncompressed_point_in_base64url(tmp_path: Path) -> None:
    public = vapid_keys(Settings(data_dir=str(tmp_path))).public
    point = base64.urlsafe_b64decode(public + "=")
    assert (len(point), point[0]) == (65, 4)
    assert "=" not in public


def test_a_given_key_is_read_in_each_form_other_tools_print(tmp_path: Path) -> None:
    private = new_private_key()
    keys = read_keys(private)
    der = keys.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    forms = [private, keys.pem, keys.pem.replace("\n", "\\n"), base64.b64encode(der).decode()]
    urlsafe = [
        form.replace("+", "-").replace("/", "_") if "BEGIN" not in form else form for form in forms
    ]
    assert {public_key_of(form) for form in urlsafe} == {keys.public}
    given = Settings(data_dir=str(tmp_path), vapid_private_key=private)
    assert vapid_keys(given).public == keys.public
    assert list(tmp_path.iterdir()) == []


def other_keys() -> list[str]:
    other_curve = ec.generate_private_key(ec.SECP384R1())
    other_kind = rsa.generate_private_key(65537, 2048)
    pem = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    return [
        other_curve.private_bytes(*pem).decode(),
        other_kind.private_bytes(*pem).decode(),
        "rubbish",
        "A" * 43,
        "-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----",
    ]


@pytest.mark.parametrize("text", other_keys(), ids=["p384", "rsa", "rubbish", "zero", "pem"])
def test_what_is_not_such_a_key_is_refused_by_name(text: str) -> None:
    with pytest.raises(SettingRefused, match="VAPID_PRIVATE_KEY"):
        read_keys(text)
