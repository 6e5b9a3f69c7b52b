"""Practices, sessions and figures, written as the domain would."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from backend.evaluation.models import Asked, Cut, Release, Result
from backend.learning import actions, holding
from backend.learning.actions import Told
from backend.learning.colleagues import Colleague
from backend.learning.holding import Plan
from backend.learning.models import JointSession, Practice
from backend.people.models import Adviser, FieldOfWork
from backend.surveys.models import Moment
from backend.territories.models import Structure, Territory
from tests.cast import saved
from tests.conftest import NOON
from tests.visitor import Page, Visitor

HOME = "/pro/ensemble"
PRACTICES = f"{HOME}/pratiques"
SESSIONS = f"{HOME}/sessions"
SOON = NOON + timedelta(days=8, hours=1, minutes=30)  # Tuesday 10 March, 14 h 30 in Albi

PRACTICE = {
    "moment": "appointment",
    "titre": "Rappeler la veille",
    "avant": "Une personne sur trois ne venait pas.",
    "fait": "Nous appelons la veille, le matin.",
}
SESSION = {
    "titre": "Mieux accueillir",
    "jour": "2026-03-10",
    "heure": "14:30",
    "duree": "90",
    "lieu": "Maison du Département, salle 2",
    "places": "2",
}


def colleague(adviser: Adviser, territory: Territory, now: datetime = NOON) -> Colleague:
    return Colleague(adviser, territory, now)


def practice(session: Session, here: Colleague, title: str = "Rappeler", **facts: Any) -> Practice:
    told: dict[str, Any] = {
        "moment": Moment.APPOINTMENT,
        "title": title,
        "before": "On venait peu.",
        "what": "Nous appelons la veille.",
    }
    written = actions.write_practice(session, here, Told(**told | facts))
    session.commit()
    return written


def joint(
    session: Session, here: Colleague, title: str = "Accueillir", **facts: Any
) -> JointSession:
    plan: dict[str, Any] = {
        "title": title,
        "starts_at": SOON,
        "duration_minutes": 90,
        "place": "Salle 2",
        "places": 2,
    }
    proposed = holding.propose(session, here, Plan(**plan | facts))
    session.commit()
    return proposed


def adviser(session: Session, structure: Structure, name: str, **facts: Any) -> Adviser:
    row = saved(
        session,
        Adviser(
            structure_id=structure.id,
            first_name=name,
            last_name="Martin",
            email=f"{name.lower()}@example.org",
            function="conseillère",
            field=FieldOfWork.PROFESSIONAL,
            **facts,
        ),
    )
    session.commit()
    return row


def release(session: Session, territory: Territory, quarter: date = date(2025, 10, 1)) -> Release:
    row = Release(territory_id=territory.id, quarter=quarter, released_at=NOON, asked=60, skipped=3)
    row = saved(session, row)
    session.commit()
    return row


def result(
    session: Session, told: Release, question: Asked, counts: dict[str, int], **facts: Any
) -> None:
    known: dict[str, Any] = {
        "cut": Cut.MOMENT,
        "asked": 40,
        "answers": sum(counts.values()),
    } | facts
    session.add(Result(release_id=told.id, question=question, counts=json.dumps(counts), **known))
    session.commit()


def sent(visitor: Visitor, page: Page, action: str, typed: Mapping[str, str]) -> Page:
    """The form as `submits` sends it, whatever its fields are called."""
    return visitor.submits(page, action, **typed)  # ty: ignore[invalid-argument-type]
