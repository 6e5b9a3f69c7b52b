"""An appointment is one person's: a collective one makes a row for each person we know."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import uuid4

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words


class Status(StrEnum):
    """rdv-insertion's and rdv-service-public's own words; `unknown` in the past is "to be told"."""

    UNKNOWN = "unknown"
    SEEN = "seen"
    EXCUSED = "excused"
    REVOKED = "revoked"
    NOSHOW = "noshow"


CANCELLED = {Status.EXCUSED, Status.REVOKED}

ALLOWED_MOVES: dict[Status, set[Status]] = {
    Status.UNKNOWN: {Status.SEEN, Status.EXCUSED, Status.REVOKED, Status.NOSHOW},
    Status.SEEN: {Status.UNKNOWN, Status.NOSHOW},
    Status.EXCUSED: {Status.UNKNOWN, Status.REVOKED, Status.SEEN},  # she came after all
    Status.REVOKED: {Status.UNKNOWN, Status.EXCUSED},
    Status.NOSHOW: {Status.SEEN, Status.EXCUSED, Status.UNKNOWN},  # a wrong absence is corrected
}


class Answer(StrEnum):
    COMING = "coming"
    LATE = "late"
    CANNOT_COME = "cannot_come"


class Source(StrEnum):
    RDV_INSERTION = "rdv_insertion"
    RDV_SERVICE_PUBLIC = "rdv_service_public"
    PERSON = "person"  # typed by herself
    DESK = "desk"


class Place(StrEnum):
    """How they meet (rdv-insertion's `location_type`)."""

    PUBLIC_OFFICE = "public_office"
    PHONE = "phone"
    HOME = "home"
    VIDEO = "visio"


class Stage(StrEnum):
    """Where an appointment stands for her: what its card says and what she can still do."""

    UPCOMING = "upcoming"
    BEGUN = "begun"
    PAST = "past"  # nobody has told yet what came of it
    HELD = "held"
    MISSED = "missed"
    CANCELLED_BY_HER = "cancelled_by_her"
    CANCELLED_BY_SERVICE = "cancelled_by_service"


OUTCOMES = {
    Status.SEEN: Stage.HELD,
    Status.NOSHOW: Stage.MISSED,
    Status.EXCUSED: Stage.CANCELLED_BY_HER,
    Status.REVOKED: Stage.CANCELLED_BY_SERVICE,
}


class Timed(Protocol):
    """What tells the stage of an appointment: a model or a row of these columns will do."""

    @property
    def status(self) -> Status: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def duration_minutes(self) -> int: ...


def stage_of(appointment: Timed, now: datetime) -> Stage:
    if appointment.status in OUTCOMES:
        return OUTCOMES[appointment.status]
    if now < appointment.starts_at:
        return Stage.UPCOMING
    if now < appointment.starts_at + timedelta(minutes=appointment.duration_minutes):
        return Stage.BEGUN
    return Stage.PAST


# Things to bring stand on lines of their own, else between commas outside brackets.
LINES = re.compile(r"[\n;•]+")
COMMAS = re.compile(r",(?![^(]*\))")
WHEN_AND_WHERE = {"starts_at", "place", "address"}
IN_CALENDAR = {*WHEN_AND_WHERE, "duration_minutes"}


class MoveRefused(Conflict):
    """The appointment cannot go from its status to the one asked for."""


class TooLateToAnswer(Conflict):
    """The appointment has begun or is cancelled: an answer would reach nobody."""


class Appointment(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("structure_id", "source", "external_id", "person_id"),
        Index("ix_appointment_person_start", "person_id", "starts_at"),
        Index("ix_appointment_start", "starts_at"),
        Index("ix_appointment_changed", "changed_at"),
        Index("ix_appointment_known", "known_at"),
        Index("ix_appointment_moved", "moved_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    structure_id: int | None = Field(default=None, foreign_key="structure.id", index=True)
    source: Source = Field(sa_type=words(Source))
    external_id: str | None = None  # the source's own id of the RDV
    service_public_id: str | None = Field(
        default=None, index=True
    )  # the same RDV in rdv-service-public
    uid: str = Field(  # of the calendar entry, for ever the same
        default_factory=lambda: f"{uuid4()}@mon-parcours", unique=True
    )
    sequence: int = 0  # rises at each change that a calendar shows (RFC 5545 §3.8.7.4)
    status: Status = Field(default=Status.UNKNOWN, sa_type=words(Status))

    starts_at: datetime
    duration_minutes: int = 30
    title: str = ""  # "Premier entretien"; never shown outside the app
    place: Place = Field(default=Place.PUBLIC_OFFICE, sa_type=words(Place))
    place_name: str = ""
    address: str = ""
    phone: str = ""  # whom to call about this appointment
    who_function: str = ""
    who_name: str = ""
    bring: str = ""
    # A joint interview: the second of a social and a professional adviser.
    also_adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)
    also_function: str = ""
    also_name: str = ""

    answer: Answer | None = Field(default=None, sa_type=words(Answer))
    answered_at: datetime | None = None
    absence_disputed_at: datetime | None = None
    absence_words: str = ""

    known_at: datetime  # when we first heard of it: the confirmation's moment
    changed_at: datetime  # when its hour, place or status last changed for her
    moved_at: datetime | None = None  # when somebody else last moved it
    removed_at: datetime | None = None  # hers, removed by herself: cancelled too, kept for an undo

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration_minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.status in CANCELLED

    @property
    def is_hers(self) -> bool:
        """Whether she typed it herself, and may change it."""
        return self.source is Source.PERSON

    @property
    def things_to_bring(self) -> list[str]:
        """The parts of `bring`, when it is a list."""
        between = LINES if LINES.search(self.bring.strip()) else COMMAS
        parts = (part.strip(" -–.\r\t") for part in between.split(self.bring))
        return [part for part in parts if part]

    def is_upcoming(self, now: datetime) -> bool:
        return not self.is_cancelled and self.ends_at > now

    def can_answer(self, now: datetime) -> bool:
        return self.status is Status.UNKNOWN and now < self.starts_at and not self.is_hers

    def move_to(self, status: Status) -> None:
        if status is not self.status and status not in ALLOWED_MOVES[self.status]:
            raise MoveRefused
        self.status = status

    def revise(self, now: datetime, **facts: Any) -> None:  # noqa: ANN401 (columns of any type)
        """Takes new facts. Her calendar follows; an answer given to other facts falls."""
        changed = {name for name, value in facts.items() if getattr(self, name) != value}
        for name in changed:
            setattr(self, name, facts[name])
        if changed & WHEN_AND_WHERE:
            self.answer = self.answered_at = None
            self.moved_at = None if self.is_hers else now
        if changed & IN_CALENDAR:
            self.note_change(now)

    def note_change(self, now: datetime) -> None:
        """What a calendar shows is no longer the same."""
        self.sequence += 1
        self.changed_at = now


class Guidance(SQLModel, table=True):
    """What to bring, told once by a structure for each kind of appointment its tool sends.

    rdv-insertion does not say what to bring: `category` is its motif category's short name, and the
    empty category serves all the others.
    """

    __table_args__ = (UniqueConstraint("structure_id", "category"),)

    id: int = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id")
    category: str = ""
    bring: str


class CalendarFeed(SQLModel, table=True):
    """A private address a calendar subscribes to.

    Its token is made from the salt and the installation's secret key, so that she can read the
    address again and a stolen database cannot: only the token's sha-256 is kept.
    """

    __tablename__ = "calendar_feed"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    salt: str
    token_hash: str = Field(unique=True)
    created_at: datetime
