"""One claim as the adviser who may read it sees it, with what can be done now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from backend.claims.about import objective_of, subject_of
from backend.claims.desk_access import Read
from backend.claims.desk_words import time_left, urgency
from backend.claims.inbox import Line, others_of
from backend.claims.kinds import TABLE
from backend.claims.models import Claim
from backend.claims.posting import must_be_posted
from backend.claims.queries import agent_of, thread_of
from backend.claims.service import can_ask_missing
from backend.claims.states import Move
from backend.claims.templates_of_answers import templates_for
from backend.claims.words import MOVES, OUTCOMES, STATUSES
from backend.people.access import Visit
from backend.people.models import Adviser, FieldOfWork
from backend.projects.models import Objective
from backend.sharing.rules import THEME_PARTS
from backend.territories.queries import structure_of
from backend.web.forms import Form
from backend.web.language import speaking
from backend.web.pages import Page, page


@dataclass(frozen=True)
class Allowed:
    """Which moves the page offers."""

    take: bool
    say: bool
    ask_missing: bool
    forward: bool
    answer: bool
    give_reasons: bool
    post: bool


def allowed(claim: Claim, adviser: Adviser, *, today: date, reasons_given: bool) -> Allowed:
    may_begin = claim.allows(Move.ASSIGN)
    is_silent = claim.reasons_asked_on is not None and not reasons_given
    return Allowed(
        take=may_begin and claim.adviser_id != adviser.id,
        say=claim.allows(Move.SAY),
        ask_missing=can_ask_missing(claim, today=today),
        forward=claim.allows(Move.FORWARD),
        answer=claim.allows(Move.ANSWER),
        give_reasons=is_silent and (may_begin or claim.allows(Move.GIVE_REASONS)),
        post=claim.outcome is not None and claim.allows(Move.POST),
    )


def claim_page(visit: Visit, session: Session, read: Read, form: Form[Any]) -> Page:
    claim, person, adviser = read.claim, read.person, read.adviser
    line = Line(claim, f"{person.first_name} {person.last_name}", read.today)
    thread = thread_of(session, claim)
    moves = {entry.move for entry, _who in thread}
    may = allowed(claim, adviser, today=read.today, reasons_given=Move.GIVE_REASONS in moves)
    with speaking(visit.language):
        templates = templates_for(session, claim.territory_id, claim.kind) if may.answer else []
        left = time_left(line)
    return page(
        visit,
        "claims/desk/show.html",
        status=422 if form.refusals else 200,
        form=form,
        read=read,
        claim=claim,
        line=line,
        left=left,
        urgency=urgency(line),
        rule=TABLE[claim.kind],
        about=_about(session, read),
        subject=subject_of(claim),
        thread=thread,
        agent=agent_of(session, claim),
        service=structure_of(session, claim.structure_id),
        structures=others_of(session, claim) if may.forward else [],
        templates=templates,
        may=may,
        must_post=claim.outcome is not None and must_be_posted(session, person),
        posted=next((entry.until for entry, _who in thread[::-1] if entry.move is Move.POST), None),
        statuses=STATUSES,
        moves=MOVES,
        outcomes=OUTCOMES,
        today=line.today,
    )


def _about(session: Session, read: Read) -> Objective | None:
    """An objective about health or the family is for social workers, and for who set it."""
    objective, adviser = objective_of(session, read.person, read.claim), read.adviser
    if objective is None or objective.structure_id == adviser.structure_id:
        return objective
    is_private = objective.theme in THEME_PARTS
    return None if is_private and adviser.field is not FieldOfWork.SOCIAL else objective
