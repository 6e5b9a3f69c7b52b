"""The first months in a job: a light question at four moments, two taps."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words

CHANGEABLE = timedelta(days=7)  # how long she may say something else


class Moment(StrEnum):
    WEEK_1 = "week_1"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"


class Answer(StrEnum):
    FINE = "fine"  # « ça va »
    TROUBLE = "trouble"  # « j'ai un souci »


class CheckIn(SQLModel, table=True):
    """Her answer at one moment of one job. No row: silence, which is never held against her."""

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("step_id", "moment"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    moment: Moment = Field(sa_type=words(Moment))
    answer: Answer = Field(sa_type=words(Answer))
    words: str = ""
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)  # told
    answered_at: datetime
    handled_at: datetime | None = None  # the adviser has got in touch

    def can_change(self, now: datetime) -> bool:
        return now < self.answered_at + CHANGEABLE

    @property
    def is_waiting(self) -> bool:
        """Somebody was told, and has not yet noted that it is dealt with."""
        return self.answer is Answer.TROUBLE and self.handled_at is None


class TooLateToChange(Conflict):
    """She answered more than a week ago: a new worry is told by telephone or at the next moment."""
