"""When she is told that something happened to a claim of hers, and that a limit comes near."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.claims.states import NEWS, Move, Status, Writer
from backend.reminders.models import Kind
from backend.reminders.rules import Reminder, awake
from backend.reminders.topics import planned_rules
from backend.reminders.topics.planned_rules import Recall

LULL = timedelta(minutes=15)  # what comes one upon another makes one reminder
LASTS = timedelta(hours=48)
LIMIT = Recall(Kind.CLAIM_LIMIT, before=timedelta(days=3), lasts=timedelta(days=1))
JUST_TOLD = timedelta(days=1)


class Facts(Protocol):
    """What the rules read of an entry and of its claim as it stands."""

    @property
    def move(self) -> Move: ...
    @property
    def writer(self) -> Writer: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def until(self) -> date | None: ...
    @property
    def claim_status(self) -> Status: ...
    @property
    def is_read(self) -> bool: ...
    @property
    def is_followed(self) -> bool: ...
    @property
    def is_asked_again(self) -> bool: ...


def reminders_of(entry: Facts, zone: ZoneInfo, *, silenced: Collection[str] = ()) -> list[Reminder]:
    return [*_news(entry, zone, silenced), *_limit(entry, zone, silenced)]


def _news(entry: Facts, zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    """Of the last thing that happened, unless she has seen it; the claim's page tells the rest."""
    if entry.writer is Writer.PERSON or entry.move not in NEWS or Kind.CLAIM in silenced:
        return []
    if entry.is_read or entry.is_followed:
        return []
    due_at = awake(entry.happened_at + LULL, zone)
    return [Reminder(Kind.CLAIM, "", due_at, due_at + LASTS)]


def _limit(entry: Facts, zone: ZoneInfo, silenced: Collection[str]) -> list[Reminder]:
    """Even when she has read what is missing: it has not come."""
    if entry.move is not Move.ASK_MISSING or entry.is_asked_again:
        return []
    if entry.claim_status is not Status.INCOMPLETE:
        return []
    learned_at = entry.happened_at + JUST_TOLD
    return planned_rules.reminders_of(
        entry.until, LIMIT, zone, learned_at=learned_at, silenced=silenced
    )
