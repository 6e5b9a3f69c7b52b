"""The persons an adviser accompanies: one more, and whether she is here already."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from backend.people import queries
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.names import letters


def namesakes_of(session: Session, person: Person) -> Sequence[Person]:
    """Who of the territory has her name and date of birth, though spelt otherwise."""
    born = queries.born_on(
        session,
        [person.birth_date] if person.birth_date else [],
        territory_id=person.territory_id,
    )
    return [other for other in born if _name(other) == _name(person)]


def _name(person: Person) -> tuple[str, str]:
    return letters(person.first_name), letters(person.last_name)


def add_person(
    session: Session, person: Person, adviser: Adviser, *, is_referent: bool, today: date
) -> Person:
    session.add(person)
    session.flush()
    accompany(session, person, adviser, is_referent=is_referent, today=today)
    return person


def accompany(
    session: Session, person: Person, adviser: Adviser, *, is_referent: bool, today: date
) -> Accompaniment:
    link = Accompaniment(
        person_id=person.id, adviser_id=adviser.id, is_referent=is_referent, started_on=today
    )
    session.add(link)
    session.flush()
    return link
