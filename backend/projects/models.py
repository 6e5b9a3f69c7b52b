"""What she wants to do, in her words; what professionals set beside it; what she answers."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words
from backend.people.recorded import Recorded
from backend.sharing.models import Part
from backend.sharing.rules import THEME_PARTS
from backend.vocabulary.themes import Theme


class MoveRefused(Conflict):
    """What was asked is no longer possible: the objective has ended, the undo came too late."""


class ProjectVersion(SQLModel, table=True):
    """Written by her alone, never rewritten: a new one is added (C. trav. L5411-5-1 III)."""

    __tablename__ = "project_version"
    __table_args__ = (Index("ix_project_version_person_at", "person_id", "written_at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    words: str
    written_at: datetime


class ObjectiveStatus(StrEnum):
    IN_PROGRESS = "in_progress"
    REACHED = "reached"
    GIVEN_UP = "given_up"


class Objective(Recorded, table=True):
    """Set by a professional. Its words never change under her answer: another one begins."""

    __table_args__ = (
        UniqueConstraint("structure_id", "reference"),
        Index("ix_objective_changed", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    theme: Theme | None = Field(default=None, sa_type=words(Theme))
    words: str
    status: ObjectiveStatus = Field(
        default=ObjectiveStatus.IN_PROGRESS, sa_type=words(ObjectiveStatus)
    )
    set_on: date
    ended_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.status is ObjectiveStatus.IN_PROGRESS

    @property
    def part(self) -> Part:
        """What governs who sees it: about health or the family it is more private."""
        private = THEME_PARTS.get(self.theme) if self.theme else None
        return private or Part.OBJECTIVES


class Stance(StrEnum):
    MINE = "mine"  # « c'est mon projet »
    NOT_MINE = "not_mine"  # « ce n'est pas mon projet »


class ObjectiveAnswer(SQLModel, table=True):
    """What she said of an objective. The last one counts, all are kept."""

    __tablename__ = "objective_answer"

    id: int = Field(default=None, primary_key=True)
    objective_id: int = Field(foreign_key="objective.id", index=True)
    stance: Stance = Field(sa_type=words(Stance))
    words: str = ""  # her reason
    answered_at: datetime
    read_at: datetime | None = None  # by an adviser of the structure that set it
