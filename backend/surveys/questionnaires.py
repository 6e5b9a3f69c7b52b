"""Which questions are asked at each moment: versions, of which one at most is in use.

A version that was published is never rewritten: results are told version by version.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, select

from backend.surveys.models import Moment, Question, Questionnaire
from backend.web.language import DEFAULT, base_of

SHIPPED = Path(__file__).parent / "questionnaires.json"


@lru_cache
def shipped() -> Mapping[Moment, list[Question]]:
    """What every territory begins with."""
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {Moment(moment): questions for moment, questions in told.items()}


def current(session: Session, territory_id: int, moment: Moment, *, now: datetime) -> Questionnaire:
    """The version in use; the first one is made from what is shipped."""
    used = in_use(session, territory_id, moment)
    while used is None:  # two at once agree on one
        first = insert(Questionnaire).values(
            territory_id=territory_id,
            moment=moment,
            version=1,
            questions=written(shipped()[moment]),
            saved_at=now,
            published_at=now,
        )
        session.connection().execute(first.on_conflict_do_nothing())
        used = in_use(session, territory_id, moment)
    return used


def in_use(session: Session, territory_id: int, moment: Moment) -> Questionnaire | None:
    """None as long as nobody was asked and nothing was changed: it is what is shipped."""
    return session.exec(
        select(Questionnaire).where(
            Questionnaire.territory_id == territory_id,
            Questionnaire.moment == moment,
            col(Questionnaire.published_at).is_not(None),
            col(Questionnaire.replaced_at).is_(None),
        )
    ).one_or_none()


def shown(session: Session, territory_id: int, moment: Moment) -> list[Question]:
    """What is asked, without writing anything."""
    used = in_use(session, territory_id, moment)
    return used.asked if used else shipped()[moment]


def said_in(question: Question, language: str) -> str:
    """In that language, else the one it falls back on, else French."""
    words = question["words"]
    return words.get(language) or words.get(base_of(language)) or words[DEFAULT]


def written(questions: Sequence[Question]) -> str:
    return json.dumps(questions, ensure_ascii=False, sort_keys=True)


def versions_of(session: Session, territory_id: int, moment: Moment) -> Sequence[Questionnaire]:
    """Those that were published, newest first."""
    return session.exec(
        select(Questionnaire)
        .where(
            Questionnaire.territory_id == territory_id,
            Questionnaire.moment == moment,
            col(Questionnaire.published_at).is_not(None),
        )
        .order_by(col(Questionnaire.version).desc())
    ).all()
