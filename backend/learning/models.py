"""What professionals of all bodies learn from each other: practices, who tried them, sessions."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.database import words
from backend.surveys.models import Moment


class Practice(SQLModel, table=True):
    """What a structure does and others may try."""

    __table_args__ = (Index("ix_practice_territory", "territory_id", "moment"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    structure_id: int = Field(foreign_key="structure.id", index=True)
    adviser_id: int = Field(foreign_key="adviser.id", index=True)  # who wrote it
    moment: Moment = Field(sa_type=words(Moment))
    title: str
    before: str  # what went wrong
    what: str  # what is done now
    needed: str = ""  # what one needs for it
    written_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None = None


class Outcome(StrEnum):
    HELPS = "helps"
    A_LITTLE = "a_little"
    DOES_NOT = "does_not"
    TOO_EARLY = "too_early"


class PracticeTrial(SQLModel, table=True):
    """Another structure tries it, and tells what came of it: once a structure."""

    __tablename__ = "practice_trial"
    __table_args__ = (UniqueConstraint("practice_id", "structure_id"),)

    id: int = Field(default=None, primary_key=True)
    practice_id: int = Field(foreign_key="practice.id", ondelete="CASCADE")
    structure_id: int = Field(foreign_key="structure.id", index=True)
    adviser_id: int = Field(foreign_key="adviser.id", index=True)
    outcome: Outcome = Field(default=Outcome.TOO_EARLY, sa_type=words(Outcome))
    words: str = ""
    told_at: datetime


class JointSession(SQLModel, table=True):
    """A training or an exchange open to the professionals of every structure."""

    __tablename__ = "joint_session"
    __table_args__ = (Index("ix_joint_session_start", "territory_id", "starts_at"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    structure_id: int = Field(foreign_key="structure.id", index=True)  # who holds it
    adviser_id: int = Field(foreign_key="adviser.id", index=True)  # who proposed it
    moment: Moment | None = Field(default=None, sa_type=words(Moment))
    practice_id: int | None = Field(default=None, foreign_key="practice.id", ondelete="SET NULL")
    title: str
    words: str = ""
    starts_at: datetime
    duration_minutes: int = 120
    place: str
    places: int | None = None  # None: as many as come
    written_at: datetime
    cancelled_at: datetime | None = None


class Attendance(SQLModel, table=True):
    __tablename__ = "joint_session_attendance"

    session_id: int = Field(primary_key=True, foreign_key="joint_session.id", ondelete="CASCADE")
    adviser_id: int = Field(primary_key=True, foreign_key="adviser.id", index=True)
    said_at: datetime
