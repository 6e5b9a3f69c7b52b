"""Fills an empty database with the story, as if its advisers had worked there for some weeks."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from backend.api.actions import give_token
from backend.api.scopes import Scope
from backend.appointments.models import Guidance, Source
from backend.demo import opinions, parcours, rights, solutions, story
from backend.demo.appointments import appointments_of
from backend.law.models import LegalContact
from backend.partners.models import WebhookEndpoint
from backend.people.access import SESSION_COOKIE
from backend.people.credentials import create_adviser, set_passphrase
from backend.people.devices import open_device
from backend.people.hashing import hashed
from backend.people.invitations import invite
from backend.people.models import (
    Accompaniment,
    Adviser,
    IdentifierSystem,
    Person,
    PersonIdentifier,
)
from backend.settings import Settings
from backend.territories.models import Installation, Structure, Territory

DEMO_DEVICE = "parcours demo"
SOURCES = (Source.RDV_INSERTION, Source.RDV_SERVICE_PUBLIC)


class NotEmpty(Exception):
    """A demo never goes into a database that holds anything else."""


@dataclass
class Making:
    """What was made so far, by the names of the story."""

    session: Session
    settings: Settings
    now: datetime
    territories: dict[str, Territory] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    advisers: dict[str, Adviser] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)  # by first name
    result: dict[str, Any] = field(default_factory=dict)


def check_empty(session: Session) -> None:
    """Raises NotEmpty."""
    if session.exec(select(Territory.id).limit(1)).first() is not None:
        raise NotEmpty


def fill(session: Session, settings: Settings, *, now: datetime) -> dict[str, Any]:
    """The ways in of everybody, as `parcours demo --json` prints them."""
    session.add(Installation(is_demo=True))
    making = Making(session, settings, now)
    _places(making)
    making.result["advisers"] = [_adviser(making, told) for told in story.ADVISERS]
    making.result["people"] = [_person(making, told) for told in story.PEOPLE]
    solutions.tell(making)
    rights.tell(making)
    opinions.tell(making)
    making.result["webhooks"] = [
        _webhook(making, structure, source)
        for structure in making.structures.values()
        if not structure.is_team
        for source in SOURCES
    ]
    making.result["api_token"] = _api_token(making)
    return making.result


def _places(making: Making) -> None:
    for told in story.TERRITORIES:
        facts: dict[str, Any] = vars(told) | {
            "email": making.settings.contact_email,
            "created_at": making.now,
        }
        making.territories[told.code] = _saved(making, Territory(**facts))
    first = story.TERRITORIES[0]
    making.result["territory"] = {
        "code": first.code,
        "name": first.name,
        "timezone": first.timezone,
        "phone": first.phone,
    }
    for told in story.STRUCTURES:
        structure = Structure(
            territory_id=making.territories[told.territory].id,
            name=told.name,
            phone=told.phone,
            email=told.email,
            address=told.address,
            is_team=told.is_team,
        )
        making.structures[told.key] = _saved(making, structure)
        if told.bring:
            _saved(making, Guidance(structure_id=structure.id, bring=told.bring))
    _contacts(making)


def _contacts(making: Making) -> None:
    for code, told in story.CONTACTS.items():
        for body, name, address, website in (*told, *story.EVERYWHERE):
            contact = LegalContact(
                territory_id=making.territories[code].id,
                body=body,
                name=name,
                address=address,
                website=website,
            )
            _saved(making, contact)


def _adviser(making: Making, told: story.AdviserStory) -> dict[str, str]:
    facts = {name: value for name, value in vars(told).items() if name != "structure"}
    adviser = create_adviser(
        making.session,
        Adviser(structure_id=making.structures[told.structure].id, **facts),
        passphrase_hash=hashed(story.ADVISER_PASSPHRASE),
        now=making.now,
    )
    making.advisers[told.email] = adviser
    return {
        "first_name": told.first_name,
        "last_name": told.last_name,
        "email": told.email,
        "passphrase": story.ADVISER_PASSPHRASE,
        "cookie": _cookie(making, adviser),
    }


def _person(making: Making, told: story.PersonStory) -> dict[str, Any]:
    person = _saved(
        making,
        Person(
            territory_id=making.territories[told.territory].id,
            first_name=told.first_name,
            last_name=told.last_name,
            birth_date=told.birth_date,
            email=told.email,
            phone=told.phone,
            language=told.language,
            created_at=making.now - timedelta(days=60),
        ),
    )
    making.people[told.first_name] = person
    _identify(making, person, told)
    for appointment in appointments_of(making, person, told):
        _saved(making, appointment)
    parcours.tell(
        making, person, [making.advisers[email] for email in told.advisers], told.first_name
    )
    code = None if told.is_enrolled else _invitation(making, person, told)
    if told.is_enrolled:
        set_passphrase(making.session, person, hashed(story.PERSON_PASSPHRASE), now=making.now)
    return {
        "first_name": told.first_name,
        "last_name": told.last_name,
        "birth_date": told.birth_date.isoformat(),
        "email": told.email,
        "rdv_insertion_id": told.rdv_insertion_id,
        "invitation_code": code,
        "passphrase": story.PERSON_PASSPHRASE if told.is_enrolled else None,
        "cookie": _cookie(making, person),
    }


def _identify(making: Making, person: Person, told: story.PersonStory) -> None:
    _saved(
        making,
        PersonIdentifier(
            territory_id=person.territory_id,
            system=IdentifierSystem.RDV_INSERTION,
            value=told.rdv_insertion_id,
            person_id=person.id,
        ),
    )
    for email in told.advisers:
        _saved(
            making,
            Accompaniment(
                person_id=person.id,
                adviser_id=making.advisers[email].id,
                is_referent=email == told.advisers[0],
                started_on=(making.now - timedelta(days=58)).date(),
            ),
        )


def _invitation(making: Making, person: Person, told: story.PersonStory) -> str:
    return invite(
        making.session,
        person,
        making.advisers[told.advisers[0]],
        settings=making.settings,
        now=making.now,
    )


def _cookie(making: Making, who: Person | Adviser) -> str:
    """A ready session, `name=value`: forged here only, in a database marked as a demo."""
    token = open_device(making.session, who, label=DEMO_DEVICE, shared=False, now=making.now)
    return f"{SESSION_COOKIE}={token}"


def _webhook(making: Making, structure: Structure, source: Source) -> dict[str, str]:
    secret = secrets.token_urlsafe(32)
    _saved(making, WebhookEndpoint(structure_id=structure.id, source=source, secret=secret))
    name = source.value.replace("_", "-")
    return {
        "structure": structure.name,
        "source": name,
        "url": f"{making.settings.public_url}/api/v1/webhooks/{name}",
        "secret": secret,
    }


def _api_token(making: Making) -> str:
    """Of the first structure's own tool, for everything it may do."""
    structure = next(iter(making.structures.values()))
    _, secret = give_token(making.session, structure, list(Scope), now=making.now)
    return secret


def _saved(making: Making, row: Any) -> Any:  # noqa: ANN401 (a row of any table)
    making.session.add(row)
    making.session.flush()
    return row
