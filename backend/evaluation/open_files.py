"""Open data as files, quarter by quarter: what is held in memory does not grow with the years."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from sqlalchemy import Engine

from backend.database import reading
from backend.evaluation.open_data import Line, lines_of
from backend.evaluation.published import Published

# What a spreadsheet runs: at the start of a cell, or of what it takes for one.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def as_csv(engine: Engine, releases: Iterable[Published]) -> Iterator[str]:
    """As RFC 4180 says: commas, quotes where needed, CRLF."""
    yield rows_in_csv([Line._fields])
    for lines in _by_quarter(engine, releases):
        yield rows_in_csv(lines)


def as_json(engine: Engine, releases: Iterable[Published]) -> Iterator[str]:
    """A list of objects with the columns' names."""
    before = "[\n"
    for lines in _by_quarter(engine, releases):
        objects = [json.dumps(line._asdict(), ensure_ascii=False) for line in lines]
        if objects:
            yield before + ",\n".join(objects)
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _by_quarter(engine: Engine, releases: Iterable[Published]) -> Iterator[list[Line]]:
    """No connection is held while a slow reader takes what it was given."""
    for released in releases:
        with reading(engine) as session:
            lines = list(lines_of(session, released.release))
        yield lines


def rows_in_csv(rows: Iterable[Sequence[str | float | None]]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe(cell: str | float | None) -> str | float | None:
    """Text that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    return FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell
