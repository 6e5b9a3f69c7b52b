"""What a quarter is called where software reads it: « 2026-T3 »."""

import re
from datetime import date

from backend.surveys.quarters import MONTHS

PATTERN = r"^[0-9]{4}-T[1-4]$"
PERIOD = re.compile(r"([0-9]{4})-T([1-4])")


def period_of(quarter: date) -> str:
    return f"{quarter.year:04}-T{(quarter.month - 1) // MONTHS + 1}"


def quarter_called(period: str) -> date | None:
    found = PERIOD.fullmatch(period)
    if found is None or int(found[1]) == 0:
        return None
    return date(int(found[1]), (int(found[2]) - 1) * MONTHS + 1, 1)
