"""How much time is left, in words, in the language being spoken."""

from backend.claims.inbox import Line
from backend.claims.states import Status
from backend.claims.words import STATUSES
from backend.web.dates import day
from backend.web.language import _, ngettext


def time_left(line: Line) -> str:
    """« il reste 12 jours »; the promise first, then the date of the law."""
    claim = line.claim
    if not claim.is_open:
        return _(STATUSES[claim.status])
    if claim.status is Status.INCOMPLETE and claim.missing_until is not None:
        return _("the delay stands still until %(day)s") % {"day": day(claim.missing_until)}
    if line.days_left < 0:
        return _past(-line.days_left)
    if line.days_promised < 0:
        return f"{_late(-line.days_promised)} · {_left(line.days_left)}"
    return _left(line.days_promised)


def _left(days: int) -> str:
    if days == 0:
        return _("the last day is today")
    return ngettext("%(num)s day left", "%(num)s days left", days) % {"num": days}


def _late(days: int) -> str:
    return ngettext("late by %(num)s day", "late by %(num)s days", days) % {"num": days}


def _past(days: int) -> str:
    return ngettext(
        "the legal date passed %(num)s day ago", "the legal date passed %(num)s days ago", days
    ) % {"num": days}


def urgency(line: Line) -> str:
    """The kind of tag that says so: words and a shape, never a colour alone."""
    if not line.claim.is_open:
        return "good"
    if line.claim.status is Status.INCOMPLETE:
        return "wait"
    if line.days_promised < 0:
        return "bad"
    return "warn" if line.days_promised <= 2 else "wait"  # noqa: PLR2004 (two days)
