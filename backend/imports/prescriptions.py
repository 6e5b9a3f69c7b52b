"""France Travail's CSV of actions: each row is a step of somebody's parcours."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from sqlmodel import Session

from backend.imports.labels import in_sentence_case, kind_of
from backend.imports.lines import Known, known, reference_of, write_step
from backend.imports.reading import IDENTIFIER, day_in, rows_of
from backend.imports.report import Report
from backend.imports.source import Source, System, persons_known_by
from backend.people.imports import RowRefused
from backend.people.models import Person
from backend.steps.actions import StepFacts
from backend.steps.models import DatesRefused, MoveRefused, Status, Step
from backend.web.language import _

LONGEST = 200  # characters of a title


class Prescription(NamedTuple):
    line: int
    identifier: str
    reference: str
    facts: StepFacts


def read(file: BinaryIO, source: Source, report: Report) -> Iterator[Prescription]:
    for line, cells in rows_of(file, report):
        try:
            yield _prescription(line, cells, source.today)
        except RowRefused as refusal:
            report.reject(line, str(refusal))


def _prescription(line: int, cells: dict[str, str], today: date) -> Prescription:
    label = cells["lblaction"]
    if not label:
        raise RowRefused(_("This line does not say what is to be done."))
    about = (cells[IDENTIFIER], cells["codeaction"], label, cells["date_prescription"])
    return Prescription(
        line,
        cells[IDENTIFIER],
        reference_of("action", *about, cells.get("formation", "")),
        _facts(cells, today),
    )


def _facts(cells: dict[str, str], today: date) -> StepFacts:
    """Its status is what its dates say: an end or a start counts once its day has come."""
    planned, started = day_in(cells, "date_prev_debut"), day_in(cells, "date_debut")
    realised, ended = day_in(cells, "date_realisation_action"), day_in(cells, "date_fin")
    day_in(cells, "date_prescription")  # read only to refuse a row that is out of line
    begun = started or realised
    if started is None and ended is None:
        ended = realised  # done on one day
    status = Status.PLANNED
    if ended and ended <= today:
        status = Status.DONE
    elif begun and begun <= today:
        status = Status.IN_PROGRESS
    return StepFacts(
        kind=kind_of(cells["codeaction"], f"{cells['lblaction']} {cells.get('formation', '')}"),
        title=_title(cells),
        status=status,
        planned_on=planned or (begun if status is Status.PLANNED else None),
        started_on=begun if status is not Status.PLANNED else None,
        ended_on=ended if status is Status.DONE else None,
        words=cells.get("objectif_formation", ""),
    )


def _title(cells: dict[str, str]) -> str:
    title, subject = in_sentence_case(cells["lblaction"]), cells.get("formation", "")
    if subject:
        title = f"{title} : {in_sentence_case(subject).lower()}"
    return title[:LONGEST]


def save(session: Session, source: Source, rows: Sequence[Prescription], report: Report) -> None:
    persons = persons_known_by(
        session, source, {row.identifier for row in rows}, System.FRANCE_TRAVAIL
    )
    steps = known(session, source, Step, {row.reference for row in rows})
    for row in rows:
        person = persons.get(row.identifier)
        if person is None:
            report.reject_unknown(row.line, row.identifier)
        else:
            _write(steps, person, row, report)


def _write(steps: Known[Step], person: Person, row: Prescription, report: Report) -> None:
    try:
        report.count(write_step(steps, person, row.reference, row.facts))
    except DatesRefused:
        report.reject(row.line, _("The step ends before it begins."))
    except MoveRefused:
        report.reject(row.line, _("The step cannot go from what it is to what this line says."))
