"""What she lets others see beyond the rules, and who looked."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from backend.database import words


class Part(StrEnum):
    """A part of her file that one rule governs: see rules.py."""

    TEAM = "team"
    PROJECT = "project"
    OBJECTIVES = "objectives"
    STEPS = "steps"
    APPOINTMENTS = "appointments"
    REVIEWS = "reviews"
    SITUATION = "situation"
    HEALTH = "health"
    FAMILY = "family"
    OWN_VIEW = "own_view"
    CHECK_INS = "check_ins"
    NOTES = "notes"


class Share(SQLModel, table=True):
    """She allows a structure to see a part. Never rewritten: taken back, it keeps both dates."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    structure_id: int = Field(foreign_key="structure.id")
    part: Part = Field(sa_type=words(Part))
    granted_at: datetime
    revoked_at: datetime | None = None


class Purpose(StrEnum):
    """Why a professional opened her file: said to her in these words."""

    PARCOURS = "parcours"
    SITUATION = "situation"
    PROJECT = "project"
    REVIEW = "review"
    HANDOVER = "handover"
    CONTACT = "contact"
    CLAIM = "claim"
    TOOL = "tool"  # the structure's own software read it


class Consultation(SQLModel, table=True):
    """A professional, or a structure's tool, looked at her file (CJUE C-579/21)."""

    __table_args__ = (Index("ix_consultation_person_at", "person_id", "looked_at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    structure_id: int = Field(foreign_key="structure.id")
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # None: a tool
    function: str = ""  # of the adviser, on that day
    purpose: Purpose = Field(sa_type=words(Purpose))
    looked_at: datetime
