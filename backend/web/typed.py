"""Days, hours and lines as people type them, whatever the browser offers."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from backend.web.forms import Refused

DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
HOUR = re.compile(r"(\d{1,2})\s*[h:.]?\s*(\d{2})?", re.IGNORECASE)


def day_first(typed: object) -> object:
    """24/11/2026"""
    found = DAY_FIRST.fullmatch(str(typed))
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else typed


def hour_in_words(typed: object) -> object:
    """14h30, 14 h, 14.30"""
    found = HOUR.fullmatch(str(typed))
    return f"{found[1]:0>2}:{found[2] or '00'}" if found else typed


def plain_lines(typed: object) -> object:
    """A browser ends lines with two characters: they count as one, as on the page."""
    return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def read_by(reader: Callable[[str], str | None], otherwise: str) -> AfterValidator:
    """What the reader makes of it; refused with these words where it makes nothing."""

    def check(typed: str) -> str:
        value = reader(typed)
        if value is None:
            raise Refused(otherwise)
        return value

    return AfterValidator(check)


Day = Annotated[date, BeforeValidator(day_first)]
Hour = Annotated[time, BeforeValidator(hour_in_words)]
Lines = Annotated[str, BeforeValidator(plain_lines)]
