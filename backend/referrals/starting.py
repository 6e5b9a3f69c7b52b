"""An accepted referral becomes a step of her parcours, when somebody says that it starts."""

from datetime import date, datetime

from sqlmodel import Session

from backend.catalogue.queries import offer_shown
from backend.people.queries import territory_of
from backend.people.recorded import HERSELF as BY_HERSELF
from backend.people.recorded import at_the_desk
from backend.referrals.entries import By, Told, add
from backend.referrals.models import Move, MoveRefused, Referral
from backend.referrals.queries import person_of
from backend.referrals.rules import step_kind_of
from backend.steps.actions import StepFacts, record
from backend.steps.models import Status as StepStatus
from backend.steps.models import Step


def start(session: Session, referral: Referral, by: By, on: date, *, now: datetime) -> Step:
    """Begun on that day, or planned for it when it has not come. Once: the first one wins."""
    shown, person = offer_shown(session, referral.offer_id), person_of(session, referral)
    if shown is None:
        raise MoveRefused
    local = now.astimezone(territory_of(session, person).zone)
    add(session, referral, Move.START, by, now=now, told=Told(changes={"place_on": on}))
    has_begun = on <= local.date()
    facts = StepFacts(
        kind=step_kind_of(shown.sheet),
        title=shown.sheet.name,
        status=StepStatus.IN_PROGRESS if has_begun else StepStatus.PLANNED,
        planned_on=None if has_begun else on,
        started_on=on if has_begun else None,
        place=shown.structure.name if shown.structure else "",
    )
    author = at_the_desk(by.adviser) if by.adviser else BY_HERSELF
    step = record(session, person, facts, author, now=local)
    referral.step_id = step.id
    session.add(referral)
    session.flush()
    return step
