"""Dates of a claim: arithmetic on the calendar of the territory. Nothing here reads a clock.

A delay in months runs from day to day: 15 March gives 15 May; 31 December, 28 February. The date
of silence is never put off to a working day; the last day of an appeal is, and no extra day is
counted: what is shown is on or before the legal end, never after it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.months import months_after
from backend.working_days import working_day_from

APPEAL_MONTHS = 2  # code de justice administrative R421-1; CASF L262-47 and R262-88 for the RSA
REASONS_MONTHS = 1  # CRPA L232-4
WARNING = timedelta(days=14)  # before the date of silence, the territory's team is told
UNITS = ("days", "weeks", "months")


class DelayRefused(Exception):
    """Words that are not a delay; the message says which are."""


@dataclass(frozen=True)
class Delay:
    """A number of days, weeks or months: "10 days", "1 week", "2 months"."""

    number: int
    unit: str  # one of UNITS

    def __post_init__(self) -> None:
        if self.unit not in UNITS or not 0 < self.number <= 366:  # noqa: PLR2004 (a year of days)
            raise DelayRefused(f"{self.number} {self.unit} is not a delay: write 2 months.")

    @classmethod
    def read(cls, words: str) -> "Delay":
        number, _, unit = words.strip().partition(" ")
        if not number.isdecimal():
            raise DelayRefused(f"{words!r} is not a delay: write 2 months.")
        return cls(int(number), unit if unit.endswith("s") else f"{unit}s")

    def __str__(self) -> str:
        return f"{self.number} {self.unit if self.number > 1 else self.unit[:-1]}"

    def after(self, day: date) -> date:
        if self.unit == "months":
            return months_after(day, self.number)
        return day + timedelta(days=self.number * (7 if self.unit == "weeks" else 1))


@dataclass(frozen=True)
class Suspension:
    """Something is missing: from the day it was asked for to the day it came, or its limit."""

    asked_on: date
    until: date
    produced_on: date | None = None

    def days(self, today: date | None = None) -> int:
        """How long the clock stood still, as far as `today` when it still does (CRPA L114-5)."""
        ended = min(self.produced_on or today or self.until, self.until)
        return max(0, (ended - self.asked_on).days)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day it was, there."""
    return moment.astimezone(zone).date()


def silence_on(clock_from: date, delay: Delay, *, suspended_days: int = 0) -> date:
    """The last day of the delay: at its end, silence takes its meaning."""
    return delay.after(clock_from) + timedelta(days=suspended_days)


def appeal_until(decided_on: date, department: str, *, months: int = APPEAL_MONTHS) -> date:
    """The last day to appeal, put off to the next day on which an office is open there."""
    return working_day_from(months_after(decided_on, months), department)


def reasons_due_on(asked_on: date) -> date:
    return months_after(asked_on, REASONS_MONTHS)


def escalates_on(clock_from: date, due_on: date, *, answer_days: int) -> date:
    """When the territory's team is told: at the day promised, always before the legal date."""
    promised = clock_from + timedelta(days=answer_days)
    early = max(clock_from + (due_on - clock_from) / 2, due_on - WARNING)
    return min(promised, early)


def ends_at(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at the end of that day, there."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def share_spent(clock_from: date, due_on: date, today: date) -> int:
    """How much of the delay has run, in percent: the bar under the sentence."""
    whole = (due_on - clock_from).days
    spent = (today - clock_from).days
    return 100 if whole <= 0 else min(100, max(0, round(100 * spent / whole)))
