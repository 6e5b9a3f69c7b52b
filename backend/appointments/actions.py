"""What may be done with an appointment, by her and by those who receive her."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlmodel import Session, col, delete, update

from backend.appointments.models import (
    Answer,
    Appointment,
    CalendarFeed,
    Guidance,
    MoveRefused,
    Source,
    Status,
    TooLateToAnswer,
)
from backend.appointments.queries import feed_of, guidance_for
from backend.people.models import Adviser, Person
from backend.web.security import keyed_hash, token_hash

TOOLS = (Source.RDV_INSERTION, Source.RDV_SERVICE_PUBLIC)
EVERY_KIND = ""  # the category whose guidance serves all those that have none of their own
REMOVED_KEPT = timedelta(days=30)  # an undo is possible, and her calendar is told
HER_DURATION = 60  # she is not asked how long it lasts: a calendar needs something


def answer(appointment: Appointment, answer: Answer, *, now: datetime) -> None:
    if not appointment.can_answer(now):
        raise TooLateToAnswer
    appointment.answer = answer
    appointment.answered_at = now


def dispute_absence(appointment: Appointment, words: str, *, now: datetime) -> None:
    """She was there, or had said that she would not be. Said twice, the first words stay."""
    if appointment.status is not Status.NOSHOW:
        raise MoveRefused
    if appointment.absence_disputed_at is None:
        appointment.absence_disputed_at = now
        appointment.absence_words = words


def write_down(
    session: Session, person: Person, facts: Mapping[str, Any], *, now: datetime
) -> Appointment:
    """Adds an appointment that she typed herself."""
    appointment = Appointment(
        person_id=person.id,
        source=Source.PERSON,
        duration_minutes=HER_DURATION,
        known_at=now,
        changed_at=now,
        **facts,
    )
    session.add(appointment)
    session.flush()
    return appointment


def remove(appointment: Appointment, *, now: datetime) -> None:
    """Takes hers away: her calendars and reminders see a cancelled one."""
    if appointment.removed_at is None:
        appointment.move_to(Status.EXCUSED)
        appointment.removed_at = now
        appointment.note_change(now)


def restore(appointment: Appointment, *, now: datetime) -> None:
    if appointment.removed_at is not None:
        appointment.move_to(Status.UNKNOWN)
        appointment.removed_at = None
        appointment.note_change(now)


def forget_removed(session: Session, *, now: datetime) -> int:
    """Erases what was removed so long ago that nobody will ask for it back. Says how many."""
    return session.exec(
        delete(Appointment).where(col(Appointment.removed_at) <= now - REMOVED_KEPT)
    ).rowcount


def together_with(also: Adviser | None) -> dict[str, Any]:
    """The facts of a joint interview: the second adviser, or nobody."""
    return {
        "also_adviser_id": also.id if also else None,
        "also_function": also.function if also else "",
        "also_name": f"{also.first_name} {also.last_name}" if also else "",
    }


def book(
    session: Session, person: Person, adviser: Adviser, facts: Mapping[str, Any], *, now: datetime
) -> Appointment:
    """Adds an appointment for somebody this adviser accompanies."""
    appointment = Appointment(
        person_id=person.id,
        structure_id=adviser.structure_id,
        source=Source.DESK,
        who_function=adviser.function,
        who_name=f"{adviser.first_name} {adviser.last_name}",
        known_at=now,
        changed_at=now,
        **facts,
    )
    session.add(appointment)
    session.flush()
    return appointment


def cancel(appointment: Appointment, status: Status, *, now: datetime) -> None:
    """`status` says at whose request: `excused` at hers, `revoked` by the service."""
    if status is not appointment.status:
        appointment.move_to(status)
        appointment.note_change(now)


def conclude(appointment: Appointment, status: Status, *, now: datetime) -> None:
    """Says what came of it, once it has begun."""
    if now < appointment.starts_at:
        raise MoveRefused
    if status is not appointment.status:
        appointment.changed_at = now
    appointment.move_to(status)


def guide(session: Session, structure_id: int, category: str, bring: str, *, now: datetime) -> None:
    """What to bring to that kind of appointment. Those to come that said the former follow."""
    guidance = guidance_for(session, structure_id, category)
    former = guidance.bring if guidance else ""
    guidance = guidance or Guidance(structure_id=structure_id, category=category, bring="")
    guidance.bring = bring
    session.add(guidance)
    if former or category == EVERY_KIND:
        session.exec(
            update(Appointment)
            .where(
                col(Appointment.structure_id) == structure_id,
                col(Appointment.source).in_(TOOLS),
                col(Appointment.starts_at) > now,
                col(Appointment.bring) == former,
            )
            .values(bring=bring)
        )


def open_feed(session: Session, person: Person, key: str, *, now: datetime) -> CalendarFeed:
    """A new private address; the one before stops working."""
    salt = token_urlsafe(32)
    made = {"salt": salt, "token_hash": token_hash(feed_token(key, salt)), "created_at": now}
    feed = feed_of(session, person) or CalendarFeed(person_id=person.id, **made)
    feed.sqlmodel_update(made)
    session.add(feed)
    session.flush()
    return feed


def close_feed(session: Session, person: Person) -> None:
    session.exec(delete(CalendarFeed).where(col(CalendarFeed.person_id) == person.id))


def feed_token(key: str, salt: str) -> str:
    """128 bits that neither the database nor the key gives alone."""
    return keyed_hash(key, "calendar", salt)
