"""When her opinion is asked, once; and when she is told what was done with what people said."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.reminders.models import Kind
from backend.reminders.rules import Reminder, awake
from backend.surveys.models import State

LASTS = timedelta(days=5)  # what is asked later is asked about something too far away


class Request(Protocol):
    """What the rules read of a request for her opinion."""

    @property
    def state(self) -> State: ...
    @property
    def asked_at(self) -> datetime: ...


class Notice(Protocol):
    """And of what she is told of."""

    @property
    def told_at(self) -> datetime: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


def asking(request: Request, zone: ZoneInfo, *, silenced: Collection[str] = ()) -> list[Reminder]:
    if request.state is not State.OPEN or Kind.SURVEY in silenced:
        return []
    return [_from(request.asked_at, Kind.SURVEY, zone)]


def telling(notice: Notice, zone: ZoneInfo, *, silenced: Collection[str] = ()) -> list[Reminder]:
    if notice.withdrawn_at is not None or Kind.IMPROVEMENT in silenced:
        return []
    return [_from(notice.told_at, Kind.IMPROVEMENT, zone)]


def _from(moment: datetime, kind: Kind, zone: ZoneInfo) -> Reminder:
    due_at = awake(moment, zone)
    return Reminder(kind, "", due_at, due_at + LASTS)
