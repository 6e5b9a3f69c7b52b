"""Quarters as they stand once they are counted."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from backend.evaluation.models import Asked, Cut, Release, Result
from backend.surveys.models import Moment, Questionnaire
from backend.territories.models import Structure, Territory
from tests.cast import saved

SUMMER = date(2025, 7, 1)  # 2025-T3, published on 23 October 2025
AUTUMN = date(2025, 10, 1)  # 2025-T4, published on 23 January 2026
CLEAR = {"code": "clear", "words": {"fr": "Était-ce clair ?", "ar": "هل كان واضحا؟"}}


def release(session: Session, territory: Territory, quarter: date = AUTUMN) -> Release:
    when = datetime(2025, 10, 23, 6, tzinfo=UTC)
    if quarter == AUTUMN:
        when = datetime(2026, 1, 23, 6, tzinfo=UTC)
    return saved(
        session,
        Release(
            territory_id=territory.id, quarter=quarter, released_at=when, asked=120, skipped=12
        ),
    )


def result(session: Session, of: Release, cut: Cut, question: Asked, **told: Any) -> Result:
    """`good`, `yes`… are counts; the other words are columns."""
    columns = {name: told.pop(name) for name in list(told) if name in Result.model_fields}
    answers = columns.pop("answers", sum(told.values()))
    row = Result(
        release_id=of.id,
        cut=cut,
        question=question,
        asked=columns.pop("asked", 2 * answers),
        answers=answers,
        counts=json.dumps(told),
        **columns,
    )
    return saved(session, row)


def faces(
    session: Session,
    of: Release,
    cut: Cut = Cut.TERRITORY,
    *,
    counts: tuple[int, int, int] = (40, 10, 10),
    **about: Any,
) -> Result:
    good, medium, bad = counts
    told = {"good": good, "medium": medium, "bad": bad}
    return result(session, of, cut, Asked.SATISFACTION, **about, **told)


def questionnaire(session: Session, territory: Territory, version: int = 1) -> Questionnaire:
    when = datetime(2025, 6, 1, tzinfo=UTC) + timedelta(days=version - 1)
    return saved(
        session,
        Questionnaire(
            territory_id=territory.id,
            moment=Moment.APPOINTMENT,
            version=version,
            questions=json.dumps([CLEAR]),
            saved_at=when,
            published_at=when,
        ),
    )


def structure(session: Session, territory: Territory, name: str) -> Structure:
    return saved(session, Structure(territory_id=territory.id, name=name))


def quarter_of_all(session: Session, territory: Territory, structures: list[Structure]) -> Release:
    """Every kind of row there is."""
    of = release(session, territory)
    faces(session, of)
    result(session, of, Cut.TERRITORY, Asked.HELPED, yes=30, a_little=15, no=10)
    for one in structures:
        faces(session, of, Cut.STRUCTURE, counts=(10, 3, 2), structure_id=one.id)
    faces(session, of, Cut.STRUCTURE, counts=(4, 2, 1), together=True)
    faces(session, of, Cut.MOMENT, counts=(10, 0, 2), moment=Moment.APPOINTMENT)
    faces(session, of, Cut.MOMENT, counts=(30, 10, 8), together=True)
    faces(session, of, Cut.THEME, theme="logement")
    faces(
        session,
        of,
        Cut.STRUCTURE_MOMENT,
        structure_id=structures[0].id,
        moment=Moment.APPOINTMENT,
    )
    obstacles = {"waiting": 7, "transport": 5}
    result(
        session,
        of,
        Cut.MOMENT,
        Asked.OBSTACLES,
        moment=Moment.APPOINTMENT,
        answers=20,
        **obstacles,
    )
    for version in (1, 2):
        row = questionnaire(session, territory, version)
        about = {"moment": Moment.APPOINTMENT, "questionnaire_id": row.id}
        result(session, of, Cut.MOMENT, Asked.FIRST, yes=8, no=4, **about)
    reached = {"face": 60, "short": 41, "helped": 39, "words": 13}
    about = {"moment": Moment.APPOINTMENT, "answers": 60}
    result(session, of, Cut.MOMENT, Asked.REACHED, **about, **reached)
    return of
