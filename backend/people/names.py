"""Names as people write them: with or without accents, spaces, hyphens and apostrophes."""

import unicodedata

UNFOLDED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"})
FIRST_LETTERS = 3


def letters(name: str) -> str:
    """Only the letters, small and bare: "D’Almeída" and "dalmeida" are one."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(UNFOLDED))
    return "".join(sign for sign in apart if sign.isalpha())


def begins_as(surname: str, typed: str) -> bool:
    """Whether the first three letters were given: all of them for a shorter name ("Ly").

    Some count an apostrophe or a space as one of the three: "N'g" is taken for N'Guyen.
    """
    given = letters(typed)[:FIRST_LETTERS]
    as_written = letters(surname.strip()[:FIRST_LETTERS])
    return bool(given) and given in {letters(surname)[:FIRST_LETTERS], as_written}
