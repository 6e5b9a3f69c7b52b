"""A person as a structure's tool tells of her: found by what she is called, never by her name."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, select

from backend.api.forms import Identifier, PersonChanges, PersonIn
from backend.api.queries import accompanied_among, acquaintances, wait_for_territory
from backend.partners import waiting
from backend.people import merging, queries
from backend.people.models import IdentifierSystem, KnownPerson, Person, PersonIdentifier
from backend.territories.models import Structure


class SameOnTwoFiles(Exception):
    """What she is called belongs to two files: an adviser will say whether she is both."""


class CalledOtherwise(Exception):
    """In that system she has another identifier already."""


class NotAccompanied(Exception):
    """Her name is corrected by a structure that accompanies her."""


class ReferenceTaken(Exception):
    """The structure's tool calls somebody else so."""


def save(
    session: Session, structure: Structure, given: PersonIn, *, now: datetime
) -> tuple[Person, bool]:
    """Her file, and whether it is new. Raises SameOnTwoFiles, once proposed, and CalledOtherwise.

    What is written of her stays; only what was empty is filled.
    """
    wait_for_territory(session, structure)
    found = _called(session, structure, given)
    if len(found) > 1:
        _propose(session, structure, found, now=now)
        raise SameOnTwoFiles
    person = found[0] if found else _create(session, structure, given, now=now)
    _know(session, structure, person, given.reference, now=now)
    _learn(session, person, given.identifiers)
    _fill(person, given)
    session.flush()
    waiting.settle(session, person, now=now)
    return person, not found


def _called(session: Session, structure: Structure, given: PersonIn) -> list[Person]:
    """The first that is named comes first."""
    found = [_owner(session, structure, identifier) for identifier in given.identifiers]
    if given.reference is not None:
        found.append(_referred_to(session, structure, given.reference))
    kept = [_kept(session, person) for person in found if person is not None]
    return list({person.id: person for person in kept}.values())


def _kept(session: Session, person: Person) -> Person:
    """What a file was called before it was merged still means her."""
    while person.merged_into_id is not None:
        person = session.get_one(Person, person.merged_into_id)
    return person


def _owner(session: Session, structure: Structure, identifier: Identifier) -> Person | None:
    return session.exec(
        select(Person)
        .join(PersonIdentifier)
        .where(
            PersonIdentifier.territory_id == structure.territory_id,
            PersonIdentifier.system == identifier.system,
            PersonIdentifier.value == identifier.value,
        )
    ).one_or_none()


def _referred_to(session: Session, structure: Structure, reference: str) -> Person | None:
    return session.exec(
        select(Person)
        .join(KnownPerson)
        .where(KnownPerson.structure_id == structure.id, KnownPerson.reference == reference)
    ).one_or_none()


def _propose(
    session: Session, structure: Structure, found: Sequence[Person], *, now: datetime
) -> None:
    """At least one of them is known to the structure then: its advisers find the question."""
    for other in found[1:]:
        merging.propose(session, found[0], other, now=now)
    if not acquaintances(session, structure, found):
        _know(session, structure, found[0], None, now=now)
    session.flush()


def _create(session: Session, structure: Structure, given: PersonIn, *, now: datetime) -> Person:
    person = Person(
        territory_id=structure.territory_id,
        first_name=given.first_name,
        last_name=given.last_name,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def _know(
    session: Session, structure: Structure, person: Person, reference: str | None, *, now: datetime
) -> None:
    known = acquaintances(session, structure, [person]).get(person.id)
    if known is None:
        known = KnownPerson(structure_id=structure.id, person_id=person.id, known_at=now)
        session.add(known)
    owner = _referred_to(session, structure, reference) if reference else person
    if owner is None or owner.id == person.id:
        known.reference = reference or known.reference


def _learn(session: Session, person: Person, identifiers: Sequence[Identifier]) -> None:
    mine = select(PersonIdentifier).where(PersonIdentifier.person_id == person.id)
    known: dict[IdentifierSystem, set[str]] = {}
    for row in session.exec(mine):
        known.setdefault(row.system, set()).add(row.value)
    for given in identifiers:
        values = known.setdefault(given.system, set())
        if values and given.value not in values:
            raise CalledOtherwise
        if not values:
            values.add(given.value)
            session.add(
                PersonIdentifier(
                    territory_id=person.territory_id,
                    system=given.system,
                    value=given.value,
                    person_id=person.id,
                )
            )


def _fill(person: Person, given: PersonIn | PersonChanges) -> None:
    person.birth_date = person.birth_date or given.birth_date
    person.email = person.email or given.email
    person.phone = person.phone or given.phone


def change(
    session: Session, structure: Structure, person: Person, given: PersonChanges, *, now: datetime
) -> None:
    """Corrects her file. How to reach her is hers to say once she has enrolled."""
    if given.reference is not None:
        owner = _referred_to(session, structure, given.reference)
        if owner is not None and owner.id != person.id:
            raise ReferenceTaken
        _know(session, structure, person, given.reference, now=now)
    _rename(session, structure, person, given, today=now.date())
    if queries.credential_of(session, person) is None:
        person.email = given.email or person.email
        person.phone = given.phone or person.phone
    _fill(person, given)
    session.flush()


def _rename(
    session: Session, structure: Structure, person: Person, given: PersonChanges, *, today: date
) -> None:
    former = (person.first_name, person.last_name, person.birth_date)
    told = (
        given.first_name or person.first_name,
        given.last_name or person.last_name,
        given.birth_date or person.birth_date,
    )
    if told == former:
        return
    if not accompanied_among(session, structure, [person], today=today):
        raise NotAccompanied
    person.first_name, person.last_name, person.birth_date = told
