"""What she has begun to write: kept as she typed it, one a kind, hers to throw away."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from backend.claims.actions import forget_draft
from backend.claims.models import ClaimDraft
from backend.claims.queries import draft_of
from backend.claims.sending import sent_already, wait_for_her_turn
from backend.claims.states import Kind
from backend.people.models import Person


def drafts_of(session: Session, person: Person) -> Sequence[ClaimDraft]:
    """The last saved first."""
    return session.exec(
        select(ClaimDraft)
        .where(ClaimDraft.person_id == person.id)
        .order_by(col(ClaimDraft.saved_at).desc(), col(ClaimDraft.kind))
    ).all()


def as_typed(draft: ClaimDraft | None) -> dict[str, str]:
    if draft is None:
        return {}
    typed: dict[str, str] = json.loads(draft.fields)
    return typed


def save_draft(
    session: Session, person: Person, kind: Kind, typed: Mapping[str, str], *, now: datetime
) -> ClaimDraft | None:
    """None when nothing is typed, or when it left meanwhile: nothing is then kept."""
    wait_for_her_turn(session, person)
    if not typed or sent_already(session, person, kind, typed.get("mots", ""), now=now):
        forget_draft(session, person, kind)
        return None
    fields = json.dumps(dict(typed), ensure_ascii=False, sort_keys=True)
    draft = draft_of(session, person, kind)
    if draft is None:
        draft = ClaimDraft(person_id=person.id, kind=kind, fields=fields, saved_at=now)
    draft.fields, draft.saved_at = fields, now
    session.add(draft)
    session.flush()
    return draft
