"""Published results, as other software asks for them and is told them."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.api.answers import Moment as Instant
from backend.api.answers import Page
from backend.api.answers import Told as Out
from backend.api.paging import PageAsked
from backend.evaluation.models import Asked, Cut, Release, Result
from backend.evaluation.open_data import Told, counts_in, question_in_words, told
from backend.evaluation.periods import PATTERN, period_of, quarter_called
from backend.surveys.models import Moment
from backend.territories.models import Territory
from backend.vocabulary.themes import Theme


class Question(StrEnum):
    """What is told of what was asked."""

    SATISFACTION = "satisfaction"
    HELPED = "helped"
    OBSTACLES = "obstacles"
    FIRST = "first"
    SECOND = "second"


def _known(period: str) -> str:
    if quarter_called(period) is None:
        raise ValueError("There is no such quarter.")
    return period


class ResultsAsked(PageAsked):
    territory: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,10}$")] | None = Field(
        default=None, description="The Insee code of a département.", examples=["81"]
    )
    period: Annotated[str, StringConstraints(pattern=PATTERN), AfterValidator(_known)] | None = (
        Field(default=None, description="A quarter.", examples=["2026-T3"])
    )
    cut: Annotated[str, StringConstraints(pattern=f"^({'|'.join(Cut)})$")] | None = Field(
        default=None, description="By what the whole is cut.", examples=["moment"]
    )
    question: Annotated[str, StringConstraints(pattern=f"^({'|'.join(Question)})$")] | None = Field(
        default=None, description="What was asked.", examples=["satisfaction"]
    )

    @property
    def quarter(self) -> date | None:
        return quarter_called(self.period) if self.period else None


class CountOut(Out):
    code: str
    words: str = Field(description="In French.")
    count: int = Field(description="People who answered this.")
    rate: float | None = Field(description="Of all answers to this question.")
    low: float | None = Field(description="Of the 95 % Wilson interval of the rate.")
    high: float | None


class ResultOut(Out):
    """One group of answers to one question."""

    id: int
    period: str
    territory: str
    cut: Cut = Field(description="Results of one cut add up to the whole; never mix two.")
    structure_id: int | None
    structure: str | None
    moment: Moment | None
    theme: Theme | None
    together: bool = Field(description="Several groups too small to be told alone.")
    question: Question
    question_words: str = Field(description="In French, as it is asked.")
    version: int | None = Field(description="Of the short questions: versions are never mixed.")
    asked: int | None = Field(description="People who were asked.")
    answers: int | None = Field(
        description="What rates are of. Of obstacles, where several may be said: the people whom "
        "it did not help, or only a little."
    )
    counts: list[CountOut]
    method: int = Field(description="The version of how answers are counted and hidden.")
    published_at: Instant


class ResultsPage(Page[ResultOut]):
    pass


def found(session: Session, page: ResultsAsked) -> Sequence[Told]:
    """One more than the page holds: see paging."""
    return told(session, _conditions(page), most=page.limit + 1)


def _conditions(page: ResultsAsked) -> Iterator[ColumnElement[bool]]:
    yield col(Result.id) > page.after
    if page.territory is not None:
        yield col(Territory.code) == page.territory
    if page.quarter is not None:
        yield col(Release.quarter) == page.quarter
    if page.cut is not None:
        yield col(Result.cut) == Cut(page.cut)
    if page.question is not None:
        yield col(Result.question) == Asked(page.question)


def results_out(rows: Sequence[Told]) -> list[ResultOut]:
    return [
        ResultOut(
            id=one.result.id,
            period=period_of(one.release.quarter),
            territory=one.territory,
            cut=one.result.cut,
            structure_id=one.result.structure_id,
            structure=one.structure,
            moment=one.result.moment,
            theme=one.result.theme,
            together=one.result.together,
            question=Question(one.result.question.value),
            question_words=question_in_words(one),
            version=one.questionnaire.version if one.questionnaire else None,
            asked=one.result.asked or None,
            answers=one.result.answers or None,
            counts=[CountOut.model_validate(count) for count in counts_in(one.result)],
            method=one.release.method,
            published_at=one.release.released_at,
        )
        for one in rows
    ]
