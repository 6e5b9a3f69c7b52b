"""Appointments of persons we do not know yet: kept a while, then given to whom an adviser says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from backend.appointments.models import CANCELLED
from backend.appointments.reception import IncomingAppointment
from backend.partners import identities, queries
from backend.partners.messages import Message, Participant
from backend.partners.models import WaitingAppointment
from backend.partners.news import News, tell
from backend.people.models import IdentifierSystem, Person
from backend.territories.models import Structure

CONTENT = TypeAdapter(IncomingAppointment)


def keep(
    session: Session,
    structure: Structure,
    message: Message,
    unknown: Sequence[Participant],
    *,
    now: datetime,
) -> int:
    """Keep no more than what the message says of `unknown`. Says how many of them wait."""
    rows = {
        row.external_person_id: row
        for row in queries.waiting_about(session, structure, message.reference)
    }
    awaited = [her for her in unknown if her.appointment.status not in CANCELLED]
    for participant in awaited:
        told = _told(message, participant, now)
        row = rows.pop(told["external_person_id"], None)
        if row is None:
            session.add(WaitingAppointment(structure_id=structure.id, **told))
        else:
            row.sqlmodel_update(told)
    for row in rows.values():  # cancelled, known by now, or no longer expected
        session.delete(row)
    session.flush()
    return len(awaited)


def _told(message: Message, participant: Participant, now: datetime) -> dict[str, Any]:
    numbers = participant.identifiers
    return {
        "source": message.source,
        "external_id": message.external_id,
        "external_person_id": numbers[identities.SYSTEMS[message.source]],
        "service_public_person_id": numbers.get(IdentifierSystem.RDV_SERVICE_PUBLIC),
        "first_name": participant.first_name,
        "last_name": participant.last_name,
        "birth_date": participant.birth_date,
        "starts_at": participant.appointment.starts_at,
        "content": CONTENT.dump_json(participant.appointment).decode(),
        "position": message.position,
        "received_at": now,
    }


def numbers_of(row: WaitingAppointment) -> dict[IdentifierSystem, str]:
    """What the two tools call the person, the teller's own number first."""
    numbers = {identities.SYSTEMS[row.source]: row.external_person_id}
    if row.service_public_person_id:
        numbers.setdefault(IdentifierSystem.RDV_SERVICE_PUBLIC, row.service_public_person_id)
    return numbers


def settle(session: Session, person: Person, *, now: datetime) -> int:
    """Give her what waited under a number that is now known to be hers. Says how many rows."""
    rows = queries.waiting_of(session, person)
    for row in rows:
        identities.learn(session, person, numbers_of(row))
        structure = session.get_one(Structure, row.structure_id)
        news = News(structure, CONTENT.validate_json(row.content), row.position)
        tell(session, person, news, now=now)
        session.delete(row)
    session.flush()
    return len(rows)
