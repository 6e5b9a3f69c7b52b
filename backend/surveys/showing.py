"""What the page about one request tells her, at the question where she is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from backend import clock
from backend.people.access import today_of
from backend.people.models import Adviser, Person
from backend.people.queries import team_of
from backend.surveys import comments, queries
from backend.surveys.access import Answering
from backend.surveys.distress import HELP, Help, sounds_distressed
from backend.surveys.identifying import MARKS
from backend.surveys.keys import KeyForgotten, tokens_of
from backend.surveys.models import CHANGEABLE, Comment, Obstacle, Said
from backend.surveys.progress import SHORT, Progress, Stage, Standing, standing_of
from backend.surveys.quarters import release_day
from backend.surveys.questionnaires import said_in
from backend.surveys.words import (
    FACES,
    FIRST_QUESTION,
    HELPED_QUESTION,
    OBSTACLES,
    OBSTACLES_QUESTION,
    SAID,
    WORDS_QUESTION,
)
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import _

DAY = timedelta(days=1)


class Line(NamedTuple):
    """A question that has its answer, and where it is changed."""

    question: str
    answer: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything the page says; sentences are made when they are read."""

    survey: queries.Card
    standing: Standing
    until: date  # the last day to answer
    results_on: date
    change_until: date | None  # the last day to say something else
    progress: Progress | None = None
    stage: Stage = Stage.FACE
    form: Form[Any] = field(default_factory=forms.empty)
    language: str
    team: Sequence[Adviser] = ()

    @property
    def next(self) -> Stage:
        return self.progress.after(self.stage) if self.progress else Stage.END

    @property
    def next_open(self) -> Stage:
        """The first question without an answer."""
        return self.progress.after(Stage.FACE) if self.progress else Stage.END

    @property
    def caller(self) -> Adviser | None:
        """Whom she can call, her référente first."""
        return next((one for one in self.team if one.phone), None)

    @property
    def comment(self) -> Comment | None:
        return self.progress.comment if self.progress else None

    @property
    def is_distressed(self) -> bool:
        return self.comment is not None and sounds_distressed(self.comment.text)

    @property
    def is_masked(self) -> bool:
        return self.comment is not None and any(mark in self.comment.text for mark in MARKS)

    @property
    def help(self) -> Sequence[Help]:
        return HELP

    @property
    def question(self) -> str:
        return self.words_of(self.stage)

    def words_of(self, stage: Stage) -> str:
        if stage in SHORT and self.progress is not None:
            return said_in(self.progress.questions[SHORT.index(stage)], self.language)
        return _(
            {
                Stage.FACE: FIRST_QUESTION,
                Stage.HELPED: HELPED_QUESTION,
                Stage.OBSTACLES: OBSTACLES_QUESTION,
            }.get(stage, WORDS_QUESTION)
        )

    @property
    def lines(self) -> list[Line]:
        """What she has said so far, but the question she is at."""
        if self.progress is None:
            return []
        return [
            Line(
                self.words_of(stage),
                self._answer_at(stage),
                f"{self.survey.path}?question={stage}#avis",
            )
            for stage in self.progress.answered
            if stage is not self.stage and (stage, self.stage) != (Stage.WORDS, Stage.END)
        ]

    def _answer_at(self, stage: Stage) -> str:
        if self.progress is None:
            return ""
        said = self.progress.said(stage)
        if said is not None:
            return _(SAID[said])
        if stage is Stage.FACE:
            return _(FACES[self.progress.answer.face])
        if stage is Stage.OBSTACLES:
            return " · ".join(_(OBSTACLES[one]) for one in self.progress.obstacles)
        return self.comment.text if self.comment else ""

    @property
    def answer(self) -> str:
        """To the question she is at."""
        return self._answer_at(self.stage)

    @property
    def choices(self) -> list[tuple[Said, str]]:
        return [(said, _(words)) for said, words in SAID.items()]

    @property
    def boxes(self) -> list[tuple[Obstacle, str]]:
        return [(obstacle, _(words)) for obstacle, words in OBSTACLES.items()]


def shown(hers: Answering, wished: str = "", *, form: Form[Any] | None = None) -> Shown:
    """At the question she wishes to see, else at the first without an answer."""
    now, today, request = clock.now(), today_of(hers.visit), hers.request
    person = hers.session.get_one(Person, request.person_id)
    standing = standing_of(request, now=now, today=today)
    progress = None
    if standing is Standing.CHANGEABLE:
        progress = _progress(hers)
        standing = standing if progress else Standing.SEALED
    return Shown(
        survey=queries.card(request, back=hers.path),
        standing=standing,
        until=request.expires_at.astimezone(hers.visit.zone).date(),
        results_on=release_day(request.quarter),
        change_until=request.answered_on and request.answered_on + CHANGEABLE - DAY,
        progress=progress,
        stage=progress.at(wished) if progress else Stage.FACE,
        form=form or forms.empty(mots=progress.words if progress else ""),
        language=hers.visit.language,
        team=[one for one in team_of(hers.session, person, today=today) if not one.has_left(today)],
    )


def _progress(hers: Answering) -> Progress | None:
    """None once nobody can tell her answer from the others."""
    session, request = hers.session, hers.request
    try:
        tokens = tokens_of(session, request, secret=hers.secret)
    except KeyForgotten:
        return None
    answer = queries.answer_with(session, tokens.answer)
    if answer is None:
        return None
    comment = comments.of_token(session, tokens.comment)
    return Progress(answer, comment, queries.questionnaire_of(session, request).asked)
