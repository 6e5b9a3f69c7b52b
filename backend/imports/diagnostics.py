"""Dossiers of a file meet the persons they are about."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError
from sqlmodel import Session

from backend.assessments.models import LineRefused, Observation
from backend.imports.dossiers import Dossier, aims_of, observations_of
from backend.imports.lines import aim, known, observe, reference_of, stop_observing
from backend.imports.reading import documents_of
from backend.imports.report import Outcome, Report
from backend.imports.source import Source, System, persons_known_by
from backend.people.models import Person
from backend.projects.models import MoveRefused, Objective
from backend.web.language import _


class Placed(NamedTuple):
    line: int
    dossier: Dossier


class Named(NamedTuple):
    """A dossier, and who it is about."""

    person: Person
    dossier: Dossier

    def reference(self, kind: str, code: str) -> str:
        return reference_of(kind, str(self.person.id), code)


def read(file: BinaryIO, _: Source, report: Report) -> Iterator[Placed]:
    for line, document in documents_of(file, report):
        dossier = _dossier(document)
        if dossier is None:
            report.reject(line, _unreadable())
        else:
            yield Placed(line, dossier)


def _dossier(document: object) -> Dossier | None:
    try:
        dossier = Dossier.model_validate(document)
    except ValidationError:
        return None
    return dossier if dossier.is_one else None


def _unreadable() -> str:
    return _("This is no « dossier individu » of France Travail, or a part of it is not as usual.")


def save(session: Session, source: Source, rows: Sequence[Placed], report: Report) -> None:
    identifiers = {row.dossier.identifier for row in rows if row.dossier.identifier}
    persons = persons_known_by(session, source, identifiers, System.FRANCE_TRAVAIL)
    for row in rows:
        person = _person(row, source, persons, report)
        if person is None:
            continue
        try:
            report.count(_write(session, source, Named(person, row.dossier)))
        except (LineRefused, MoveRefused):
            report.reject(row.line, _("What this line says is in somebody else’s file."))


def _person(
    row: Placed, source: Source, persons: dict[str, Person], report: Report
) -> Person | None:
    identifier = row.dossier.identifier
    if identifier:
        person = persons.get(identifier)
        if person is None:
            report.reject_unknown(row.line, identifier)
        elif source.person is not None and person.id != source.person.id:
            report.reject(row.line, _("This file is about somebody else."))
            return None
        return person
    if source.person is None or row.line > 1:
        report.reject(row.line, _("It does not say who it is about: give her identifier."))
        return None
    return source.person


def _write(session: Session, source: Source, named: Named) -> Outcome:
    zone, today = source.zone, source.today
    told = list(observations_of(named.dossier, zone, today))
    aims = list(aims_of(named.dossier, zone, today))
    references = {named.reference(*one.reference) for one in [*told, *aims]}
    observations = known(session, source, Observation, references)
    objectives = known(session, source, Objective, references)
    outcomes = [Outcome.UNCHANGED]
    for one in told:
        reference = named.reference(*one.reference)
        if one.facts is None:
            outcomes.append(stop_observing(observations, reference, on=one.on))
        else:
            outcomes.append(observe(observations, named.person, reference, one.facts))
    for one in aims:
        reference = named.reference(*one.reference)
        outcomes.append(aim(objectives, named.person, reference, one.facts, one.status))
    return max(outcomes)
