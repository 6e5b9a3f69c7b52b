"""A coordination group: advisers of several structures look at a blocked situation together."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from backend.database import words


class Group(SQLModel, table=True):
    __tablename__ = "coordination_group"
    __table_args__ = (Index("ix_coordination_group_person", "person_id", "opened_at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    adviser_id: int = Field(foreign_key="adviser.id", index=True)  # who opened it
    reason: str  # what is blocked, in words she reads too
    meets_on: date | None = None
    opened_at: datetime
    closed_at: datetime | None = None


class GroupMember(SQLModel, table=True):
    __tablename__ = "group_member"

    group_id: int = Field(foreign_key="coordination_group.id", primary_key=True)
    adviser_id: int = Field(foreign_key="adviser.id", primary_key=True, index=True)
    joined_at: datetime


class Answer(StrEnum):
    AGREES = "agrees"
    DISAGREES = "disagrees"


class Decision(SQLModel, table=True):
    """What they decided together; done only once she agreed. Never rewritten."""

    __tablename__ = "group_decision"

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="coordination_group.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    adviser_id: int = Field(foreign_key="adviser.id")  # who wrote it down
    words: str
    carried_by_id: int | None = Field(default=None, foreign_key="adviser.id")  # who does it
    by_when: date | None = None
    decided_at: datetime
    answer: Answer | None = Field(default=None, sa_type=words(Answer))
    answer_words: str = ""
    answered_at: datetime | None = None
    done_at: datetime | None = None
