"""Rows of an imported file meet the persons already here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, or_, select

from backend.people import merging
from backend.people.models import (
    Accompaniment,
    Adviser,
    Credential,
    IdentifierSystem,
    Person,
    PersonIdentifier,
)
from backend.people.names import letters
from backend.territories.models import Structure
from backend.web.language import _

Namesake = tuple[str, str, date | None]


@dataclass
class Report:
    added: int = 0
    updated: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)  # line of the file, reason
    remarks: list[tuple[int, str]] = field(default_factory=list)  # it went in, but look at it

    def reject(self, line: int, reason: str) -> None:
        self.rejected.append((line, reason))


class Row(NamedTuple):
    line: int
    identifier: str
    first_name: str
    last_name: str
    birth_date: date
    email: str | None
    phone: str | None
    france_travail: str
    advisers: list[str]


class Register:
    """The persons of a territory, asked for and saved some hundred rows at a time."""

    def __init__(self, session: Session, territory_id: int, *, now: datetime) -> None:
        self.session, self.territory_id, self.now = session, territory_id, now
        self.advisers = {
            adviser.email.casefold(): adviser
            for adviser in session.exec(
                select(Adviser).join(Structure).where(Structure.territory_id == territory_id)
            )
        }

    def save(self, rows: Sequence[Row], report: Report) -> None:
        taken = self._take(rows, report)
        self.session.flush()  # the new persons get their numbers
        self._link_identifiers(taken, report)
        self._link_advisers(taken, report)
        self.session.flush()

    def _take(self, rows: Sequence[Row], report: Report) -> list[tuple[Row, Person]]:
        known = self._known(IdentifierSystem.INFORMATION_SYSTEM, [row.identifier for row in rows])
        namesakes = self._namesakes({row.birth_date for row in rows})
        enrolled = self._enrolled(known.values())
        taken = []
        for row in rows:
            name = _namesake(row.first_name, row.last_name, row.birth_date)
            person = known.get(row.identifier)
            if person is not None:
                report.updated += 1
                _update(person, row, keeps_contacts=person.id in enrolled)
            elif name in namesakes:
                report.reject(row.line, _duplicate())
                continue
            else:
                report.added += 1
                person = known[row.identifier] = self._add(row)
            namesakes.add(name)
            taken.append((row, person))
        return taken

    def _namesakes(self, dates: Collection[date]) -> set[Namesake]:
        born = select(col(Person.first_name), col(Person.last_name), col(Person.birth_date)).where(
            Person.territory_id == self.territory_id, col(Person.birth_date).in_(dates)
        )
        return {_namesake(*found) for found in self.session.exec(born)}

    def _known(self, system: IdentifierSystem, values: Sequence[str]) -> dict[str, Person]:
        return dict(
            self.session.exec(
                select(PersonIdentifier.value, Person)
                .join(Person)
                .where(
                    PersonIdentifier.territory_id == self.territory_id,
                    PersonIdentifier.system == system,
                    col(PersonIdentifier.value).in_(values),
                )
            ).all()
        )

    def _enrolled(self, persons: Iterable[Person]) -> set[int | None]:
        ids = [person.id for person in persons]
        found = select(Credential.person_id).where(col(Credential.person_id).in_(ids))
        return set(self.session.exec(found))

    def _add(self, row: Row) -> Person:
        person = Person(
            territory_id=self.territory_id,
            first_name=row.first_name,
            last_name=row.last_name,
            birth_date=row.birth_date,
            email=row.email,
            phone=row.phone,
            created_at=self.now,
        )
        self.session.add(person)
        return person

    def _link_identifiers(self, taken: Sequence[tuple[Row, Person]], report: Report) -> None:
        for system, at in (
            (IdentifierSystem.INFORMATION_SYSTEM, "identifier"),
            (IdentifierSystem.FRANCE_TRAVAIL, "france_travail"),
        ):
            values = [getattr(row, at) for row, _person in taken if getattr(row, at)]
            owners = {value: person.id for value, person in self._known(system, values).items()}
            for row, person in taken:
                value = getattr(row, at)
                if value and value not in owners:
                    owners[value] = person.id
                    self.session.add(self._identifier(system, value, person))
                elif value and owners[value] != person.id:
                    self._propose_merge(person, owners[value])
                    report.remarks.append((row.line, _taken_identifier()))

    def _propose_merge(self, person: Person, owner_id: int) -> None:
        """One identifier for two files: an adviser will say whether they are of one person."""
        owner = self.session.exec(select(Person).where(Person.id == owner_id)).one()
        merging.propose(self.session, owner, person, now=self.now)

    def _identifier(self, system: IdentifierSystem, value: str, person: Person) -> PersonIdentifier:
        return PersonIdentifier(
            territory_id=self.territory_id, system=system, value=value, person_id=person.id
        )

    def _link_advisers(self, taken: Sequence[tuple[Row, Person]], report: Report) -> None:
        linked = self._linked([person.id for _row, person in taken])
        for row, person in taken:
            for email in row.advisers:
                adviser = self.advisers.get(email)
                if adviser is None:
                    report.remarks.append((row.line, _unknown_adviser(email)))
                elif (person.id, adviser.id) not in linked:
                    linked.add((person.id, adviser.id))
                    self.session.add(
                        Accompaniment(
                            person_id=person.id, adviser_id=adviser.id, started_on=self.now.date()
                        )
                    )

    def _linked(self, person_ids: Sequence[int]) -> set[tuple[int, int]]:
        """Who is accompanied by whom, or was until today."""
        today = self.now.date()
        return set(
            self.session.exec(
                select(Accompaniment.person_id, Accompaniment.adviser_id).where(
                    col(Accompaniment.person_id).in_(person_ids),
                    or_(
                        col(Accompaniment.ended_on).is_(None),
                        col(Accompaniment.ended_on) > today,
                        Accompaniment.started_on == today,
                    ),
                )
            )
        )


def _namesake(first_name: str, last_name: str, birth_date: date | None) -> Namesake:
    return letters(first_name), letters(last_name), birth_date


def _update(person: Person, row: Row, *, keeps_contacts: bool) -> None:
    """What she chose herself when she enrolled is not overwritten by a file."""
    person.first_name, person.last_name = row.first_name, row.last_name
    person.birth_date = row.birth_date
    if not keeps_contacts:
        person.email, person.phone = row.email or person.email, row.phone or person.phone


def _duplicate() -> str:
    return _(
        "Possible duplicate: somebody with this name and this date of birth is here under another "
        "identifier. She was not added: check by hand."
    )


def _taken_identifier() -> str:
    return _("The France Travail identifier is somebody else's here: it was left out.")


def _unknown_adviser(email: str) -> str:
    return _("No adviser of the territory has the address %(email)s.") % {"email": email}
