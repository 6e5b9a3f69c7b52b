"""On whose behalf a file is taken in, and whom it may be about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from sqlmodel import Session, col, or_, select

from backend.people.models import (
    Accompaniment,
    Adviser,
    IdentifierSystem,
    KnownPerson,
    Person,
    PersonIdentifier,
)
from backend.people.queries import is_current
from backend.people.recorded import Author, Origin
from backend.territories.models import Structure

System = IdentifierSystem


@dataclass(frozen=True, kw_only=True)
class Source:
    structure: Structure
    now: datetime  # in the territory's zone
    person: Person | None = None  # of a file that names nobody
    at_the_desk: bool = False  # then only people the structure knows are touched

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def zone(self) -> tzinfo:
        return self.now.tzinfo or UTC

    def author(self, reference: str) -> Author:
        """Who hands the file in is in charge of nothing in it: no adviser is named."""
        return Author(origin=Origin.FILE, structure_id=self.structure.id, reference=reference)


def persons_known_by(
    session: Session, source: Source, values: Collection[str], system: System
) -> dict[str, Person]:
    """By what France Travail, or another, calls them; several hundred at once."""
    asked = (
        select(PersonIdentifier.value, Person)
        .join(Person)
        .where(
            PersonIdentifier.territory_id == source.structure.territory_id,
            PersonIdentifier.system == system,
            col(PersonIdentifier.value).in_(values),
        )
    )
    if source.at_the_desk:
        asked = asked.where(
            or_(
                col(Person.id).in_(
                    select(Accompaniment.person_id)
                    .join(Adviser)
                    .where(
                        Adviser.structure_id == source.structure.id,
                        is_current(source.today),
                    )
                ),
                col(Person.id).in_(
                    select(KnownPerson.person_id).where(
                        KnownPerson.structure_id == source.structure.id
                    )
                ),
            )
        )
    return dict(session.exec(asked).all())
