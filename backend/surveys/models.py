"""Her opinion of the support: what she is asked, and answers that name nobody.

A request is hers. An answer and a comment are nobody's: see docs/decisions/0016.
"""

import json
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypedDict

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words
from backend.vocabulary.themes import Theme

ANSWERABLE = timedelta(days=14)  # how long a request awaits her
CHANGEABLE = timedelta(days=7)  # how long she may say something else, from her first tap
BETWEEN = timedelta(days=7)  # one request a week at most
MOST_QUESTIONS = 2  # of the territory's own, after the first


class Moment(StrEnum):
    """What she is asked about, the most telling first: one request a week at most."""

    CLAIM = "claim"  # it was answered
    REVIEW = "review"  # a point de situation was held
    JOB = "job"  # month 3 of a job
    REFERRAL = "referral"  # a request for a solution came to its end
    STEP = "step"  # it is finished
    APPOINTMENT = "appointment"  # it was held


class Face(StrEnum):
    """The national scale of « Je donne mon avis »: 3, 2, 1."""

    GOOD = "good"
    MEDIUM = "medium"
    BAD = "bad"


class Said(StrEnum):
    """Of a short question, and of « did it help you to move forward? »."""

    YES = "yes"
    A_LITTLE = "a_little"
    NO = "no"
    DO_NOT_KNOW = "do_not_know"


class Obstacle(StrEnum):
    """What keeps her from moving forward, the same at every moment so that it adds up."""

    WAITING = "waiting"  # too long between two steps
    NO_PLACE = "no_place"  # nothing free, or nothing near
    NOT_LISTENED = "not_listened"
    NOT_UNDERSTOOD = "not_understood"  # too many papers, too many people
    TRANSPORT = "transport"
    MONEY = "money"
    HOUSING = "housing"
    HEALTH = "health"
    FAMILY = "family"
    FRENCH = "french"
    DIGITAL = "digital"
    OTHER = "other"


class Question(TypedDict):
    """A short question: its code, and its words by language code ("fr" at least)."""

    code: str
    words: dict[str, str]


class Questionnaire(SQLModel, table=True):
    """One version of what is asked at one moment. Once published it is never rewritten."""

    __table_args__ = (UniqueConstraint("territory_id", "moment", "version"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    moment: Moment = Field(sa_type=words(Moment))
    version: int
    questions: str = "[]"  # JSON: a list of Question, MOST_QUESTIONS of them at most
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # None: as shipped
    saved_at: datetime
    published_at: datetime | None = None  # None: a draft, which nobody is asked
    replaced_at: datetime | None = None

    @property
    def asked(self) -> list[Question]:
        return json.loads(self.questions)


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"  # « passer »: counted, and not asked again
    EXPIRED = "expired"  # she said nothing
    SEALED = "sealed"  # counted and published: whether she answered is forgotten


class SurveyRequest(SQLModel, table=True):
    """She is asked once about one event."""

    __tablename__ = "survey_request"
    __table_args__ = (
        UniqueConstraint("person_id", "moment", "subject_id"),
        Index("ix_survey_request_person", "person_id", "asked_at"),
        Index("ix_survey_request_asked", "asked_at"),
        Index("ix_survey_request_state", "state", "expires_at"),
        Index("ix_survey_request_quarter", "territory_id", "quarter"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    territory_id: int = Field(foreign_key="territory.id")
    moment: Moment = Field(sa_type=words(Moment))
    subject_id: int  # of the appointment, step, referral, claim or review it speaks of
    structure_id: int | None = Field(default=None, foreign_key="structure.id", index=True)
    theme: Theme | None = Field(default=None, sa_type=words(Theme))
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    happened_on: date  # so that she knows what it is about
    quarter: date  # its first day: the one of `asked_at`, where she lives
    asked_at: datetime
    expires_at: datetime
    state: State = Field(default=State.OPEN, sa_type=words(State))
    answered_on: date | None = None  # the first tap: CHANGEABLE runs from it; then forgotten

    def is_open(self, now: datetime) -> bool:
        return self.state is State.OPEN and now < self.expires_at

    def can_change(self, today: date) -> bool:
        is_known = self.state is State.ANSWERED and self.answered_on is not None
        return is_known and today < self.answered_on + CHANGEABLE


class SurveyStop(SQLModel, table=True):
    """« Ne plus me demander »: no row for those who may be asked."""

    __tablename__ = "survey_stop"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    stopped_at: datetime


class SurveyKey(SQLModel, table=True):
    """What makes the tokens of one quarter. Deleted when the quarter is published."""

    __tablename__ = "survey_key"

    quarter: date = Field(primary_key=True)
    key: str  # 64 hexadecimal signs


class SurveyAnswer(SQLModel, table=True):
    """What somebody said. Nothing tells in which order rows came, or when in the quarter."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index("ix_survey_answer_quarter", "territory_id", "quarter"),
        {"sqlite_with_rowid": False},
    )

    token: str = Field(primary_key=True)  # one-way, of the request: see keys.py
    respondent: str  # one-way, of the person in this quarter: so that people can be counted
    territory_id: int = Field(foreign_key="territory.id")
    quarter: date
    structure_id: int | None = Field(default=None, foreign_key="structure.id")
    moment: Moment = Field(sa_type=words(Moment))
    theme: Theme | None = Field(default=None, sa_type=words(Theme))
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    face: Face = Field(sa_type=words(Face))
    first: Said | None = Field(default=None, sa_type=words(Said))
    second: Said | None = Field(default=None, sa_type=words(Said))
    helped: Said | None = Field(default=None, sa_type=words(Said))
    obstacles: str = ""  # Obstacle codes between spaces
    has_words: bool = False


class CommentState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why words are not made public."""

    NAMES = "names"  # somebody could be recognised
    INSULT = "insult"
    OFF_TOPIC = "off_topic"
    NOT_SURE = "not_sure"  # a doubt is enough


class Comment(SQLModel, table=True):
    """Her words, masked before they are stored; read by a moderator before anybody else."""

    __tablename__ = "survey_comment"
    __table_args__ = (
        Index("ix_survey_comment_state", "territory_id", "state", "week"),
        Index("ix_survey_comment_shown", "territory_id", "quarter", "state", "token", "moment"),
        {"sqlite_with_rowid": False},
    )

    token: str = Field(primary_key=True)  # one-way, of the request; not the answer's
    territory_id: int = Field(foreign_key="territory.id")
    structure_id: int | None = Field(default=None, foreign_key="structure.id")
    moment: Moment = Field(sa_type=words(Moment))
    quarter: date
    week: date  # its Monday: the oldest are read first
    face: Face = Field(sa_type=words(Face))
    language: str
    text: str  # masked
    state: CommentState = Field(default=CommentState.WAITING, sa_type=words(CommentState))
    shown: str = ""  # once accepted: as it is made public
    refusal: Refusal | None = Field(default=None, sa_type=words(Refusal))
    moderator_id: int | None = Field(default=None, foreign_key="adviser.id")
    moderated_at: datetime | None = None


class Moderator(SQLModel, table=True):
    """Reads words, besides the territory's team: never those about one's own structure."""

    __tablename__ = "survey_moderator"

    adviser_id: int = Field(primary_key=True, foreign_key="adviser.id")
    territory_id: int = Field(foreign_key="territory.id", index=True)
    named_at: datetime


class TooLate(Conflict):
    """The request is over, or was answered more than a week ago."""
