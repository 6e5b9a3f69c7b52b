"""What kind of file it is, by its content alone, and its rows one after the other."""

import json
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, BinaryIO

from backend.imports.report import Report
from backend.people import imports
from backend.people.imports import Lines, RowRefused, numbered
from backend.people.names import letters
from backend.web.language import _

HEAD = 64 * 1024  # bytes: a header, or enough of a document to tell that it is one
LARGEST_DOCUMENT = 20_000_000  # bytes of JSON in one piece; dossiers one a line have no limit
IDENTIFIER = "identifiant_unique_de"
ACTIONS = (IDENTIFIER, "codeaction", "lblaction", "date_prescription", "date_debut", "date_fin")
EXTRACT = (IDENTIFIER, "referent_mail", "suivi_debut", "der_entretien")
DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")

Row = tuple[int, dict[str, str]]  # the line of the file, and its cells by column


class Format(StrEnum):
    DOSSIER = "dossier"  # France Travail's « dossier individu », JSON
    ACTIONS = "actions"  # what France Travail prescribed, CSV
    EXTRACT = "extract"  # France Travail's main extract, CSV
    PEOPLE = "people"  # the Carnet de bord's list of people, CSV


class FileRefused(Exception):
    """Nothing of the file can be used: why, in words."""


def recognise(file: BinaryIO) -> Format:
    """Raises FileRefused. The file is read again from its start afterwards."""
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip():
        raise FileRefused(_("The file is empty."))
    if not _is_text(head):
        raise FileRefused(
            _("This is no text file. Save the table as CSV (UTF-8), then send that file.")
        )
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return Format.DOSSIER if start[:1] in {b"{", b"["} else _format_with(_header(start))


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head[: HEAD - 4].decode("utf-8")
    except UnicodeDecodeError as failure:
        return failure.start >= len(head) - 4 or _is_windows_text(head)
    return True


def _is_windows_text(head: bytes) -> bool:
    try:
        head.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return not any(sign < 0x09 for sign in head)  # noqa: PLR2004 (control signs before the tab)


def _header(head: bytes) -> list[str]:
    first = head.splitlines()[0].decode("cp1252", errors="replace")
    return [name.strip().strip('"').casefold() for name in first.split(";")]


def _format_with(columns: list[str]) -> Format:
    if letters(imports.IDENTIFIER) in {letters(name) for name in columns}:
        return Format.PEOPLE
    if IDENTIFIER not in columns:
        raise FileRefused(
            _("This file is none of those that can be taken in: its columns are not known.")
        )
    if "codeaction" in columns or "lblaction" in columns:
        return _complete(Format.ACTIONS, ACTIONS, columns)
    return _complete(Format.EXTRACT, EXTRACT, columns)


def _complete(found: Format, required: tuple[str, ...], columns: list[str]) -> Format:
    missing = [name for name in required if name not in columns]
    if missing:
        raise FileRefused(_("The file lacks columns: %(names)s.") % {"names": ", ".join(missing)})
    return found


def rows_of(file: BinaryIO, report: Report) -> Iterator[Row]:
    """The rows of a CSV file; those that cannot be read, or name nobody, are reported."""
    cells = numbered(Lines(file), report)
    names = [name.strip().casefold() for name in next(cells, (0, []))[1]]
    for line, values in cells:
        given = {name: _cell(value) for name, value in zip(names, values, strict=False)}
        if not any(given.values()):
            continue
        if len(values) < len(names):
            report.reject(line, _("This line has fewer columns than the first."))
        elif not given[IDENTIFIER]:
            report.reject(line, _("This line has no identifier."))
        else:
            yield line, given


def _cell(value: str) -> str:
    text = " ".join(value.split())
    return "" if text == "NULL" else text


def day_in(cells: dict[str, str], column: str) -> date | None:
    """2022-03-03 00:00:00.0, or 03/03/2022; raises RowRefused."""
    typed = cells.get(column, "")
    if not typed:
        return None
    found = DAY_FIRST.match(typed)
    try:
        return date.fromisoformat(f"{found[3]}-{found[2]}-{found[1]}" if found else typed[:10])
    except ValueError:
        raise RowRefused(
            _("The date under %(column)s cannot be read.") % {"column": column}
        ) from None


def documents_of(file: BinaryIO, report: Report) -> Iterator[tuple[int, Any]]:
    """One JSON document, a list of them, or one a line, each with its place in the file."""
    first = file.readline(LARGEST_DOCUMENT)
    second = next((line for line in file if line.strip()), b"")
    document = _parsed(first)
    if isinstance(document, dict) and second:
        yield from _by_line(chain([first, second], file), report)
        return
    rest = file.read(LARGEST_DOCUMENT + 1)
    if len(rest) > LARGEST_DOCUMENT:
        raise FileRefused(
            _("This JSON is too large to be read in one piece: write one dossier a line.")
        )
    document = _parsed(first + second + rest)
    if not isinstance(document, dict | list):
        raise FileRefused(_("This JSON cannot be read."))
    yield from enumerate(document if isinstance(document, list) else [document], start=1)


def _by_line(lines: Iterator[bytes], report: Report) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        document = _parsed(line)
        if document is None:
            report.reject(number, _("This line cannot be read."))
        else:
            yield number, document


def _parsed(text: bytes) -> Any:  # noqa: ANN401 (what JSON holds)
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (ValueError, RecursionError):
        return None
