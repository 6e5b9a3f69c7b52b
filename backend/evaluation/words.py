"""Figures in plain sentences, in the language being spoken."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import floor

from babel.dates import format_date
from babel.numbers import format_decimal

from backend.evaluation.counting import HAS_AN_OPINION
from backend.evaluation.models import Asked
from backend.evaluation.statistics import Share, Standing, out_of_ten
from backend.months import months_after
from backend.surveys import words as surveys
from backend.surveys.models import Face, Said
from backend.surveys.quarters import MONTHS
from backend.web.language import N_, _, base_of, ngettext, spoken

WHOLE = 10

STANDINGS: Mapping[Standing, str] = {  # of a structure beside all the others together
    Standing.ABOVE: N_("above the others"),
    Standing.NOT_DIFFERENT: N_("no established difference"),
    Standing.BELOW: N_("below the others"),
}
CHANGES: Mapping[Standing, str] = {  # of a quarter beside the one before
    Standing.ABOVE: N_("more than the quarter before"),
    Standing.NOT_DIFFERENT: N_("no established difference"),
    Standing.BELOW: N_("fewer than the quarter before"),
}
BEST: Mapping[Asked, Face | Said] = {
    Asked.SATISFACTION: Face.GOOD,
    Asked.HELPED: Said.YES,
    Asked.FIRST: Said.YES,
    Asked.SECOND: Said.YES,
}
ANSWERS: Mapping[Asked, Mapping[str, str]] = {  # the best first, as bars are drawn
    question: {code.value: label for code, label in labels.items()}
    for question, labels in (
        (Asked.SATISFACTION, surveys.FACES),
        (Asked.HELPED, {said: surveys.SAID[said] for said in HAS_AN_OPINION}),
        (Asked.FIRST, surveys.SAID),
        (Asked.SECOND, surveys.SAID),
    )
}
ICONS: Mapping[str, str] = {face.value: icon for face, icon in surveys.FACE_ICONS.items()}
OBSTACLES: Mapping[str, str] = {code.value: label for code, label in surveys.OBSTACLES.items()}


def share_in_words(share: Share) -> str:
    """« 8 personnes sur 10, entre 5 et 9 »: a small sample never sounds surer than it is."""
    value, low, high = out_of_ten(share)
    said = _value_in_words(share, value)
    if low == high:
        return said
    return _("%(share)s, between %(low)s and %(high)s") % {"share": said, "low": low, "high": high}


def _value_in_words(share: Share, value: int) -> str:
    """Rounding never turns a few into nobody, nor nearly all into all."""
    if value == 0 and share.count:
        return _("fewer than 1 person out of 10")
    if value == WHOLE and share.count < share.total:
        return _("almost 10 people out of 10")
    return ngettext("%(num)s person out of 10", "%(num)s people out of 10", value) % {"num": value}


def quarter_in_words(quarter: date) -> str:
    """« juillet à septembre 2026 »"""
    months = {"first": _month(quarter), "last": _month(months_after(quarter, MONTHS - 1))}
    return _("%(first)s to %(last)s %(year)s") % {**months, "year": quarter.year}


def rate_in_words(count: int, total: int) -> str:
    """« 4 sur 10 », of what is known exactly: it has no interval."""
    tenths = floor(WHOLE * count / total + 0.5)
    if tenths == 0:
        return _("fewer than 1 out of 10")
    return _("%(num)s out of 10") % {"num": tenths}


def out_of(answers: int, asked: int) -> str:
    """« 120 donnés, 300 demandés »: opinions."""
    return _("%(answers)s given, %(asked)s asked for") % {
        "answers": number(answers),
        "asked": number(asked),
    }


def number(count: int) -> str:
    """« 1 200 »"""
    return _number(count, base_of(spoken()))


@lru_cache(maxsize=4096)
def _number(count: int, language: str) -> str:
    return format_decimal(count, locale=language)


def _month(day: date) -> str:
    return format_date(day, "LLLL", locale=base_of(spoken()))


def quarter_short(quarter: date) -> str:
    """« T3 », under a drawing."""
    return _("Q%(number)s") % {"number": (quarter.month - 1) // MONTHS + 1}
