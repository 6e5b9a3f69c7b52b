"""What happens to somebody, as the tools of those who accompany her tell it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, select

from backend.appointments.models import Appointment, Status
from backend.catalogue.models import Offer
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Appeal, Move, Outcome, Silence, Writer
from backend.claims.states import Kind as ClaimKind
from backend.claims.states import Status as ClaimStatus
from backend.months import months_after
from backend.people.models import Adviser, Person
from backend.people.recorded import Origin
from backend.referrals.models import Origin as ReferralOrigin
from backend.referrals.models import Referral
from backend.referrals.models import Status as ReferralStatus
from backend.reviews.models import Review
from backend.steps.models import Kind, Step
from backend.steps.models import Status as StepStatus
from backend.surveys.models import Moment
from backend.vocabulary.themes import Theme
from tests.cast import appointment, saved
from tests.referrals.asking import solution

NUMBERS = count(1)

Happen = Callable[..., int]


def held_appointment(
    session: Session, person: Person, by: Adviser, at: datetime, **others: Any
) -> int:
    facts: dict[str, Any] = {
        "status": Status.SEEN,
        "structure_id": by.structure_id,
        "external_id": str(next(NUMBERS)),
        "uid": f"{next(NUMBERS)}@parcours.test",
    }
    row: Appointment = saved(session, appointment(person, at, **(facts | others)))
    return row.id


def _line(person: Person, by: Adviser, at: datetime) -> dict[str, Any]:
    return {
        "person_id": person.id,
        "structure_id": by.structure_id,
        "adviser_id": by.id,
        "origin": Origin.DESK,
        "created_at": at,
        "changed_at": at,
    }


def finished_step(
    session: Session, person: Person, by: Adviser, at: datetime, **others: Any
) -> int:
    facts: dict[str, Any] = _line(person, by, at) | {
        "kind": Kind.HOUSING,
        "title": "Dossier de logement",
        "status": StepStatus.DONE,
        "ended_on": at.date(),
    }
    return saved(session, Step(**(facts | others))).id


def third_month_of_a_job(
    session: Session, person: Person, by: Adviser, at: datetime, **others: Any
) -> int:
    facts: dict[str, Any] = _line(person, by, at - timedelta(days=90)) | {
        "kind": Kind.JOB,
        "title": "Agente d’entretien",
        "status": StepStatus.IN_PROGRESS,
        "started_on": months_after(at.date(), -3),
    }
    return saved(session, Step(**(facts | others))).id


def held_review(session: Session, person: Person, by: Adviser, at: datetime, **others: Any) -> int:
    facts: dict[str, Any] = _line(person, by, at) | {"held_on": at.date()}
    return saved(session, Review(**(facts | others))).id


def ended_referral(
    session: Session, person: Person, by: Adviser, at: datetime, **others: Any
) -> int:
    offer = session.exec(select(Offer)).first() or solution(session)
    facts: dict[str, Any] = {
        "person_id": person.id,
        "offer_id": offer.id,
        "adviser_id": by.id,
        "origin": ReferralOrigin.PROPOSED,
        "status": ReferralStatus.REFUSED,
        "created_at": at,
        "changed_at": at,
        "sent_at": at,
        "closed_at": at,
    }
    return saved(session, Referral(**(facts | others))).id


def answered_claim(
    session: Session, person: Person, by: Adviser, at: datetime, **others: Any
) -> int:
    facts: dict[str, Any] = {
        "number": f"81-2026-{next(NUMBERS)}",
        "person_id": person.id,
        "territory_id": person.territory_id,
        "kind": ClaimKind.SOCIAL_SUPPORT,
        "theme": Theme.MONEY,
        "words": "Je n’y arrive plus.",
        "structure_id": by.structure_id,
        "status": ClaimStatus.ANSWERED,
        "is_open": False,
        "received_at": at,
        "clock_from": at.date(),
        "due_on": at.date(),
        "escalates_on": at.date(),
        "outcome": Outcome.ACCEPTED,
        "answered_at": at,
        "silence": Silence.NOTHING,
        "appeal": Appeal.NONE,
    }
    claim = saved(session, Claim(**(facts | others)))
    entry = ClaimEntry(
        claim_id=claim.id,
        person_id=person.id,
        move=Move.ANSWER,
        writer=Writer.ADVISER,
        adviser_id=by.id,
        happened_at=at,
    )
    saved(session, entry)
    return claim.id


HAPPENINGS: Mapping[Moment, Happen] = {
    Moment.CLAIM: answered_claim,
    Moment.REVIEW: held_review,
    Moment.JOB: third_month_of_a_job,
    Moment.REFERRAL: ended_referral,
    Moment.STEP: finished_step,
    Moment.APPOINTMENT: held_appointment,
}
