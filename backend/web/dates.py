"""Days and hours in words, in the language spoken and the reader's own zone."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from backend import clock
from backend.web.language import _, base_of, ngettext, spoken

JOIN = "\u00a0"  # an hour is never cut at the end of a line
YEAR = re.compile(r"[,،]?\s*y+")  # in a CLDR pattern, with what joins it to the rest
_zone: ContextVar[ZoneInfo] = ContextVar("zone", default=ZoneInfo("Europe/Paris"))  # noqa: B039 (immutable)


@contextmanager
def in_zone(zone: ZoneInfo) -> Generator[None]:
    token = _zone.set(zone)
    try:
        yield
    finally:
        _zone.reset(token)


def local(moment: datetime) -> datetime:
    return moment.astimezone(_zone.get())


def day(moment: datetime | date) -> str:
    """« mardi 24 novembre »; the year is said when it is not this one."""
    if isinstance(moment, datetime):
        moment = local(moment).date()
    this_year = moment.year == local(clock.now()).year
    return _day(moment, base_of(spoken()), this_year=this_year)


def day_of_year(moment: datetime | date) -> str:
    """« mardi 24 novembre 2026 »: on what is kept, the year is always said."""
    if isinstance(moment, datetime):
        moment = local(moment).date()
    return _day(moment, base_of(spoken()), this_year=False)


@lru_cache(maxsize=4096)
def _day(day: date, language: str, *, this_year: bool) -> str:
    pattern = Locale.parse(language).date_formats["full"].pattern
    if this_year:
        pattern = YEAR.sub("", pattern)
    said = format_date(day, pattern, locale=language)
    return said.replace(" 1 ", " 1er ", 1) if language == "fr" and day.day == 1 else said


def date_short(moment: datetime | date) -> str:
    """« 24 nov. 2026 »"""
    if isinstance(moment, datetime):
        moment = local(moment).date()
    return format_date(moment, format="medium", locale=base_of(spoken()))


def hour(moment: datetime) -> str:
    """« 14 h 30 », « 14 h », "2:30 PM" """
    return _hour(local(moment).replace(year=2000, month=1, day=1, tzinfo=None), base_of(spoken()))


@lru_cache(maxsize=4096)
def _hour(moment: datetime, language: str) -> str:
    if language == "fr":
        minutes = f"{JOIN}{moment.minute:02}" if moment.minute else ""
        return f"{moment.hour}{JOIN}h{minutes}"
    if language == "ar":
        return f"{moment:%H:%M}"  # as the clocks show it where our readers live
    said = format_time(moment.time(), format="short", locale=language)
    return said.replace("\u202f", JOIN).replace(" ", JOIN)


def day_and_hour(moment: datetime) -> str:
    return _("%(day)s at %(hour)s") % {"day": day(moment), "hour": hour(moment)}


def when(moment: datetime) -> str:
    """How far it is from today: « demain », « dans 3 jours », « il y a 2 jours »."""
    days = (local(moment).date() - local(clock.now()).date()).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}


def duration(minutes: int) -> str:
    """« 45 minutes », « 1 heure », « 1 heure 30 »"""
    hours, rest = divmod(minutes, 60)
    said = {"count": hours or rest, "minutes": f"{rest:02}"}
    if hours == 0:
        return ngettext("%(count)s minute", "%(count)s minutes", rest) % said
    if rest == 0:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % said
    return ngettext("%(count)s hour %(minutes)s", "%(count)s hours %(minutes)s", hours) % said
