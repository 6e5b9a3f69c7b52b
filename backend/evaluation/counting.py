"""The answers of one quarter of one territory, counted by the database: no row is loaded."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from backend.evaluation.hiding import KNOWN, Cell, Group, Table, merged
from backend.surveys.models import Obstacle, Said, State, SurveyAnswer, SurveyRequest

HAS_AN_OPINION = (Said.YES, Said.A_LITTLE, Said.NO)
WAS_NOT_HELPED = (Said.A_LITTLE, Said.NO)
PLACE = (col(SurveyAnswer.structure_id), col(SurveyAnswer.moment), col(SurveyAnswer.theme))
VERSION = (col(SurveyAnswer.moment), col(SurveyAnswer.questionnaire_id))


@dataclass(frozen=True)
class Tallies:
    """Cells are (structure, moment, theme), or (moment, questionnaire) for the short questions."""

    asked: Mapping[Cell, int]  # (structure, moment, theme, questionnaire)
    skipped: int
    satisfaction: Table
    helped: Table
    first: Table
    second: Table
    obstacles: Table  # (moment,), by obstacle
    reached: Mapping[Hashable, Mapping[str, int]]  # by moment


def count(session: Session, territory_id: int, quarter: date) -> Tallies:
    """Reads only."""
    answers = _Answers(session, territory_id, quarter)
    asked, skipped = _requests(session, territory_id, quarter)
    helped = col(SurveyAnswer.helped)
    return Tallies(
        asked=asked,
        skipped=skipped,
        satisfaction=answers.by(PLACE, col(SurveyAnswer.face)),
        helped=answers.by(PLACE, helped, helped.in_(HAS_AN_OPINION)),
        first=answers.by(VERSION, col(SurveyAnswer.first)),
        second=answers.by(VERSION, col(SurveyAnswer.second)),
        obstacles=answers.obstacles(),
        reached=answers.reached(),
    )


@dataclass(frozen=True)
class _Answers:
    session: Session
    territory_id: int
    quarter: date

    @property
    def _counted(self) -> tuple[ColumnElement[bool], ...]:
        return (
            col(SurveyAnswer.territory_id) == self.territory_id,
            col(SurveyAnswer.quarter) == self.quarter,
        )

    def by(
        self,
        keys: Sequence[Mapped[Any]],
        code: Mapped[Any],
        *conditions: ColumnElement[bool],
    ) -> Table:
        """Counts each code in each cell, and knows a few of those who gave it."""
        each = (
            select(
                *(key.label(f"key{place}") for place, key in enumerate(keys)),
                code.label("code"),
                col(SurveyAnswer.respondent).label("respondent"),
                func.count().label("answers"),
            )
            .where(*self._counted, code.is_not(None), *conditions)
            .group_by(*keys, code, col(SurveyAnswer.respondent))
            .subquery()
        )
        cell = (*(each.c[f"key{place}"] for place in range(len(keys))), each.c.code)
        ranked = select(
            *cell,
            each.c.respondent,
            func.sum(each.c.answers).over(partition_by=cell).label("answers"),
            func.row_number().over(partition_by=cell, order_by=each.c.respondent).label("place"),
        ).subquery()
        rows = self.session.connection().execute(select(*ranked.c).where(ranked.c.place <= KNOWN))
        counts: defaultdict[Cell, dict[str, int]] = defaultdict(dict)
        people: defaultdict[Cell, defaultdict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for *key, said, respondent, answers, _ in rows:
            counts[*key][said] = int(answers)
            people[*key][said].add(respondent)
        return {
            key: Group(counts[key], {said: frozenset(who) for said, who in people[key].items()})
            for key in counts
        }

    def obstacles(self) -> Table:
        """Several may be ticked: what is counted is each choice there was, 2¹² at most."""
        ticked = col(SurveyAnswer.obstacles)
        choices = self.by(
            (col(SurveyAnswer.moment),),
            ticked,
            ticked != "",
            col(SurveyAnswer.helped).in_(WAS_NOT_HELPED),
        )
        return {cell: _by_obstacle(group) for cell, group in choices.items()}

    def reached(self) -> dict[Hashable, dict[str, int]]:
        """How many answers went so far."""
        first, second = col(SurveyAnswer.first), col(SurveyAnswer.second)
        moment, helped = col(SurveyAnswer.moment), col(SurveyAnswer.helped)
        rows = self.session.connection().execute(
            select(
                moment,
                func.count(),
                func.count().filter(or_(first.is_not(None), second.is_not(None))),
                func.count(helped),
                func.count().filter(col(SurveyAnswer.has_words)),
            )
            .where(*self._counted)
            .group_by(moment)
        )
        return {
            one: {"face": face, "short": short, "helped": helped, "words": words}
            for one, face, short, helped, words in rows
        }


def _by_obstacle(choices: Group) -> Group:
    return merged(
        Group({code: choices.counts[choice]}, {code: who})
        for choice, who in choices.people.items()
        for code in choice.split()
        if code in list(Obstacle)
    )


def _requests(session: Session, territory_id: int, quarter: date) -> tuple[dict[Cell, int], int]:
    asked: Counter[Cell] = Counter()
    skipped = 0
    by = (
        col(SurveyRequest.structure_id),
        col(SurveyRequest.moment),
        col(SurveyRequest.theme),
        col(SurveyRequest.questionnaire_id),
    )
    rows = session.connection().execute(
        select(*by, func.count(), func.count().filter(col(SurveyRequest.state) == State.SKIPPED))
        .where(
            col(SurveyRequest.territory_id) == territory_id,
            col(SurveyRequest.quarter) == quarter,
        )
        .group_by(*by)
    )
    for *cell, requests, passed in rows:
        asked[*cell] += requests
        skipped += passed
    return dict(asked), skipped
