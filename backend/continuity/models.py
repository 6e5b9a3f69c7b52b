"""The watch over the continuity of each parcours: what it noticed, and when it looks again."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from backend.database import words


class Worry(StrEnum):
    """What the watch can notice, the most worrying first."""

    NO_REFERENT = "no_referent"
    NO_CONTACT = "no_contact"
    NO_APPOINTMENT = "no_appointment"
    NO_NEXT_STEP = "no_next_step"
    LATE_ORIENTATION = "late_orientation"
    LATE_CONTRACT = "late_contract"
    NO_REPLY = "no_reply"  # from a solution that was asked for a place


class Signal(SQLModel, table=True):
    """Something noticed that still holds; deleted once it no longer does."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    worry: Worry = Field(sa_type=words(Worry), primary_key=True)
    since: date  # the last appointment, the last contact, the day the référent left…
    desk_from: date  # her advisers see it from this day
    hers_from: date  # she sees it from this day
    noticed_at: datetime


class Watch(SQLModel, table=True):
    """When nothing changes around her, nothing new can be noticed before `look_on`."""

    __table_args__ = (Index("ix_watch_look", "look_on", "person_id"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    look_on: date | None  # None: no day of its own, only a change


class WatchRun(SQLModel, table=True):
    """The last night run of a territory, and how far it got."""

    __tablename__ = "watch_run"

    territory_id: int = Field(foreign_key="territory.id", primary_key=True)
    changes_until: datetime  # every change before it has been looked at
    ran_for: date | None = None  # the territory's own day
    rules: str = ""  # what it judged by: others, and everybody is looked at again


class WatchRule(SQLModel, table=True):
    """What a territory says otherwise than rules.DEFAULTS."""

    __tablename__ = "watch_rule"

    territory_id: int = Field(foreign_key="territory.id", primary_key=True)
    worry: Worry = Field(sa_type=words(Worry), primary_key=True)
    is_on: bool = True
    days: int
    head_start_days: int = 0  # how long her advisers see it before she does
