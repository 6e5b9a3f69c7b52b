"""When she is told of a request for a solution: one awaits her, one was answered, one was not."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.referrals.models import Move, Status, Writer
from backend.reminders.models import Kind
from backend.reminders.rules import Reminder, awake

LULL = timedelta(minutes=15)  # what is written twice in a row makes one reminder
LASTS = timedelta(hours=48)
NEWS: Mapping[Move, Status] = {  # and where it still stands when it is news
    Move.PROPOSE: Status.PROPOSED,
    Move.ACCEPT: Status.ACCEPTED,
    Move.PUT_ON_LIST: Status.WAITING,
    Move.REFUSE: Status.REFUSED,
    Move.LAPSE: Status.UNANSWERED,
}


class Facts(Protocol):
    """What the rules read of an entry and of its referral as it stands."""

    @property
    def move(self) -> Move: ...
    @property
    def writer(self) -> Writer: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def referral_status(self) -> Status: ...
    @property
    def is_followed(self) -> bool: ...


def reminders_of(entry: Facts, zone: ZoneInfo, *, silenced: Collection[str] = ()) -> list[Reminder]:
    """Of the last thing that others did; never of her own, nor once she has done the next."""
    if entry.writer is Writer.PERSON or entry.is_followed or Kind.REFERRAL in silenced:
        return []
    if NEWS.get(entry.move) is not entry.referral_status:
        return []
    due_at = awake(entry.happened_at + LULL, zone)
    return [Reminder(Kind.REFERRAL, "", due_at, due_at + LASTS)]
