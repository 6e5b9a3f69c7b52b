from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, delete, select

from backend.appointments import reception
from backend.appointments.reception import IncomingAppointment
from backend.partners import cursors, identities, queries, waiting
from backend.partners.messages import APPOINTMENT, PURGED, Event, Message, Participant
from backend.partners.models import WaitingAppointment, WebhookEndpoint
from backend.partners.news import News, tell
from backend.partners.phones import dialable
from backend.people.models import Adviser, Person
from backend.territories.models import Structure, Territory

WAITING_KEPT = timedelta(days=30)  # since the last news of it


class Outcome(StrEnum):
    APPLIED = "applied"
    WAITING = "waiting"  # for an adviser to say who it is
    REPEATED_OR_STALE = "repeated_or_stale"
    IGNORED = "ignored"  # nothing of it concerns somebody we know
    UNLINKED = "unlinked"  # the tool purged its copy


class MatchRefused(Exception):
    """Not of the adviser's structure or territory, or known to be somebody else's."""


def take_in(
    session: Session, endpoint: WebhookEndpoint, message: Message, *, now: datetime
) -> Outcome:
    """Any number of times and in any order: the newest message has the last word."""
    if message.model != APPOINTMENT:
        return Outcome.IGNORED
    structure = session.get_one(Structure, endpoint.structure_id)
    _wait_for_turn(session, structure)
    if not cursors.advance(session, message, structure.id):
        return Outcome.REPEATED_OR_STALE
    if message.event is not Event.DESTROYED:
        return _take_in_told(session, structure, message, now=now)
    if message.reason == PURGED:
        return _take_in_purged(session, structure, message, now=now)
    return _take_in_destroyed(session, structure, message, now=now)


def _wait_for_turn(session: Session, structure: Structure) -> None:
    """One at a time in a territory, where persons and their numbers are shared.

    On PostgreSQL by this lock; on SQLite there is one writer anyway.
    """
    row = select(Territory.id).where(Territory.id == structure.territory_id)
    session.exec(row.with_for_update(key_share=True)).one()


def _take_in_purged(
    session: Session, structure: Structure, message: Message, *, now: datetime
) -> Outcome:
    waiting.keep(session, structure, message, (), now=now)
    reception.unlink(session, structure, message.reference)
    return Outcome.UNLINKED


def _take_in_destroyed(
    session: Session, structure: Structure, message: Message, *, now: datetime
) -> Outcome:
    waiting.keep(session, structure, message, (), now=now)
    cursors.advance_either(session, message.reference, message.position, structure.id)
    rows = reception.withdraw(session, structure, message.reference, now=now, keep=set())
    return Outcome.APPLIED if rows else Outcome.IGNORED


def _take_in_told(
    session: Session, structure: Structure, message: Message, *, now: datetime
) -> Outcome:
    known, unknown = _recognise(session, structure, message)
    kept = [] if message.is_collective else unknown
    waits = message.lists_people and waiting.keep(session, structure, message, kept, now=now)
    for person, participant in known:
        news = News(structure, participant.appointment, message.position)
        tell(session, person, news, now=now)
        identities.learn(session, person, participant.identifiers)
        waiting.settle(session, person, now=now)
    if _says_who_left(message, unknown) and cursors.advance_either(
        session, message.reference, message.position, structure.id
    ):
        expected = {person.id for person, _ in known}
        reception.withdraw(session, structure, message.reference, now=now, keep=expected)
    if known:
        return Outcome.APPLIED
    return Outcome.WAITING if waits else Outcome.IGNORED


def _says_who_left(message: Message, unknown: Sequence[Participant]) -> bool:
    """Unless somebody unknown may be her, under a new number."""
    return message.lists_people and (message.is_collective or not unknown)


def _recognise(
    session: Session, structure: Structure, message: Message
) -> tuple[list[tuple[Person, Participant]], list[Participant]]:
    """Whom we know, each once, and the others."""
    complete = _completion(session, structure, message)
    known: dict[int, tuple[Person, Participant]] = {}
    unknown = []
    for told in message.people:
        participant = replace(told, appointment=complete(told.appointment))
        person = identities.find(session, structure.territory_id, told.identifiers)
        if person is None:
            unknown.append(participant)
        else:
            known[person.id] = (person, participant)
    return list(known.values()), unknown


def _completion(
    session: Session, structure: Structure, message: Message
) -> Callable[[IncomingAppointment], IncomingAppointment]:
    """Adds what only we know: who of ours receives her, and a number that can be dialled."""
    territory = session.get_one(Territory, structure.territory_id)
    adviser = queries.adviser_among(session, structure, message.agents)
    if adviser is not None:
        who = (adviser.function, f"{adviser.first_name} {adviser.last_name}")
    else:
        who = ("", message.agents[0].name if message.agents else "")

    def complete(incoming: IncomingAppointment) -> IncomingAppointment:
        phone = dialable(incoming.phone, territory.code)
        return replace(incoming, phone=phone, who_function=who[0], who_name=who[1])

    return complete


def match(
    session: Session, adviser: Adviser, waiting_id: int, person: Person, *, now: datetime
) -> None:
    """The adviser says who it is: all that waits for this person in the territory becomes hers.

    Which persons an adviser may name is for the caller: `people.queries.followed_by`.
    """
    structure = session.get_one(Structure, adviser.structure_id)
    _wait_for_turn(session, structure)
    row = queries.waiting_one(session, adviser, waiting_id)
    if row is None or person.territory_id != structure.territory_id:
        raise MatchRefused
    numbers = waiting.numbers_of(row)
    owner = identities.find(session, structure.territory_id, numbers)
    if owner is not None and owner.id != person.id:
        raise MatchRefused
    identities.learn(session, person, numbers)
    waiting.settle(session, person, now=now)


def forget_old_waiting(session: Session, *, now: datetime) -> int:
    """Says how many rows nobody matched in time."""
    too_old = col(WaitingAppointment.received_at) < now - WAITING_KEPT
    return session.exec(delete(WaitingAppointment).where(too_old)).rowcount
