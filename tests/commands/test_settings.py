"""What the environment decides: refused in words before anything starts."""

from pathlib import Path

import pytest

from backend.settings import SettingRefused, from_environment


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKER", "maybe"),
        ("PUBLIC_URL", "parcours.example.org"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, the proxy"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=name):
        from_environment({name: value})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("long and random\n")

    assert from_environment({"SECRET_KEY_FILE": str(file)}).secret_key == "long and random"


def test_nothing_needs_to_be_set() -> None:
    assert from_environment({}).database_url.startswith("sqlite:///")


def test_a_turned_clock_says_its_zone() -> None:
    with pytest.raises(SettingRefused, match="zone"):
        from_environment({"DEMO_CLOCK": "2026-12-24T10:00"})
    with pytest.raises(SettingRefused, match="ISO 8601"):
        from_environment({"DEMO_CLOCK": "à Noël"})
