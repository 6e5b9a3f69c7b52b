"""One line across all who accompany her: what it is made of becomes entries in their order.

Nothing here reads a clock or a database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.steps.models import Kind as StepKind
from backend.steps.models import Status


class EntryKind(StrEnum):
    STEP = "step"
    APPOINTMENT = "appointment"
    PROJECT = "project"
    REVIEW = "review"
    REFERENT = "referent"  # somebody becomes her référent unique
    NO_REFERENT = "no_referent"  # a time between two of them
    HANDOVER = "handover"  # another of those around her changes
    NOTE = "note"
    WAIT = "wait"  # between two steps


class State(StrEnum):
    """As components/path.html draws them."""

    DONE = "done"
    WAITING = "waiting"
    NOW = "now"
    NEXT = "next"


ORDER = {State.DONE: 0, State.NOW: 1, State.NEXT: 2}
SHORTEST_WAIT = timedelta(days=7)  # a shorter one is not a wait
LATER = date.max  # what is to come without a day comes last


@dataclass(frozen=True, kw_only=True)
class Entry:
    kind: EntryKind
    state: State
    id: int = 0
    day: date | None = None  # where it stands on the line
    at: datetime | None = None  # the hour of an appointment
    first: date | None = None  # when it began, if it lasts
    title: str = ""
    words: str = ""
    function: str = ""
    name: str = ""
    structure: str = ""
    since: date | None = None  # since when that person is in charge of it
    step_kind: StepKind | None = None
    status: str = ""
    is_hers: bool = False
    is_disputed: bool = False
    is_own: bool = False  # written by the structure of the adviser who looks
    before: "Entry | None" = None  # of a wait: the step that ended
    after: "Entry | None" = None  # and the one that began
    days: int = 0
    is_long: bool = False


@dataclass(frozen=True)
class Timeline:
    entries: list[Entry]
    folded: list[Entry]  # older than those, shown when asked
    years: list[int]  # those that hold anything, the last first
    year: int | None = None  # None: the last months and what is to come
    has_earlier: bool = False
    project: Entry | None = None  # her project as it stands
    next_review: date | None = None  # the day of the next point de situation, planned or due
    is_review_planned: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.folded


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Done, now, then to come; by day, those without a day last."""
    return sorted(entries, key=lambda entry: (ORDER[entry.state], entry.day or LATER))


def waits_between(steps: Sequence[Entry], *, today: date, longest: timedelta) -> list[Entry]:
    """The days when no step was under way, between one that ended and the next that began.

    `longest` is the territory's aim. The last wait still runs when nothing has begun since.
    """
    begun = sorted((step for step in steps if step.first), key=lambda step: step.first or LATER)
    waits: list[Entry] = []
    last: Entry | None = None
    for step in begun:
        if last is not None and step.first is not None:
            waits += _wait(last, step, step.first, longest)
        last = _later(last, step)
    if last is not None:
        waits += _wait(last, None, today, longest)
    return waits


def _later(last: Entry | None, step: Entry) -> Entry:
    """The one of the two that ends last; a step under way has not ended."""
    if last is None or last.state is State.NOW:
        return last or step
    if step.state is State.NOW or (step.day or LATER) >= (last.day or LATER):
        return step
    return last


def _wait(before: Entry, after: Entry | None, until: date, longest: timedelta) -> list[Entry]:
    """None after a step that is still under way, nor when it is short."""
    if before.state is not State.DONE or before.day is None:
        return []
    length = until - before.day
    if length < SHORTEST_WAIT:
        return []
    wait = Entry(
        kind=EntryKind.WAIT,
        state=State.WAITING,
        before=before,
        after=after,
        days=length.days,
        is_long=length > longest,
    )
    return [wait]


def with_waits(entries: Sequence[Entry], waits: Sequence[Entry]) -> list[Entry]:
    """Each wait just after the step that ended; the one that runs still, before what is to come."""
    after = {id(wait.before): wait for wait in waits}
    woven: list[Entry] = []
    for entry in entries:
        woven.append(entry)
        if id(entry) in after:
            woven.append(after[id(entry)])
    return woven


def gaps_between(
    referents: Sequence[Entry], ends: Sequence[date | None], *, today: date
) -> list[Entry]:
    """The times when nobody was her référent: `ends` are the last days of each, in their order."""
    gaps = []
    for place, (_, end) in enumerate(zip(referents, ends, strict=True)):
        following = referents[place + 1].day if place + 1 < len(referents) else None
        if end is None or (end > today and following is None):
            continue
        until = following or today
        if until > end:
            gaps.append(
                Entry(
                    kind=EntryKind.NO_REFERENT,
                    state=State.DONE if following and following <= today else State.NOW,
                    day=end,
                    first=end,
                    since=following,
                    days=(until - end).days,
                )
            )
    return gaps


def state_of(status: Status) -> State:
    if status is Status.PLANNED:
        return State.NEXT
    return State.NOW if status in {Status.IN_PROGRESS, Status.PAUSED} else State.DONE
