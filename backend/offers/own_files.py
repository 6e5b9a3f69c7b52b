"""A file of immersions and trainings: good lines go in, the others are told one by one."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

from sqlmodel import Session

from backend.offers.own import Own, Writer, commune_of, write_own
from backend.offers.own_forms import (
    BY_LETTERS,
    HEADERS,
    REFERENCE,
    OwnForm,
    read_own,
)
from backend.people.names import letters
from backend.web.forms import Form
from backend.web.language import N_, _

NEEDED = ("genre", "metier", "organisme", "description", "commune")
MOST = 1000  # lines of one file
TOLD = 100  # of the lines refused
NOT_TEXT = N_("This is no text file. Save the table as CSV (UTF-8), then send that file.")
EMPTY = N_("The file is empty.")
COLUMNS_MISSING = N_("The file lacks columns: %(names)s.")
TOO_LONG = N_("The file has more than %(most)s lines: send it in several pieces.")
NO_REFERENCE = N_("This line has no reference.")
TWICE = N_("This reference is on another line of the file.")


class FileRefused(Exception):
    """Nothing of it can be used: why, in words."""


class Refusal(NamedTuple):
    line: int
    reference: str
    reasons: Sequence[str]  # "column : reason", in the reader's language


@dataclass
class Taken:
    """What became of a file."""

    written: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, reference: str, reasons: Sequence[str]) -> None:
        self.refused += 1
        if len(self.refusals) < TOLD:
            self.refusals.append(Refusal(line, reference, reasons))


Row = tuple[int, Mapping[str, str]]


def model_file() -> str:
    """An empty one to fill in, as French spreadsheets open it."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([REFERENCE, *HEADERS.values()])
    return f"\ufeff{text.getvalue()}"


def take_in(session: Session, writer: Writer, content: bytes) -> Taken:
    """Raises FileRefused. The caller commits."""
    taken, seen = Taken(), set()
    for line, cells in list(rows_of(content)):  # all of it can be read before any is written
        reference = cells.get(REFERENCE, "")
        if not reference or reference in seen:
            taken.refuse(line, reference, [_(TWICE if reference else NO_REFERENCE)])
            continue
        seen.add(reference)
        form = read_own(cells, today=writer.today)
        commune = commune_of(session, writer, form)
        if form.model is None or commune is None:
            taken.refuse(line, reference, list(_reasons(form)))
            continue
        own = Own(form.model, commune, reference)
        _count(taken, is_written=write_own(session, writer, own))
    return taken


def _count(taken: Taken, *, is_written: bool) -> None:
    if is_written:
        taken.written += 1
    else:
        taken.unchanged += 1


def _reasons(form: Form[OwnForm]) -> Iterator[str]:
    for name, message in form.errors.items():
        yield f"{HEADERS.get(name, name)} : {message}"


def rows_of(content: bytes) -> Iterator[Row]:
    """UTF-8 or Windows-1252, between semicolons or commas."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    names, rows = _read(text, delimiter)
    missing = [HEADERS.get(name, name) for name in (REFERENCE, *NEEDED) if name not in names]
    if missing:
        raise FileRefused(_(COLUMNS_MISSING) % {"names": ", ".join(missing)})
    return _cells(rows, names)


def _read(text: str, delimiter: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Each row with the line of the file it ends on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_column(header) for header in next(reader, [])]
        return names, [(reader.line_num, values) for values in reader]
    except csv.Error:
        raise FileRefused(_(NOT_TEXT)) from None


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise FileRefused(_(EMPTY))
    if b"\x00" in content:
        raise FileRefused(_(NOT_TEXT))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _column(header: str) -> str:
    bare = letters(header)
    return REFERENCE if bare == letters(REFERENCE) else BY_LETTERS.get(bare, bare)


def _cells(rows: Iterable[tuple[int, list[str]]], names: Sequence[str]) -> Iterator[Row]:
    for count, (line, values) in enumerate(rows):
        if count == MOST:
            raise FileRefused(_(TOO_LONG) % {"most": MOST})
        cells = {name: value.strip() for name, value in zip(names, values, strict=False)}
        if any(cells.values()):
            yield line, cells
