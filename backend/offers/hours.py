"""When a solution is open, in words, by the clocks and the holidays of where it is.

OpenStreetMap's opening_hours are read by a library; what it cannot read is shown as written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from opening_hours import OpeningHours, State, validate

from backend.offers.timetable import Rule, Span, read_rules, settled
from backend.offers.timetable_days import PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, names_no_day
from backend.offers.timetable_words import hours_in_a_row, in_words, joined
from backend.web.dates import day, hour, in_zone
from backend.web.language import _, base_of, spoken
from backend.working_days import is_holiday

LONGEST = 300  # characters: longer is shown as written, whatever it says
ALL_DAY = "00:00-24:00"
FAR = 370  # days: what changes later is as good as never
LISTED = timedelta(days=14)  # of hours that follow no rule we have words for
MOST_LISTED = 60
A_WEEK = 7
NIGHT = timedelta(hours=18)  # « jusqu’à 2 h » is said of the next morning too


@dataclass(frozen=True)
class Hours:
    lines: list[str] = field(default_factory=list)  # sentences, in the language spoken
    is_open: bool | None = None  # None: nobody can tell
    changes: str = ""  # « jusqu’à 17 h », « ouvre demain à 9 h »


@dataclass(frozen=True)
class Timetable:
    opening: OpeningHours
    rules: Sequence[Rule] | None  # None: it has no words here
    written: str

    @property
    def tells_of_holidays(self) -> bool:
        return PUBLIC_HOLIDAYS in self.written or all(rule.is_always for rule in self.rules or ())

    @property
    def is_open_ended(self) -> bool:
        return any(rule.is_open_ended for rule in self.rules or ())

    @property
    def can_be_told(self) -> bool:
        """Of school holidays we have no calendar; some rules say days and no hours."""
        vague = any(rule.is_vague or rule.is_unsure for rule in self.rules or ())
        return SCHOOL_HOLIDAYS not in self.written and not vague


@dataclass(frozen=True)
class Place:
    zone: ZoneInfo
    department: str

    def is_holiday(self, moment: datetime) -> bool:
        return is_holiday(moment.date(), self.department)


def hours_in_words(
    hours: str, zone: ZoneInfo, country_department: str, now: datetime
) -> Hours | None:
    """`country_department` is the Insee code of the département where it is: its holidays."""
    written = " ".join(hours.split())
    if not written:
        return None
    timetable = _timetable(written, zone, country_department)
    if timetable is None:
        return Hours([written])
    place, local = Place(zone, country_department), now.astimezone(zone)
    with in_zone(zone):
        lines = _lines(timetable, local)
        if not _can_be_told(timetable, place, local):
            return Hours(lines)
        state, comment = timetable.opening.state(local)
        if state == State.UNKNOWN or comment:
            return Hours(lines)
        is_open = state == State.OPEN
        return Hours(lines, is_open, _next(timetable, place, local, is_open=is_open))


@lru_cache(maxsize=1024)
def _timetable(written: str, zone: ZoneInfo, department: str) -> Timetable | None:
    cleaned = written.replace("–", "-").rstrip("; ")
    if len(cleaned) > LONGEST or names_no_day(cleaned) or not validate(cleaned):
        return None
    canonical = str(_opening(cleaned, zone))
    if names_no_day(canonical):
        return None
    meant = settled(canonical, department)
    held = meant if validate(meant) else cleaned  # the library does not read all that it writes
    rules = read_rules(canonical, all_day=ALL_DAY in cleaned)
    return Timetable(_opening(held, zone), rules, canonical)


def _opening(expression: str, zone: ZoneInfo) -> OpeningHours:
    return OpeningHours(
        expression,
        timezone=zone,
        country="FR",
        auto_country=False,
        auto_timezone=False,
        max_interval_days=FAR,
    )


def _can_be_told(timetable: Timetable, place: Place, local: datetime) -> bool:
    """On a holiday nothing is said of, an office is likely to be closed: nobody can tell."""
    return timetable.can_be_told and (timetable.tells_of_holidays or not place.is_holiday(local))


def _lines(timetable: Timetable, local: datetime) -> list[str]:
    if timetable.rules is not None:
        return in_words(timetable.rules)
    return _dated_lines(timetable, local) or [timetable.written]


def _dated_lines(timetable: Timetable, local: datetime) -> list[str]:
    """The hours of the next days one by one."""
    begins = datetime.combine(local.date(), time.min, tzinfo=local.tzinfo)
    found = timetable.opening.intervals(begins, begins + LISTED)
    open_ones = (
        (opens, closes)
        for opens, closes, state, _comment in islice(found, MOST_LISTED)
        if state == State.OPEN
    )
    lines = [
        joined([day(when), hours_in_a_row([_span(*one) for one in of_day])])
        for when, of_day in groupby(open_ones, key=lambda one: one[0].date())
    ]
    return [_("In the next two weeks:"), *lines] if lines else []


def _span(opens: datetime, closes: datetime) -> Span:
    first = opens.hour * 60 + opens.minute
    return Span(first, first + round((closes - opens) / timedelta(minutes=1)))


def _next(timetable: Timetable, place: Place, local: datetime, *, is_open: bool) -> str:
    change = timetable.opening.next_change(local)
    if change is None or (is_open and timetable.is_open_ended):
        return ""
    if is_open:
        return _until(change, local)
    opens = timetable.opening.state(change)[0] == State.OPEN
    if not opens or (place.is_holiday(change) and not timetable.tells_of_holidays):
        return ""
    return _opens(change, local)


def _until(change: datetime, local: datetime) -> str:
    if change.date() == local.date() or change - local < NIGHT:
        return _("until %(hour)s") % {"hour": _hour(change)}
    return _("until %(day)s at %(hour)s") % _said(change, local)


def _opens(change: datetime, local: datetime) -> str:
    days = (change.date() - local.date()).days
    if days == 0:
        return _("opens at %(hour)s") % _said(change, local)
    if days == 1:
        return _("opens tomorrow at %(hour)s") % _said(change, local)
    return _("opens on %(day)s at %(hour)s") % _said(change, local)


def _said(change: datetime, local: datetime) -> dict[str, str]:
    """Within a week the weekday is enough."""
    near = (change.date() - local.date()).days < A_WEEK
    names = get_day_names("wide", locale=base_of(spoken()))
    return {"day": names[change.weekday()] if near else day(change), "hour": _hour(change)}


def _hour(moment: datetime) -> str:
    return _("midnight") if moment.time() == time.min else hour(moment)
