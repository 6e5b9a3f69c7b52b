"""The point de situation: the regular look at the parcours, with her."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.people.recorded import Recorded


class MoveRefused(Conflict):
    """What was asked is no longer possible: it was cancelled, or its day has not come."""


class Review(Recorded, table=True):
    """Planned on a day, then held. `adviser_id` is who leads it."""

    __table_args__ = (
        UniqueConstraint("structure_id", "reference"),
        Index("ix_review_person_held", "person_id", "held_on"),
        Index("ix_review_planned", "held_on", "planned_on"),
        Index("ix_review_changed", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    planned_on: date | None = None
    held_on: date | None = None
    agenda: str = ""  # what the professionals want to talk about; she reads it
    decisions: str = ""  # in plain words
    cancelled_at: datetime | None = None

    @property
    def is_planned(self) -> bool:
        return self.held_on is None and self.cancelled_at is None


class ReviewParticipant(SQLModel, table=True):
    """Besides who leads it: « référente, Claire Bonnet »."""

    __tablename__ = "review_participant"

    review_id: int = Field(foreign_key="review.id", primary_key=True)
    adviser_id: int = Field(foreign_key="adviser.id", primary_key=True, index=True)


class Preparation(SQLModel, table=True):
    """What she wants to say at the next one; given to it when it is held."""

    __table_args__ = (Index("ix_preparation_person", "person_id", "review_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    review_id: int | None = Field(default=None, foreign_key="review.id")  # None: the next one
    went_well: str = ""
    blocks: str = ""
    wants: str = ""
    saved_at: datetime
    shown_at: datetime | None = None  # to those who accompany her; None: for herself alone

    @property
    def is_empty(self) -> bool:
        return not (self.went_well or self.blocks or self.wants)

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None and not self.is_empty
