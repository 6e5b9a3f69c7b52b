"""The same few people everywhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from backend.appointments.models import Appointment, Source
from backend.people.models import (
    Accompaniment,
    Adviser,
    FieldOfWork,
    IdentifierSystem,
    Person,
    PersonIdentifier,
)
from backend.territories.models import Structure, Territory


@dataclass(frozen=True)
class Cast:
    tarn: Territory
    guyane: Territory
    department: Structure  # Claire's, in Tarn
    mission_locale: Structure  # Karim's, in Guyane
    claire: Adviser  # Amina's référente
    karim: Adviser  # Bilal's social worker
    amina: Person
    bilal: Person  # must never see what is Amina's


def assemble(session: Session, *, now: datetime) -> Cast:
    tarn = saved(session, Territory(code="81", name="Tarn", phone="+33563000001", created_at=now))
    guyane = saved(
        session,
        Territory(
            code="973",
            name="Guyane",
            timezone="America/Cayenne",
            phone="+594594000001",
            created_at=now,
        ),
    )
    department = saved(
        session,
        Structure(territory_id=tarn.id, name="Maison du Département d’Albi", phone="+33563000002"),
    )
    mission_locale = saved(
        session,
        Structure(territory_id=guyane.id, name="Mission locale de Cayenne", phone="+594594000002"),
    )
    claire = saved(
        session,
        Adviser(
            structure_id=department.id,
            first_name="Claire",
            last_name="Bonnet",
            email="claire@example.org",
            phone="+33563000003",
            function="référente",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )
    karim = saved(
        session,
        Adviser(
            structure_id=mission_locale.id,
            first_name="Karim",
            last_name="Said",
            email="karim@example.org",
            phone="+594594000003",
            function="assistant social",
            field=FieldOfWork.SOCIAL,
        ),
    )
    amina = saved(
        session,
        Person(
            territory_id=tarn.id,
            first_name="Amina",
            last_name="Benali",
            birth_date=date(1994, 5, 17),
            email="amina@example.org",
            phone="+33612000001",
            created_at=now,
        ),
    )
    bilal = saved(
        session,
        Person(
            territory_id=guyane.id,
            first_name="Bilal",
            last_name="Haddad",
            birth_date=date(1988, 1, 9),
            email="bilal@example.org",
            phone="+594694000001",
            created_at=now,
        ),
    )
    for person, identifier in ((amina, "3432"), (bilal, "5527")):
        session.add(
            PersonIdentifier(
                territory_id=person.territory_id,
                system=IdentifierSystem.RDV_INSERTION,
                value=identifier,
                person_id=person.id,
            )
        )
    for person, adviser in ((amina, claire), (bilal, karim)):
        session.add(
            Accompaniment(
                person_id=person.id,
                adviser_id=adviser.id,
                is_referent=True,
                started_on=now.date(),
            )
        )
    session.flush()
    return Cast(tarn, guyane, department, mission_locale, claire, karim, amina, bilal)


def appointment(person: Person, starts_at: datetime, **others: Any) -> Appointment:
    """An appointment her structure's tool sent a fortnight before it starts, not yet saved."""
    facts: dict[str, Any] = {
        "person_id": person.id,
        "source": Source.RDV_INSERTION,
        "external_id": f"{person.id}-{starts_at.isoformat()}",
        "uid": f"{person.id}-{starts_at.isoformat()}@parcours.test",
        "starts_at": starts_at,
        "place_name": "Maison du Département",
        "address": "14 rue de la Paix, 81000 Albi",
        "phone": "+33563000002",
        "who_function": "référente",
        "who_name": "Claire Bonnet",
        "bring": "pièce d’identité, CV",
        "known_at": starts_at - timedelta(days=14),
        "changed_at": starts_at - timedelta(days=14),
    }
    return Appointment(**(facts | others))


Row = TypeVar("Row", bound=SQLModel)


def saved(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def team_of_the_territory(session: Session, cast: Cast) -> Adviser:
    """Rosa, of the team of Amina's territory."""
    team = saved(session, Structure(territory_id=cast.tarn.id, name="Direction", is_team=True))
    return saved(
        session,
        Adviser(
            structure_id=team.id,
            first_name="Rosa",
            last_name="Martin",
            email="rosa@example.org",
            function="responsable",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )
