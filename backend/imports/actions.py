"""One file is taken in: good rows go in, the others are reported."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from sqlmodel import Session

from backend.imports import diagnostics, extract, prescriptions
from backend.imports.reading import FileRefused, Format, recognise
from backend.imports.report import Report
from backend.imports.source import Source
from backend.people.imports import ColumnsMissing, import_people
from backend.web.language import _


class Reader(NamedTuple):
    read: Callable[[BinaryIO, Source, Report], Iterator[Any]]
    save: Callable[[Session, Source, Sequence[Any], Report], None]
    at_once: int  # looked up and saved together


READERS = {
    Format.DOSSIER: Reader(diagnostics.read, diagnostics.save, 50),
    Format.ACTIONS: Reader(prescriptions.read, prescriptions.save, 500),
    Format.EXTRACT: Reader(extract.read, extract.save, 500),
}


def take_in(
    session: Session, file: BinaryIO, source: Source, *, after_batch: Callable[[], None]
) -> Report:
    """Raises FileRefused when nothing of it can be used. The caller commits."""
    found = recognise(file)
    if found is Format.PEOPLE:
        return _take_people_in(session, file, source)
    if source.at_the_desk and source.person is not None and found is not Format.DOSSIER:
        raise FileRefused(_("Only a « dossier individu » of France Travail can be added here."))
    reader, report = READERS[found], Report()
    rows = reader.read(file, source, report)
    while some := list(islice(rows, reader.at_once)):
        reader.save(session, source, some, report)
        session.flush()
        after_batch()
    return report


def _take_people_in(session: Session, file: BinaryIO, source: Source) -> Report:
    if source.at_the_desk:
        raise FileRefused(
            _("A list of people is taken in for the whole territory, from the command line.")
        )
    report = Report()
    try:
        import_people(session, file, structure=source.structure, now=source.now, report=report)
    except ColumnsMissing as missing:
        raise FileRefused(_("The file lacks columns: %(names)s.") % {"names": missing}) from None
    return report
