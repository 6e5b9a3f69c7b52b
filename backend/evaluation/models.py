"""What is published of the answers: written once when a quarter is counted, never changed."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.database import words
from backend.surveys.models import Moment
from backend.vocabulary.themes import Theme

METHOD = 1  # of counting and hiding: raised when either changes


class Release(SQLModel, table=True):
    """One quarter of one territory, counted."""

    __tablename__ = "survey_release"
    __table_args__ = (UniqueConstraint("territory_id", "quarter"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    quarter: date  # its first day
    released_at: datetime
    method: int = METHOD
    asked: int  # requests; answers are in its results
    skipped: int


class Cut(StrEnum):
    """By what a table is cut. Each of the first four adds up to the whole."""

    TERRITORY = "territory"
    STRUCTURE = "structure"
    MOMENT = "moment"
    THEME = "theme"
    STRUCTURE_MOMENT = "structure_moment"


class Asked(StrEnum):
    """What a result is of."""

    SATISFACTION = "satisfaction"  # three faces
    HELPED = "helped"
    OBSTACLES = "obstacles"  # of those whom it did not help, or a little: several may be ticked
    FIRST = "first"  # a short question of one version
    SECOND = "second"
    REACHED = "reached"  # how far people went: for the team


class Result(SQLModel, table=True):
    """One group of answers to one question. Every row may be shown to everybody but REACHED.

    Where a cut's own column is None, `together` tells several groups told as one from answers that
    have no structure or theme.
    """

    __tablename__ = "survey_result"
    __table_args__ = (
        Index("ix_survey_result_release", "release_id", "cut", "question"),
        Index("ix_survey_result_structure", "structure_id", "cut"),
    )

    id: int = Field(default=None, primary_key=True)
    release_id: int = Field(foreign_key="survey_release.id", ondelete="CASCADE")
    cut: Cut = Field(sa_type=words(Cut))
    structure_id: int | None = Field(default=None, foreign_key="structure.id")
    moment: Moment | None = Field(default=None, sa_type=words(Moment))
    theme: Theme | None = Field(default=None, sa_type=words(Theme))
    together: bool = False
    question: Asked = Field(sa_type=words(Asked))
    questionnaire_id: int | None = Field(  # FIRST and SECOND: versions are never mixed
        default=None, foreign_key="questionnaire.id"
    )
    asked: int  # people who were asked
    answers: int  # of those who answered this question
    counts: str  # JSON {code: how many}: a code that is too rare to be told is missing

    @property
    def by_code(self) -> Mapping[str, int]:
        return json.loads(self.counts)


class Improvement(SQLModel, table=True):
    """« Vous avez dit, nous avons fait »: written by the team, beside the results it answers."""

    __table_args__ = (Index("ix_improvement_territory", "territory_id", "published_at"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    structure_id: int | None = Field(default=None, foreign_key="structure.id", index=True)
    moment: Moment | None = Field(default=None, sa_type=words(Moment))
    release_id: int | None = Field(  # the results it answers
        default=None, foreign_key="survey_release.id", ondelete="SET NULL"
    )
    said: str
    done: str
    adviser_id: int = Field(foreign_key="adviser.id")
    saved_at: datetime
    published_at: datetime | None = None  # None: a draft
    withdrawn_at: datetime | None = None


class ImprovementNotice(SQLModel, table=True):
    """She was asked about it: she is told what came of it, whether she answered or not."""

    __tablename__ = "improvement_notice"
    __table_args__ = (
        UniqueConstraint("person_id", "improvement_id"),
        Index("ix_improvement_notice_told", "told_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    improvement_id: int = Field(foreign_key="improvement.id", ondelete="CASCADE")
    told_at: datetime
