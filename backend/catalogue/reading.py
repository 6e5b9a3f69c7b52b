"""The rows of a file of data·inclusion, one after the other, whatever its form.

Nothing here holds a whole file: a national one is a hundred million bytes.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO

import ijson

BATCH = 500  # rows that are read ahead from a parquet file
HEAD = 64 * 1024
LISTS = {"items", "services", "structures"}  # of a page of the API, of both in one document
ROWS = {"service", "structure"}


class FileRefused(Exception):
    """Nothing of the file can be used: why, in words."""


class Form(StrEnum):
    PARQUET = "parquet"
    LIST = "list"
    DOCUMENT = "document"
    CSV = "csv"


@dataclass
class Rows:
    """Each row as it was written, with its place: "row 3", "line 4".

    `is_part` is told once all are read: a page of several, or a row alone, says nothing of the
    rows that it does not hold.
    """

    file: BinaryIO
    is_part: bool = False
    _rest: dict[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Raises FileRefused, at the end too: a file may have been cut."""
        ways = {
            Form.PARQUET: self._of_parquet,
            Form.LIST: self._of_list,
            Form.DOCUMENT: self._of_document,
        }
        form, start = self._begin()
        self.file.seek(start)
        if form is Form.CSV:
            return self._of_csv()
        return ((f"row {number}", row) for number, row in enumerate(ways[form](), start=1))

    @property
    def form(self) -> Form:
        """Raises FileRefused."""
        return self._begin()[0]

    def _begin(self) -> tuple[Form, int]:
        """The form, and where the rows begin: after a byte order mark."""
        self.file.seek(0)
        head = self.file.read(HEAD)
        if head.startswith(b"PAR1"):
            return Form.PARQUET, 0
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start:
            raise FileRefused("The file is empty.")
        forms = {b"[": Form.LIST, b"{": Form.DOCUMENT}
        form = forms.get(start[:1], Form.CSV)
        return form, 0 if form is Form.CSV else len(head) - len(start)

    def _of_list(self) -> Iterator[Any]:
        try:
            yield from ijson.items(self.file, "item", use_float=True)
        except (ijson.JSONError, UnicodeDecodeError) as failure:
            raise FileRefused(f"This JSON is broken or cut: {failure}"[:200]) from None

    def _of_document(self) -> Iterator[Any]:
        self._rest = {}
        try:
            yield from _objects(self.file, self._rest)
        except (ijson.JSONError, UnicodeDecodeError) as failure:
            raise FileRefused(f"This JSON is broken or cut: {failure}"[:200]) from None
        is_row = {"id", "nom"} <= set(self._rest)
        pages = self._rest.get("pages")
        self.is_part = is_row or "alone" in self._rest or (isinstance(pages, int) and pages > 1)
        if is_row:
            yield self._rest

    def _of_csv(self) -> Iterator[tuple[str, Any]]:
        text = io.TextIOWrapper(self.file, encoding="utf-8-sig", newline="")
        try:
            yield from _cells(text)
        except UnicodeDecodeError:
            raise FileRefused("This is neither JSON, nor CSV in UTF-8, nor parquet.") from None
        except csv.Error as failure:
            raise FileRefused(f"This CSV is broken or cut: {failure}") from None
        finally:
            text.detach()

    def _of_parquet(self) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415 (50 MB that only a parquet file needs)
        import pyarrow.parquet as pq  # noqa: PLC0415

        try:
            with pq.ParquetFile(self.file) as table:
                for batch in table.iter_batches(batch_size=BATCH):
                    yield from batch.to_pylist()
        except (pa.ArrowException, OSError, ValueError) as failure:
            raise FileRefused(f"This parquet file is broken or cut: {failure}"[:200]) from None


def _cells(text: io.TextIOWrapper) -> Iterator[tuple[str, Any]]:
    """A line that lacks cells is a row refused, or the end of a file that was cut."""
    first = text.readline()
    text.seek(0)
    separator = ";" if first.count(";") > first.count(",") else ","
    lines = csv.DictReader(text, delimiter=separator, strict=True, restval=None)
    if not {"id", "nom"} <= set(lines.fieldnames or ()):
        raise FileRefused("This is no file of data·inclusion: it has no columns `id` and `nom`.")
    is_short = False
    for cells in lines:
        is_short = None in cells.values()
        yield f"line {lines.line_num}", "This line lacks cells." if is_short else cells
    if is_short:
        raise FileRefused("The last line lacks cells: the file is cut.")


def _objects(file: BinaryIO, rest: dict[str, Any]) -> Iterator[Any]:
    """The rows of a document; `rest` takes what else stands on its first level."""
    building: ijson.ObjectBuilder | None = None
    ends, name = "", ""
    for prefix, event, value in ijson.parse(file, use_float=True):
        if building is None:
            name = prefix.partition(".")[0]
            if not _begins(prefix, event, name):
                continue
            building, ends = ijson.ObjectBuilder(), prefix
        building.event(event, value)
        if prefix == ends and event not in {"start_map", "start_array", "map_key"}:
            yield from _placed(name, prefix, building.value, rest)
            building = None


def _begins(prefix: str, event: str, name: str) -> bool:
    """Whether something to keep begins here: a row of a list, or whatever stands on the first
    level and is no list of rows."""
    if not prefix or event in {"map_key", "end_map", "end_array"}:
        return False
    return prefix == f"{name}.item" if name in LISTS else prefix == name


def _placed(name: str, prefix: str, value: Any, rest: dict[str, Any]) -> Iterator[Any]:  # noqa: ANN401 (what JSON holds)
    if prefix != name:
        yield value
    elif name in ROWS:
        rest["alone"] = True
        yield value
    else:
        rest[name] = value
