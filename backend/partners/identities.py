"""Who a tool speaks of: found by an identifier given at enrolment, never by name and birth date."""

from collections.abc import Mapping

from sqlalchemy import text
from sqlmodel import Session, col, select

from backend.appointments.models import Source
from backend.people.models import IdentifierSystem, Person, PersonIdentifier

SYSTEMS = {
    Source.RDV_INSERTION: IdentifierSystem.RDV_INSERTION,
    Source.RDV_SERVICE_PUBLIC: IdentifierSystem.RDV_SERVICE_PUBLIC,
}
LEARNT = set(SYSTEMS.values())  # what the two tools say of each other may be trusted
LEARN = text("""
INSERT INTO person_identifier (territory_id, system, value, person_id)
VALUES (:territory_id, :system, :value, :person_id)
ON CONFLICT (territory_id, system, value) DO NOTHING
""")


def find(
    session: Session, territory_id: int, identifiers: Mapping[IdentifierSystem, str]
) -> Person | None:
    """The first that is known decides: the tool's own number comes first."""
    for system, value in identifiers.items():
        person = session.exec(
            select(Person)
            .join(PersonIdentifier)
            .where(
                PersonIdentifier.territory_id == territory_id,
                PersonIdentifier.system == system,
                PersonIdentifier.value == value,
            )
        ).first()
        if person is not None:
            return person
    return None


def learn(session: Session, person: Person, identifiers: Mapping[IdentifierSystem, str]) -> None:
    """What the two tools call her, unless they call somebody else so."""
    session.flush()
    for system in LEARNT & identifiers.keys():
        session.connection().execute(
            LEARN,
            {
                "territory_id": person.territory_id,
                "system": system.value,
                "value": identifiers[system],
                "person_id": person.id,
            },
        )


def of(session: Session, person: Person, system: IdentifierSystem) -> set[str]:
    return set(
        session.exec(
            select(PersonIdentifier.value).where(
                PersonIdentifier.person_id == person.id, col(PersonIdentifier.system) == system
            )
        )
    )
