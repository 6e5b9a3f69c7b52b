"""One thing done or to do, whoever wrote it; and the notes she keeps on her own line."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words
from backend.people.recorded import Recorded
from backend.sharing.models import Part


class Kind(StrEnum):
    INTERVIEW = "interview"
    DIAGNOSIS = "diagnosis"
    ORIENTATION = "orientation"  # who will accompany her is decided
    CONTRACT = "contract"  # the contrat d’engagement is signed
    TRAINING = "training"
    IMMERSION = "immersion"
    JOB_SEARCH = "job_search"
    COMPANY_CREATION = "company_creation"
    JOB = "job"
    HOUSING = "housing"
    HEALTH = "health"
    CHILDCARE = "childcare"
    MOBILITY = "mobility"
    MONEY = "money"
    ADMINISTRATIVE = "administrative"
    FRENCH = "french"
    DIGITAL = "digital"
    OTHER = "other"


KIND_PARTS: Mapping[Kind, Part] = {Kind.HEALTH: Part.HEALTH, Kind.CHILDCARE: Part.FAMILY}


class Status(StrEnum):
    """carnet de bord's action statuses, in its own words but for `standby`."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    DONE = "done"
    ABANDONED = "abandoned"  # begun, then given up
    CANCELLED = "cancelled"  # never begun


OPEN = {Status.PLANNED, Status.IN_PROGRESS, Status.PAUSED}
BEGUN = {Status.IN_PROGRESS, Status.PAUSED}

ALLOWED_MOVES: Mapping[Status, set[Status]] = {
    Status.PLANNED: {Status.IN_PROGRESS, Status.DONE, Status.CANCELLED},
    Status.IN_PROGRESS: {Status.PAUSED, Status.DONE, Status.ABANDONED, Status.PLANNED},
    Status.PAUSED: {Status.IN_PROGRESS, Status.DONE, Status.ABANDONED},
    Status.DONE: {Status.IN_PROGRESS},  # it goes on after all
    Status.ABANDONED: {Status.IN_PROGRESS},
    Status.CANCELLED: {Status.PLANNED},
}


class MoveRefused(Conflict):
    """The step cannot go from its status to the one asked for."""


class DatesRefused(Conflict):
    """A step that ends before it starts, or is done without a day."""


class Step(Recorded, table=True):
    """`placed_on` is its stop on the path once it is over: None while it is open."""

    __table_args__ = (
        UniqueConstraint("structure_id", "reference"),
        Index("ix_step_person_placed", "person_id", "placed_on"),
        Index("ix_step_person_status", "person_id", "status"),
        Index("ix_step_kind_started", "kind", "started_on"),
        Index("ix_step_status_planned", "status", "planned_on"),
        Index("ix_step_changed", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=words(Kind))
    title: str
    status: Status = Field(sa_type=words(Status))
    planned_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    placed_on: date | None = None
    in_charge_since: date | None = None  # since when `adviser_id` is in charge of it
    place: str = ""
    words: str = ""  # what it is about, for her
    disputed_at: datetime | None = None  # she says that this line is not right
    dispute_words: str = ""
    dispute_answered_at: datetime | None = None  # an adviser has put it right, or told her why not
    removed_at: datetime | None = None  # hers, removed by herself: kept a while for an undo

    @property
    def part(self) -> Part:
        """Which rule of sharing/rules.py governs it."""
        return KIND_PARTS.get(self.kind, Part.STEPS)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def move_to(self, status: Status, *, on: date) -> None:
        """`on` is the day it began or ended, where none was told."""
        if status is not self.status and status not in ALLOWED_MOVES[self.status]:
            raise MoveRefused
        self.status = status
        self.settle(on=on)

    def settle(self, *, on: date) -> None:
        """Makes the days agree with the status; raises DatesRefused when they cannot."""
        if self.status in BEGUN or self.status is Status.DONE:
            self.started_on = self.started_on or min(on, self.ended_on or on)
        if self.is_open:
            self.ended_on = None
        else:
            self.ended_on = self.ended_on or max(on, self.started_on or on)
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise DatesRefused
        self.placed_on = self.ended_on


class Note(SQLModel, table=True):
    """Her own words on a day of her parcours. Nobody else reads them."""

    __table_args__ = (Index("ix_note_person_day", "person_id", "written_for"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    written_for: date
    words: str
    created_at: datetime
    changed_at: datetime
    removed_at: datetime | None = None
