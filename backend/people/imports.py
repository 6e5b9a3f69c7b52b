"""Persons from a file: the columns of the Carnet de bord's import, one row each.

Only what Mon parcours needs is read: the NIR, the benefits and the address are passed over.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice

from sqlmodel import Session

from backend.people import handles
from backend.people.names import letters
from backend.people.register import Register, Report, Row
from backend.territories.models import Structure
from backend.web.language import _

IDENTIFIER = "Identifiant dans le SI"
FIRST_NAME, LAST_NAME, BIRTH_DATE = "Prénom", "Nom", "Date de naissance"
PHONE, EMAIL, ADVISERS = "Téléphone", "Email", "Accompagnateurs"
FRANCE_TRAVAIL = "Identifiant Pôle emploi"
REQUIRED = (IDENTIFIER, FIRST_NAME, LAST_NAME, BIRTH_DATE)
AT_ONCE = 500  # rows looked up and saved together
LONGEST = 100  # characters of a name or an identifier
OLDEST = 120  # years
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"),
    re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})"),
)


class ColumnsMissing(Exception):
    """The file has no such columns: their names."""


class RowRefused(Exception):
    """Why one row cannot go in, in words."""


def import_people(
    session: Session,
    lines: Iterable[bytes],
    *,
    structure: Structure,
    now: datetime,
    report: Report | None = None,
) -> Report:
    """Takes an open file or the lines of one; raises ColumnsMissing. The caller commits."""
    report = report or Report()
    rows = _rows(Lines(lines), report, now.date())
    register = Register(session, structure.territory_id, now=now)
    while some := list(islice(rows, AT_ONCE)):
        register.save(some, report)
    return report


class Lines:
    """UTF-8 with or without its mark, else what Excel writes in France; counts what it gave."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines, self.given = iter(lines), 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            raw = line if self.given else line.removeprefix(b"\xef\xbb\xbf")
            self.given += 1
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text = raw.decode("cp1252", errors="replace")
            yield text.replace("\x00", "")


def _rows(source: Lines, report: Report, today: date) -> Iterator[Row]:
    cells = numbered(source, report)
    names = [_column(name) for name in next(cells, (0, []))[1]]
    missing = [name for name in REQUIRED if _column(name) not in names]
    if missing:
        raise ColumnsMissing(", ".join(missing))
    for line, values in cells:
        given = {name: cell.strip() for name, cell in zip(names, values, strict=False)}
        if not any(given.values()):
            continue
        try:
            yield _row(line, {name: cell for name, cell in given.items() if cell}, today, report)
        except RowRefused as refusal:
            report.reject(line, str(refusal))


def numbered(source: Lines, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line of the file it begins on: a cell may hold several lines."""
    reader = csv.reader(source, delimiter=";")
    while True:
        begins = source.given + 1
        try:
            yield begins, next(reader)
        except StopIteration:
            return
        except csv.Error:
            report.reject(begins, _("This line cannot be read."))


def _column(name: str) -> str:
    return letters(name)


def _row(line: int, given: Mapping[str, str], today: date, report: Report) -> Row:
    absent = [name for name in REQUIRED if _column(name) not in given]
    if absent:
        raise RowRefused(_("Nothing is written under: %(names)s.") % {"names": ", ".join(absent)})
    if any(len(given[_column(name)]) > LONGEST for name in REQUIRED):
        raise RowRefused(_("A name or an identifier is longer than 100 characters."))
    return Row(
        line,
        given[_column(IDENTIFIER)],
        given[_column(FIRST_NAME)],
        given[_column(LAST_NAME)],
        _birth_date(given[_column(BIRTH_DATE)], today),
        _email(given.get(_column(EMAIL), "")),
        _phone(line, given.get(_column(PHONE), ""), report),
        given.get(_column(FRANCE_TRAVAIL), "")[:LONGEST],
        re.findall(r"[^\s,;|]+@[^\s,;|]+", given.get(_column(ADVISERS), "").casefold()),
    )


def _birth_date(typed: str, today: date) -> date:
    found = next((match for form in DATES if (match := form.fullmatch(typed))), None)
    try:
        day = date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        day = None
    if day is None:
        raise RowRefused(_("The date of birth cannot be read. Example: 1994-05-17."))
    if day > today or day.year <= today.year - OLDEST:
        raise RowRefused(_("The date of birth is not possible."))
    return day


def _email(typed: str) -> str | None:
    if not typed:
        return None
    address = handles.email(typed)
    if address is None:
        raise RowRefused(_("The e-mail address cannot be read."))
    return address


def _phone(line: int, typed: str, report: Report) -> str | None:
    """The first number that can be dialled, of several in one cell."""
    numbers = (handles.phone(part) for part in re.split(r"[,;/|]|\bou\b", typed))
    number = next((number for number in numbers if number), None)
    if typed and number is None:
        report.remarks.append((line, _("The phone number cannot be read: it was left out.")))
    return number
