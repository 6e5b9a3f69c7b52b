"""The rules of a timetable in sentences, in the language spoken."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_day_names, get_month_names
from babel.lists import format_list

from backend.offers.timetable import Rule, Span
from backend.offers.timetable_days import LEAP_YEAR, WEEK, Date
from backend.web.dates import hour, in_zone
from backend.web.language import _, base_of, spoken

A_RUN = 3  # days that follow one another are said « du … au … »
A_DAY = 24 * 60
UTC_ZONE = ZoneInfo("UTC")
EVERY_DAY = tuple(range(len(WEEK)))
DAY_AND_NIGHT = (Span(0, A_DAY),)

Week = dict[int, tuple[Span, ...] | None]  # None: closed; nothing: open, nobody knows when


def in_words(rules: Sequence[Rule]) -> list[str]:
    lines = _week_in_words(_week_of(rules))
    for rule in rules:
        lines += _beside_the_week(rule)
    return lines or [_("closed")]


def hours_in_a_row(hours: Iterable[Span]) -> str:
    return _listed([_from_to(one) for one in hours])


def joined(parts: Iterable[str]) -> str:
    first, *others = [part for part in parts if part]
    for other in others:
        first = _("%(first)s, %(then)s") % {"first": first, "then": other}
    return first


def _week_of(rules: Sequence[Rule]) -> Week:
    """A later rule takes the place of those before it on its days, unless it adds to them."""
    week: Week = {}
    for rule in rules:
        if rule.is_weekly:
            for weekday in _days_of(rule):
                before = (week.get(weekday) or ()) if rule.adds else ()
                week[weekday] = None if rule.is_closed else (*before, *_hours_of(rule))
    return week


def _days_of(rule: Rule) -> Sequence[int]:
    return () if rule.public_holidays and not rule.weekdays else rule.weekdays or EVERY_DAY


def _hours_of(rule: Rule) -> tuple[Span, ...]:
    return DAY_AND_NIGHT if rule.is_always else rule.hours


def _week_in_words(week: Week) -> list[str]:
    """Days that have the same hours are told together, in the order of the first of them."""
    same: dict[tuple[Span, ...], list[int]] = {}
    for weekday in EVERY_DAY:
        hours = week.get(weekday)
        if hours is not None:
            same.setdefault(_in_order(hours), []).append(weekday)
    return [_open_on(days, hours) for hours, days in same.items()]


def _in_order(hours: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(hours, key=lambda one: one.opens))


def _open_on(days: Sequence[int], hours: tuple[Span, ...]) -> str:
    if hours == DAY_AND_NIGHT:
        return joined([_("day and night"), _weekdays_in_words(days)])
    return joined([_weekdays_in_words(days), hours_in_a_row(hours)])


def _beside_the_week(rule: Rule) -> list[str]:
    if rule.is_weekly and not rule.public_holidays:
        return []
    when = _when(rule)
    if rule.is_closed:
        return [_("closed %(when)s") % {"when": when} if when else _("closed")]
    hours = _("day and night") if rule.is_always and when else hours_in_a_row(rule.hours)
    said = joined([when, hours]) if when or hours else ""
    if rule.is_unsure and said:
        said = _("%(hours)s (to be confirmed)") % {"hours": said}
    return [_with_comment(said, rule.comment)]


def _with_comment(said: str, comment: str) -> str:
    return f"{said} ({comment})" if said and comment else said or comment


def _when(rule: Rule) -> str:
    nth = [_nth_in_words(weekday, number) for weekday, number in rule.nth]
    weekdays = [] if rule.is_weekly else _runs_in_words(rule.weekdays)
    parts = [
        _listed(_holidays_in_words(rule)),
        _listed([said for first, last in rule.dates for said in _span_in_words(first, last)]),
        _listed([*weekdays, *nth]),
    ]
    return joined(parts) if any(parts) else ""


def _holidays_in_words(rule: Rule) -> list[str]:
    said = {
        _("on public holidays"): rule.public_holidays,
        _("during the school holidays"): rule.school_holidays,
    }
    return [words for words, is_meant in said.items() if is_meant]


def _weekdays_in_words(days: Sequence[int]) -> str:
    return _("every day") if len(days) == len(WEEK) else _listed(_runs_in_words(days))


def _runs_in_words(days: Sequence[int]) -> list[str]:
    """« du lundi au mercredi », « le vendredi »; a run may go over the end of the week."""
    said = []
    following = sorted(days, key=lambda one: (one <= _end_of_run(days), one))
    for _place, run in groupby(enumerate(following), key=lambda one: (one[1] - one[0]) % len(WEEK)):
        names = [_weekday(weekday) for _index, weekday in run]
        if len(names) >= A_RUN:
            said.append(_("from %(first)s to %(last)s") % {"first": names[0], "last": names[-1]})
        else:
            said += [_("on %(weekday)s") % {"weekday": name} for name in names]
    return said


def _end_of_run(days: Sequence[int]) -> int:
    """Where the run that began before Monday ends; before Monday when none did."""
    if 0 not in days or EVERY_DAY[-1] not in days:
        return -1
    return next((day - 1 for day in EVERY_DAY if day not in days), -1)


def _nth_in_words(weekday: int, number: int) -> str:
    said = {
        1: _("on the first %(weekday)s of the month"),
        2: _("on the second %(weekday)s of the month"),
        3: _("on the third %(weekday)s of the month"),
        4: _("on the fourth %(weekday)s of the month"),
        5: _("on the fifth %(weekday)s of the month"),
        -1: _("on the last %(weekday)s of the month"),
        -2: _("on the last but one %(weekday)s of the month"),
    }
    return said.get(number, _("on one %(weekday)s a month")) % {"weekday": _weekday(weekday)}


def _span_in_words(first: Date, last: Date) -> list[str]:
    """« en août », « entre avril et octobre », « le 10 juin », « du 1er août au 15 août »"""
    said = {"first": _date(first), "last": _date(last)}
    if first.day and last.day:
        if first == last:
            return [_("on %(first)s") % said]
        return [_("from %(first)s until %(last)s") % said]
    if last.month - first.month > 1 or last.month < first.month:
        return [_("between %(first)s and %(last)s") % said]
    return [_("in %(month)s") % {"month": month} for month in dict.fromkeys(said.values())]


def _from_to(one: Span) -> str:
    said = {"opens": _hour(one.opens), "closes": _hour(one.closes or 0)}
    if one.closes is None:
        return _("from %(opens)s on") % said
    if one.is_open_ended:
        return _("from %(opens)s to %(closes)s or later") % said
    return _("from %(opens)s to %(closes)s") % said


def _hour(minutes: int) -> str:
    if minutes % A_DAY == 0:
        return _("midnight")
    with in_zone(UTC_ZONE):  # the hours of a timetable are those on its own clock
        return hour(datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def _weekday(index: int) -> str:
    return get_day_names("wide", locale=base_of(spoken()))[index]


def _date(one: Date) -> str:
    language = base_of(spoken())
    if one.day is None:
        return get_month_names("wide", context="stand-alone", locale=language)[one.month]
    said = format_skeleton("MMMMd", date(LEAP_YEAR, one.month, one.day), locale=language)
    return said.replace("1 ", "1er ", 1) if language == "fr" and one.day == 1 else said


def _listed(said: Sequence[str]) -> str:
    return format_list(said, locale=base_of(spoken())) if said else ""
