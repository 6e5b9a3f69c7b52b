"""What OpenStreetMap's opening_hours says, rule by rule, as far as it can be put into words.

It is read as the library writes it back: one spelling for each thing.
"""

import re
from dataclasses import dataclass, replace
from typing import Self

from backend.offers.timetable_days import (
    DAYS,
    PERIOD,
    PUBLIC_HOLIDAYS,
    SCHOOL_HOLIDAYS,
    Date,
    nth_of,
    own_holidays,
    period_of,
    split_days,
    weekdays_of,
)

ALWAYS = "24/7"

_TIME = r"\d\d:\d\d(?:-\d\d:\d\d)?\+?"
_RULE = re.compile(
    rf"(?:(?P<dates>{PERIOD}(?:,{PERIOD})*)(?: |$))?"
    rf"(?:(?P<days>{DAYS}(?:,{DAYS})*)(?: |$))?"
    rf"(?:(?P<times>{_TIME}(?:,{_TIME})*|24/7)(?: |$))?"
    r"(?:(?P<state>closed|unknown)(?: |$))?"
    r'(?:"(?P<comment>[^"]*)")?'
)
_UNQUOTED = r'(?=(?:[^"]*"[^"]*")*[^"]*$)'
_BETWEEN = re.compile(f"(; |, ){_UNQUOTED}")
_APART = re.compile(f"; {_UNQUOTED}")


@dataclass(frozen=True)
class Span:
    """Minutes of the day; a closing time may be of the next one. No closing time: and later."""

    opens: int
    closes: int | None
    is_open_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    adds: bool = False  # to the rules before it; else it takes their place on its days
    dates: tuple[tuple[Date, Date], ...] = ()
    weekdays: tuple[int, ...] = ()
    nth: tuple[tuple[int, int], ...] = ()  # (weekday, which of the month; -1 is the last)
    public_holidays: bool = False
    school_holidays: bool = False
    hours: tuple[Span, ...] = ()
    is_always: bool = False
    is_closed: bool = False
    is_unsure: bool = False
    comment: str = ""

    @property
    def is_open_ended(self) -> bool:
        return any(span.is_open_ended for span in self.hours)

    @property
    def is_of_holidays(self) -> bool:
        return self.public_holidays or self.school_holidays

    @property
    def is_exception(self) -> bool:
        """Closed at a time of the year: it holds whatever else is said, wherever it is written."""
        return self.is_closed and bool(self.dates or self.is_of_holidays)

    @property
    def is_weekly(self) -> bool:
        """Of the usual week, whatever the season."""
        return not (self.dates or self.nth or self.school_holidays or self.comment) and not (
            self.is_unsure
        )

    @property
    def is_vague(self) -> bool:
        """Open on those days, at hours that are not said; or only words."""
        return not (self.hours or self.is_closed) and (not self.is_always or bool(self.comment))

    @classmethod
    def read(cls, written: str, *, adds: bool) -> Self | None:
        told = _RULE.fullmatch(written)
        if told is None:
            return None
        parts = {name: value or "" for name, value in told.groupdict().items()}
        days = split_days(parts["days"])
        return cls(
            adds=adds,
            dates=tuple(period_of(one) for one in parts["dates"].split(",") if one),
            weekdays=tuple(sorted({index for one in days for index in weekdays_of(one)})),
            nth=tuple(pair for one in days for pair in nth_of(one)),
            public_holidays=PUBLIC_HOLIDAYS in days,
            school_holidays=SCHOOL_HOLIDAYS in days,
            hours=tuple(_hours(one) for one in parts["times"].split(",") if ":" in one),
            is_always=parts["times"] == ALWAYS,
            is_closed=parts["state"] == "closed",
            is_unsure=parts["state"] == "unknown",
            comment=parts["comment"].strip(),
        )


def read_rules(canonical: str, *, all_day: bool = False) -> list[Rule] | None:
    """In the order in which they hold; None when one of them has no words here.

    The library leaves « 00:00-24:00 » out: `all_day` tells that it was written.
    """
    pieces = _BETWEEN.split(canonical)
    between = ["; ", *pieces[1::2]]
    rules: list[Rule] = []
    for separator, written in zip(between, pieces[::2], strict=True):
        rule = Rule.read(written, adds=separator == ", ")
        if rule is None:
            return None
        rules.append(replace(rule, is_always=True) if all_day and rule.is_vague else rule)
    return sorted(rules, key=lambda rule: rule.is_exception)


def settled(canonical: str, department: str) -> str:
    """As it holds in a département: the exceptions last, and its own public holidays among them.

    « PH off; Mo 09:00-12:00 » is closed on a holiday: that is what was meant.
    """
    groups = sorted(_APART.split(canonical), key=_is_exception)
    local = [
        f"{day} {then}"
        for days, _space, then in (one.partition(" ") for one in _BETWEEN.split(canonical)[::2])
        for day in own_holidays(department)
        if PUBLIC_HOLIDAYS in days.split(",") and then
    ]
    return "; ".join([*groups, *local])


def _is_exception(written: str) -> bool:
    rule = Rule.read(written, adds=False)
    return rule is not None and rule.is_exception


def _hours(one: str) -> Span:
    opens, _, closes = one.rstrip("+").partition("-")
    return Span(
        _minutes(opens), _minutes(closes) if closes else None, is_open_ended=one.endswith("+")
    )


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
