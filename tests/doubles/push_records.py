"""What a push service remembers of the messages it was sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.doubles.push_rules import Claims


@dataclass(frozen=True)
class Received:
    """A message that reached its browser. `payload` is None when only the browser can read it."""

    endpoint: str
    payload: dict[str, Any] | str | None
    topic: str
    urgency: str
    ttl: int
    vapid_claims: Claims
    at: datetime


@dataclass(frozen=True)
class Answered:
    """What one POST was told, and why if it was not simply delivered."""

    sequence: int
    endpoint: str
    topic: str
    ok: bool
    status: int
    reason: str
    broke_a_rule: bool
    at: datetime
