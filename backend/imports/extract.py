"""France Travail's main extract: who accompanies each person there, and what is difficult."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, NamedTuple

from sqlmodel import Session, col, select

from backend.assessments.actions import SituationFacts
from backend.assessments.models import LineRefused, Observation
from backend.imports.lines import (
    Known,
    known,
    observe,
    reference_of,
    stop_observing,
    write_step,
)
from backend.imports.reading import IDENTIFIER, day_in, rows_of
from backend.imports.report import Outcome, Report
from backend.imports.source import Source, System, persons_known_by
from backend.people.imports import RowRefused
from backend.people.models import Accompaniment, Adviser, Person
from backend.steps.actions import StepFacts
from backend.steps.models import Kind, MoveRefused, Status, Step
from backend.vocabulary.themes import Theme
from backend.web.language import _

YES = "O"
INTERVIEW = "Entretien avec France Travail"
DIFFICULTIES = {  # the extract says no more than that there is one
    "dif_logement": (Theme.HOUSING, "Difficultés de logement"),
    "dif_sante": (Theme.HEALTH, "Difficultés de santé"),
    "dif_transport": (Theme.MOBILITY, "Difficultés de transport"),
    "dif_financiere": (Theme.MONEY, "Difficultés financières"),
    "dif_admin_jur": (Theme.ADMINISTRATION, "Difficultés administratives ou juridiques"),
    "dif_familiale": (Theme.FAMILY, "Difficultés familiales"),
    "dif_inser_com": (Theme.JOB, "Difficultés d’insertion et de communication"),
}


class Entry(NamedTuple):
    line: int
    identifier: str
    adviser_email: str
    followed_since: date | None
    interviewed_on: date | None
    difficulties: frozenset[str]

    def difficulty(self, column: str) -> str:
        return reference_of(column, self.identifier)

    @property
    def interview(self) -> str:
        return reference_of("interview", self.identifier, str(self.interviewed_on))


def read(file: BinaryIO, source: Source, report: Report) -> Iterator[Entry]:
    for line, cells in rows_of(file, report):
        try:
            yield _entry(line, cells, source.today)
        except RowRefused as refusal:
            report.reject(line, str(refusal))


def _entry(line: int, cells: dict[str, str], today: date) -> Entry:
    interviewed_on = day_in(cells, "der_entretien")
    if interviewed_on and interviewed_on > today:
        raise RowRefused(_("The last interview is still to come: its date cannot be right."))
    return Entry(
        line,
        cells[IDENTIFIER],
        cells["referent_mail"].casefold(),
        day_in(cells, "suivi_debut"),
        interviewed_on,
        frozenset(column for column in DIFFICULTIES if cells.get(column) == YES),
    )


@dataclass
class Desk:
    """What is known of the persons of some hundred rows."""

    steps: Known[Step]
    observations: Known[Observation]
    advisers: dict[str, Adviser]
    followed_until: dict[tuple[int, int], date]  # person and adviser
    with_referent: set[int]


def save(session: Session, source: Source, rows: Sequence[Entry], report: Report) -> None:
    persons = persons_known_by(
        session, source, {row.identifier for row in rows}, System.FRANCE_TRAVAIL
    )
    desk = _desk(session, source, rows, {person.id for person in persons.values()})
    for row in rows:
        person = persons.get(row.identifier)
        if person is None:
            report.reject_unknown(row.line, row.identifier)
            continue
        try:
            outcomes = [_interview(desk, person, row)]
            outcomes += [_difficulty(desk, person, row, column) for column in DIFFICULTIES]
        except (MoveRefused, LineRefused):
            report.reject(row.line, _("What this line says is in somebody else’s file."))
        else:
            report.count(max(*outcomes, _accompany(desk, person, row, report)))


def _desk(session: Session, source: Source, rows: Sequence[Entry], ids: Collection[int]) -> Desk:
    links = session.exec(
        select(Accompaniment)
        .where(col(Accompaniment.person_id).in_(ids))
        .order_by(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on))
    ).all()
    advisers = session.exec(select(Adviser).where(Adviser.structure_id == source.structure.id))
    difficulties = {row.difficulty(column) for row in rows for column in DIFFICULTIES}
    return Desk(
        known(session, source, Step, {row.interview for row in rows}),
        known(session, source, Observation, difficulties),
        {adviser.email.casefold(): adviser for adviser in advisers},
        {(link.person_id, link.adviser_id): link.ended_on or date.max for link in links},
        {link.person_id for link in links if link.is_referent and _goes_on(link, source.today)},
    )


def _goes_on(link: Accompaniment, today: date) -> bool:
    return link.ended_on is None or link.ended_on > today


def _accompany(desk: Desk, person: Person, row: Entry, report: Report) -> Outcome:
    """By an adviser of this structure only: whoever hands in a file opens no door elsewhere."""
    adviser, source = desk.advisers.get(row.adviser_email), desk.steps.source
    if adviser is None or adviser.has_left(source.today):
        if row.adviser_email:
            report.remark(
                row.line, _("The person in charge there is no adviser of this structure.")
            )
        return Outcome.UNCHANGED
    if (row.followed_since or date.min) < desk.followed_until.get(
        (person.id, adviser.id), date.min
    ):
        return Outcome.UNCHANGED  # today, or until a day that the extract does not know of yet
    desk.steps.session.add(
        Accompaniment(
            person_id=person.id,
            adviser_id=adviser.id,
            is_referent=not (source.at_the_desk or person.id in desk.with_referent),
            started_on=min(row.followed_since or source.today, source.today),
        )
    )
    desk.followed_until[person.id, adviser.id] = date.max
    desk.with_referent.add(person.id)
    return Outcome.ADDED


def _interview(desk: Desk, person: Person, row: Entry) -> Outcome:
    day = row.interviewed_on
    if day is None:
        return Outcome.UNCHANGED
    facts = StepFacts(
        kind=Kind.INTERVIEW, title=INTERVIEW, status=Status.DONE, started_on=day, ended_on=day
    )
    return write_step(desk.steps, person, row.interview, facts)


def _difficulty(desk: Desk, person: Person, row: Entry, column: str) -> Outcome:
    today = desk.steps.source.today
    reference = row.difficulty(column)
    if column not in row.difficulties:
        return stop_observing(desk.observations, reference, on=today)
    theme, words = DIFFICULTIES[column]
    facts = SituationFacts(theme=theme, words=words, observed_on=row.interviewed_on or today)
    return observe(desk.observations, person, reference, facts)
