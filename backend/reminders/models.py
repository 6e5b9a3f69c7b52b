"""A delivery is one sending of one reminder to one target; its unique key is the claim to send."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.database import words


class Kind(StrEnum):
    CONFIRMATION = "confirmation"
    MOVED = "moved"
    WEEK_BEFORE = "week_before"
    TWO_DAYS_BEFORE = "two_days_before"
    DAY = "day"
    CHECK_IN = "check_in"
    STEP = "step"
    REVIEW = "review"
    CLAIM = "claim"  # something new in a claim of hers
    CLAIM_LIMIT = "claim_limit"  # what is missing is awaited for a few days more
    REFERRAL = "referral"  # a request for a solution awaits her, or was answered, or was not
    SURVEY = "survey"  # her opinion is asked
    IMPROVEMENT = "improvement"  # something was done with what people said


class Subject(StrEnum):
    """What a reminder is about; with its id, where its facts are read again before sending."""

    APPOINTMENT = "appointment"
    STEP = "step"
    CHECK_IN = "check_in"  # the id is that of the step « emploi »
    REVIEW = "review"
    CLAIM = "claim"  # the id is that of the entry that tells it
    REFERRAL = "referral"  # the same
    SURVEY = "survey"
    IMPROVEMENT = "improvement"  # the id is that of the notice


class State(StrEnum):
    READY = "ready"  # to be sent once due_at and lease_until have passed
    SENT = "sent"
    GONE = "gone"  # the browser no longer exists
    FAILED = "failed"  # tried, and will not be tried again
    DROPPED = "dropped"  # no longer true or too late: nothing was sent


FINAL = {State.SENT, State.GONE, State.FAILED, State.DROPPED}


class Channel(StrEnum):
    PUSH = "push"
    EMAIL = "email"
    SMS = "sms"
    NOBODY = "nobody"  # no way to reach her: kept so that it can be seen


class Delivery(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("subject", "subject_id", "kind", "occasion", "target"),
        Index("ix_delivery_due", "state", "due_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    subject: Subject = Field(sa_type=words(Subject))
    subject_id: int
    kind: Kind = Field(sa_type=words(Kind))
    occasion: str  # what tells this reminder from the same kind at another time: see rules.py
    channel: Channel = Field(sa_type=words(Channel))
    target: str  # "push:12", "email", "sms", "nobody": one row for each
    state: State = Field(default=State.READY, sa_type=words(State))
    due_at: datetime  # never changed: a retry waits on lease_until
    stale_at: datetime  # after this moment it would only puzzle her
    attempts: int = 0
    lease_until: datetime | None = None  # nobody touches it before: held by a worker, or put off
    sent_at: datetime | None = None
    reason: str = ""  # why it failed or was dropped, in code words
