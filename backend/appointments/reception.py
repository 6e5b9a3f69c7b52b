"""Taking in what another tool says of an appointment: one row a person, whichever tools tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from backend.appointments.models import CANCELLED, Appointment, Guidance, Place, Source, Status
from backend.people.models import Person
from backend.territories.models import Structure

UID_HOST = "mon-parcours"
FACTS = ("starts_at", "duration_minutes", "place", "place_name", "address", "status")
SHOWN_BY_CALENDARS = (*FACTS, "title", "who_function", "who_name")
HAPPENED = {Status.SEEN, Status.EXCUSED, Status.REVOKED}  # nothing is left to be withdrawn


@dataclass(frozen=True)
class Reference:
    """What a tool calls an appointment; rdv-insertion says the other tool's number for it too."""

    source: Source
    external_id: str
    service_public_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class IncomingAppointment:
    """All we keep of what a tool says about one person's appointment."""

    source: Source
    external_id: str
    service_public_id: str | None = None
    starts_at: datetime
    duration_minutes: int = 30
    title: str = ""
    place: Place = Place.PUBLIC_OFFICE
    place_name: str = ""
    address: str = ""
    phone: str = ""
    who_function: str = ""
    who_name: str = ""
    bring: str = ""
    status: Status = Status.UNKNOWN
    category: str = ""

    @property
    def reference(self) -> Reference:
        return Reference(self.source, self.external_id, self.service_public_id)


@dataclass(frozen=True)
class Hold:
    """What the teller may overwrite in a row that is there; what is empty it may always fill."""

    facts: bool = True  # hour, place and status: no, when the other tool told later news
    words: bool = True  # title, phone, who, what to bring: no, when the other tool owns them


FULL_HOLD = Hold()


def receive(  # noqa: PLR0913 (four subjects, then options by name)
    session: Session,
    person: Person,
    structure: Structure,
    incoming: IncomingAppointment,
    *,
    now: datetime,
    hold: Hold = FULL_HOLD,
) -> Appointment:
    """Create or update her row. What tells nothing new writes nothing.

    The caller lets in one message at a time: two tools may tell of one appointment at once.
    """
    words = _words(session, structure, incoming)
    appointment = known(session, person, structure, incoming.reference)
    if appointment is None:
        appointment = _new(person, structure, incoming, now=now)
        _follow(appointment, words)
        session.add(appointment)
    else:
        former = _picture(appointment)
        if hold.facts:
            _follow(appointment, {name: getattr(incoming, name) for name in FACTS})
        _follow(appointment, words if hold.words else _only_missing(appointment, words))
        _link(appointment, incoming)
        _note_changes(appointment, former, now)
    session.flush()
    return appointment


def withdraw(
    session: Session, structure: Structure, reference: Reference, *, now: datetime, keep: set[int]
) -> int:
    """The tool destroyed it, or took off it all but those to `keep`. Says how many rows."""
    rows = [row for row in _told(session, structure, reference) if row.person_id not in keep]
    for appointment in rows:
        former = _picture(appointment)
        if appointment.status not in HAPPENED:
            _follow(appointment, {"status": Status.REVOKED})
        _note_changes(appointment, former, now)
    session.flush()
    return len(rows)


def unlink(session: Session, structure: Structure, reference: Reference) -> int:
    """The tool purged its own copy after two years: hers stays, without the tool's numbers."""
    rows = _told(session, structure, reference)
    for appointment in rows:
        if appointment.source is reference.source:
            appointment.external_id = None
        appointment.service_public_id = None
    session.flush()
    return len(rows)


def known(
    session: Session, person: Person, structure: Structure, reference: Reference
) -> Appointment | None:
    return session.exec(
        select(Appointment)
        .where(Appointment.person_id == person.id, _is_about(structure, reference))
        .order_by(col(Appointment.id))
    ).first()


def _told(session: Session, structure: Structure, reference: Reference) -> Sequence[Appointment]:
    return session.exec(
        select(Appointment)
        .join(Person)
        .where(
            Person.territory_id == structure.territory_id,
            _is_about(structure, reference),
        )
        .order_by(col(Appointment.person_id))
    ).all()


def _is_about(structure: Structure, reference: Reference) -> ColumnElement[bool]:
    own = and_(
        col(Appointment.structure_id) == structure.id,
        col(Appointment.source) == reference.source,
        col(Appointment.external_id) == reference.external_id,
    )
    if reference.service_public_id is None:
        return own
    return or_(own, col(Appointment.service_public_id) == reference.service_public_id)


def _words(session: Session, structure: Structure, incoming: IncomingAppointment) -> dict[str, Any]:
    return {
        "title": incoming.title,
        "phone": incoming.phone,
        "who_function": incoming.who_function,
        "who_name": incoming.who_name,
        "bring": incoming.bring or _guidance(session, structure, incoming.category),
    }


def _guidance(session: Session, structure: Structure, category: str) -> str:
    """The structure's own words for this kind of appointment, else those it has for all."""
    told = session.exec(
        select(Guidance)
        .where(Guidance.structure_id == structure.id, col(Guidance.category).in_({category, ""}))
        .order_by(col(Guidance.category).desc())
    ).first()
    return told.bring if told else ""


def _new(
    person: Person, structure: Structure, incoming: IncomingAppointment, *, now: datetime
) -> Appointment:
    return Appointment(
        person_id=person.id,
        structure_id=structure.id,
        source=incoming.source,
        external_id=incoming.external_id,
        service_public_id=incoming.service_public_id,
        uid=f"{uuid4()}@{UID_HOST}",
        known_at=now,
        changed_at=now,
        **{name: getattr(incoming, name) for name in FACTS},
    )


def _only_missing(appointment: Appointment, words: dict[str, Any]) -> dict[str, Any]:
    missing = {name: word for name, word in words.items() if not getattr(appointment, name)}
    if appointment.who_name:
        missing.pop("who_function", None)  # it might be somebody else's
    return missing


def _follow(appointment: Appointment, told: dict[str, Any]) -> None:
    """ALLOWED_MOVES binds what is done here; the tool where it lives may correct anything."""
    for name, value in told.items():
        setattr(appointment, name, value)


def _link(appointment: Appointment, incoming: IncomingAppointment) -> None:
    """Once rdv-insertion knows it too, its number is kept beside rdv-service-public's."""
    if incoming.source is Source.RDV_INSERTION:
        appointment.source = incoming.source
        appointment.external_id = incoming.external_id
    appointment.service_public_id = incoming.service_public_id or appointment.service_public_id


def _picture(appointment: Appointment) -> dict[str, Any]:
    return {name: getattr(appointment, name) for name in SHOWN_BY_CALENDARS}


def _note_changes(appointment: Appointment, former: dict[str, Any], now: datetime) -> None:
    current = _picture(appointment)
    if current == former:
        return
    appointment.sequence += 1
    is_moved = _when_and_where(current) != _when_and_where(former)
    is_back = former["status"] in CANCELLED and not appointment.is_cancelled
    if is_moved or current["status"] is not former["status"]:
        appointment.changed_at = now
    if is_moved or is_back:
        appointment.answer = appointment.answered_at = None  # she answered another question
    if is_moved and appointment.is_upcoming(now):
        appointment.moved_at = now


def _when_and_where(picture: dict[str, Any]) -> tuple[Any, ...]:
    """A place is its address; its name alone may be corrected without moving anything."""
    return picture["starts_at"], picture["place"], picture["address"] or picture["place_name"]
