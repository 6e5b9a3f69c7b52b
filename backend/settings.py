"""Everything the environment decides, read once at start-up.

Each field is the environment variable of the same name in capitals; `NAME_FILE` gives the path of a
file that holds the value, for secrets. The table for operators is docs/settings.md.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

PUSH_SERVICES = (
    "fcm.googleapis.com,jmt17.google.com,push.services.mozilla.com,"
    "push.apple.com,notify.windows.com"
)


class SettingRefused(Exception):
    """An environment variable holds something that cannot be used."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    database_url: str = "sqlite:///var/parcours.db"
    data_dir: str = "var"
    public_url: str = "http://127.0.0.1:8000"
    secret_key: str = ""
    vapid_private_key: str = ""
    vapid_subject: str = ""
    push_allowed_hosts: str = PUSH_SERVICES
    smtp_url: str = ""
    mail_from: str = ""
    sms_url: str = ""
    sms_api_key: str = ""
    sms_sender: str = "Parcours"
    trusted_proxies: str = ""
    offers_services_url: str = ""
    offers_structures_url: str = ""
    offers_token: str = ""
    publisher: str = ""
    publication_director: str = ""
    hosting: str = ""
    contact_email: str = "contact@example.org"
    security_email: str = ""
    dpo_email: str = ""
    demo_clock: str = ""
    worker: str = "on"
    log_level: str = "INFO"

    @property
    def data_path(self) -> Path:
        return Path(self.data_dir)

    @property
    def demo_moment(self) -> datetime | None:
        """When a demo pretends to be; None: now."""
        return datetime.fromisoformat(self.demo_clock) if self.demo_clock else None

    @property
    def runs_worker(self) -> bool:
        """Whether the server process also does what is due."""
        return self.worker == "on"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingRefused when a `…_FILE` cannot be read or a value is not one allowed."""
    found = {}
    for field in fields(Settings):
        value = _value_of(field.name.upper(), environment)
        if value is not None:
            found[field.name] = value
    settings = Settings(**found)
    if settings.worker not in {"on", "off"}:
        raise SettingRefused("WORKER is either on or off.")
    _check_networks(settings.trusted_proxies)
    _check_moment(settings)
    if not settings.public_url.startswith(("https://", "http://")):
        raise SettingRefused("PUBLIC_URL starts with https:// (or http:// on this machine).")
    return settings


def _check_networks(trusted_proxies: str) -> None:
    try:
        for part in filter(None, trusted_proxies.split(",")):
            ip_network(part.strip())
    except ValueError:
        raise SettingRefused("TRUSTED_PROXIES holds addresses or networks: 10.0.0.0/8.") from None


def _check_moment(settings: Settings) -> None:
    try:
        moment = settings.demo_moment
    except ValueError:
        raise SettingRefused("DEMO_CLOCK is an ISO 8601 moment.") from None
    if moment is not None and moment.tzinfo is None:
        raise SettingRefused("DEMO_CLOCK says its zone: 2026-12-24T10:00+01:00.")


def _value_of(name: str, environment: Mapping[str, str]) -> str | None:
    path = environment.get(f"{name}_FILE")
    if path is None:
        return environment.get(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as failure:
        raise SettingRefused(f"{name}_FILE cannot be read: {failure.strerror}.") from failure
