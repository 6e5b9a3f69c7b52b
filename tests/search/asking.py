"""Where people ask from, and what they read."""

from backend.catalogue.finding import Found

ALBI, CASTRES, GAILLAC, GRAULHET = "81004", "81065", "81099", "81105"
CAYENNE, KOUROU, SAINT_LAURENT = "97302", "97304", "97311"


def names_of(found: Found) -> list[str]:
    return [row.sheet.name for row in found.rows]
