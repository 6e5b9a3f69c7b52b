"""What could tell who somebody is, taken out of her words before they are stored.

A moderator reads what is left; what is masked here never reaches the database.
"""

import unicodedata
from collections.abc import Collection, Iterable
from itertools import chain

from sqlmodel import Session, col, or_, select

from backend.people.models import Accompaniment, Adviser, Person
from backend.surveys.identifying import Span, identifying
from backend.surveys.naming import naming

ALIKE = str.maketrans({"＠": "@", "．": ".", "＋": "+", "–": "-", "—": "-", "‐": "-", "‑": "-"})


def mask(text: str, names: Collection[str]) -> str:
    """Telephones, addresses, numbers, dates and names become words between brackets."""
    text = unicodedata.normalize("NFC", text)
    while (masked := _once(text, names)) != text:  # what is taken out may bring two pieces together
        text = masked
    return text


def _once(text: str, names: Collection[str]) -> str:
    read, places = legible(text)
    written, end = [], 0
    for span in _apart(chain(identifying(read), naming(read, names))):
        written += [text[end : places[span.start]], span.mark]
        end = places[span.end - 1] + 1
    return "".join([*written, text[end:]])


def legible(text: str) -> tuple[str, list[int]]:
    """The text in digits 0 to 9 and without signs that cannot be seen, and where each sign was."""
    seen = [
        (str(unicodedata.digit(sign, sign)), place)
        for place, sign in enumerate(text)
        if unicodedata.category(sign) != "Cf"
    ]
    return "".join(sign for sign, _ in seen).translate(ALIKE), [place for _, place in seen]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Those that overlap become one, called as the first and longest of them."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if found and span.start < found[-1].end:
            found[-1] = found[-1]._replace(end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def known_names(session: Session, person: Person, structure_id: int | None) -> set[str]:
    """Hers, and of those who accompany or accompanied her, or work where she was received."""
    hers = select(Accompaniment.adviser_id).where(Accompaniment.person_id == person.id)
    rows = session.exec(
        select(Adviser.first_name, Adviser.last_name).where(
            or_(col(Adviser.id).in_(hers), Adviser.structure_id == structure_id)
        )
    ).all()
    return {name for name in chain((person.first_name, person.last_name), *rows) if name.strip()}
