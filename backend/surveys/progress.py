"""Where she is in saying what she thinks: one question after the other, each as optional."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backend.surveys.models import (
    Comment,
    Obstacle,
    Question,
    Said,
    State,
    SurveyAnswer,
    SurveyRequest,
)

HINDERED = {Said.NO, Said.A_LITTLE}  # then she is asked what keeps her from moving forward


class Standing(StrEnum):
    """What can still be done with a request."""

    OPEN = "open"
    SKIPPED = "skipped"  # she passed; until its day she may still change her mind
    CHANGEABLE = "changeable"
    KEPT = "kept"  # said, and no longer changed
    EXPIRED = "expired"
    SEALED = "sealed"


OVER = {State.EXPIRED: Standing.EXPIRED, State.SEALED: Standing.SEALED}


def standing_of(request: SurveyRequest, *, now: datetime, today: date) -> Standing:
    if request.state in OVER:
        return OVER[request.state]
    if request.state is State.ANSWERED:
        return Standing.CHANGEABLE if request.can_change(today) else Standing.KEPT
    if now >= request.expires_at:
        return Standing.EXPIRED
    return Standing.OPEN if request.state is State.OPEN else Standing.SKIPPED


ANSWERING = {Standing.OPEN, Standing.SKIPPED, Standing.CHANGEABLE}


class Stage(StrEnum):
    """One question each, as addresses name them."""

    FACE = "visage"
    FIRST = "question-1"
    SECOND = "question-2"
    HELPED = "avancer"
    OBSTACLES = "freins"
    WORDS = "mots"
    END = "fin"


SHORT = (Stage.FIRST, Stage.SECOND)  # in the order of the questionnaire


@dataclass(frozen=True)
class Progress:
    answer: SurveyAnswer
    comment: Comment | None
    questions: Sequence[Question]

    @property
    def stages(self) -> list[Stage]:
        asked = [Stage.FACE, *SHORT[: len(self.questions)], Stage.HELPED]
        return [*asked, *([Stage.OBSTACLES] if self.is_hindered else []), Stage.WORDS]

    @property
    def is_hindered(self) -> bool:
        return self.answer.helped in HINDERED

    @property
    def words(self) -> str:
        return self.comment.text if self.comment else ""

    @property
    def total(self) -> int:
        return len(self.stages)

    @property
    def obstacles(self) -> list[Obstacle]:
        return [Obstacle(code) for code in self.answer.obstacles.split()]

    def number(self, stage: Stage) -> int:
        return self.stages.index(stage) + 1

    def said(self, stage: Stage) -> Said | None:
        answers = {
            Stage.FIRST: self.answer.first,
            Stage.SECOND: self.answer.second,
            Stage.HELPED: self.answer.helped,
        }
        return answers.get(stage)

    def is_answered(self, stage: Stage) -> bool:
        if stage is Stage.OBSTACLES:
            return bool(self.answer.obstacles)
        if stage is Stage.WORDS:
            return self.comment is not None
        return stage is Stage.FACE or self.said(stage) is not None

    @property
    def answered(self) -> list[Stage]:
        return [stage for stage in self.stages if self.is_answered(stage)]

    def after(self, stage: Stage) -> Stage:
        """The next that has no answer yet."""
        later = self.stages[self.stages.index(stage) + 1 :] if stage in self.stages else []
        return next((one for one in later if not self.is_answered(one)), Stage.END)

    def at(self, wished: str) -> Stage:
        """The question she asked to see, else the first without an answer."""
        if wished == Stage.END or wished in self.stages:
            return Stage(wished)
        return self.after(Stage.FACE)
