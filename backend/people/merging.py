"""Two files of one person become one, and two again when that was a mistake.

Proposed on identifiers given at enrolment, never on a name; decided by an adviser.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select, update

from backend.conflict import Conflict
from backend.people import moving, queries
from backend.people.models import (
    Accompaniment,
    Adviser,
    Credential,
    Device,
    Handle,
    Merge,
    MergeState,
    Person,
)

UNDO_FOR = timedelta(days=30)
UNDECIDED = {MergeState.PROPOSED, MergeState.REFUSED, MergeState.UNDONE}  # a no can become a yes


class MergeRefused(Conflict):
    """It was decided otherwise meanwhile, or too long ago to be undone."""


def propose(session: Session, one: Person, other: Person, *, now: datetime) -> Merge:
    """Both were given the same identifier. Asked again, it is the same row."""
    pair = (one.id, other.id)
    known = session.exec(
        select(Merge).where(col(Merge.kept_id).in_(pair), col(Merge.other_id).in_(pair))
    ).first()
    if known is not None:
        return known
    kept, merged = sorted((one, other), key=lambda person: _precedence(session, person))
    proposal = Merge(kept_id=kept.id, other_id=merged.id, proposed_at=now)
    session.add(proposal)
    session.flush()
    return proposal


def _precedence(session: Session, person: Person) -> tuple[bool, int]:
    """The file she signs in to is kept, else the older one."""
    return queries.credential_of(session, person) is None, person.id


def refuse(session: Session, proposal: Merge, adviser: Adviser, *, now: datetime) -> None:
    _decide(session, proposal, {MergeState.PROPOSED}, MergeState.REFUSED, now)
    proposal.adviser_id = adviser.id


def merge(session: Session, proposal: Merge, adviser: Adviser, *, now: datetime) -> None:
    """All that was in the other file is in the kept one; the other's browsers are signed out."""
    kept, other = _persons(session, proposal)
    if kept.merged_into_id is not None or other.merged_into_id is not None:
        raise MergeRefused
    _decide(session, proposal, UNDECIDED, MergeState.DONE, now)
    moved = _demote(session, kept, other, today=now.date())
    moved |= _sign_out(session, other)
    moved |= moving.move(session, from_id=other.id, to_id=kept.id)
    moved |= _hand_over_handles(session, kept, other)
    proposal.adviser_id, proposal.moved = adviser.id, json.dumps(moved)
    other.merged_into_id = kept.id
    session.flush()
    session.expire_all()


def undo(session: Session, done: Merge, adviser: Adviser, *, now: datetime) -> None:
    """What was the other's is the other's again; what was added since stays in the kept file."""
    kept, other = _persons(session, done)
    if not can_undo(done, now=now) or kept.merged_into_id is not None:
        raise MergeRefused
    _decide(session, done, {MergeState.DONE}, MergeState.UNDONE, now)
    moved = json.loads(done.moved)
    _take_handles_back(session, moved, other)
    moving.give_back(session, moved, from_id=kept.id, to_id=other.id)
    _sign_in_again(session, moved, other)
    _promote(session, moved)
    done.adviser_id, done.moved = adviser.id, ""
    other.merged_into_id = None
    session.flush()
    session.expire_all()


def can_undo(merge: Merge, *, now: datetime) -> bool:
    decided = merge.decided_at
    return merge.state is MergeState.DONE and decided is not None and now < decided + UNDO_FOR


def _decide(
    session: Session, merge: Merge, before: set[MergeState], after: MergeState, now: datetime
) -> None:
    """Of two advisers who decide at once, one does."""
    session.flush()
    decided = session.exec(
        update(Merge)
        .where(col(Merge.id) == merge.id, col(Merge.state).in_(before))
        .values(state=after, decided_at=now)
    )
    if decided.rowcount != 1:
        raise MergeRefused
    session.refresh(merge)


def _persons(session: Session, merge: Merge) -> tuple[Person, Person]:
    found = session.exec(
        select(Person)
        .where(col(Person.id).in_((merge.kept_id, merge.other_id)))
        .execution_options(populate_existing=True)
    ).all()
    kept, other = sorted(found, key=lambda person: person.id != merge.kept_id)
    return kept, other


def _demote(session: Session, kept: Person, other: Person, *, today: date) -> moving.Moved:
    """One référent unique at most: the kept file's stays the one."""
    referents = select(Accompaniment).where(Accompaniment.is_referent, queries.is_current(today))
    if session.exec(referents.where(Accompaniment.person_id == kept.id)).first() is None:
        return {}
    former = session.exec(referents.where(Accompaniment.person_id == other.id)).all()
    for link in former:
        link.is_referent = False
    session.flush()
    return {"accompaniment.is_referent": [[link.id] for link in former]}


def _promote(session: Session, moved: moving.Moved) -> None:
    ids = [key[0] for key in moved.get("accompaniment.is_referent", [])]
    session.exec(
        update(Accompaniment).where(col(Accompaniment.id).in_(ids)).values(is_referent=True)
    )


def _sign_out(session: Session, other: Person) -> moving.Moved:
    """A browser nobody is signed in with: it can be given back."""
    ids = session.exec(select(Device.id).where(Device.person_id == other.id)).all()
    session.exec(update(Device).where(col(Device.id).in_(ids)).values(person_id=None))
    return {"device.person_id": [[one] for one in ids]}


def _sign_in_again(session: Session, moved: moving.Moved, other: Person) -> None:
    ids = [key[0] for key in moved.get("device.person_id", [])]
    session.exec(
        update(Device)
        .where(col(Device.id).in_(ids), col(Device.person_id).is_(None))
        .values(person_id=other.id)
    )


def _hand_over_handles(session: Session, kept: Person, other: Person) -> moving.Moved:
    """She signs in with any of her addresses, and the kept file's passphrase."""
    mine, its = (_credential_id(session, person) for person in (kept, other))
    if mine is None or its is None:
        return {}
    values = session.exec(select(Handle.value).where(Handle.credential_id == its)).all()
    _give_handles(session, values, to=mine)
    return {"handle.credential_id": [[value] for value in values]}


def _take_handles_back(session: Session, moved: moving.Moved, other: Person) -> None:
    values = [str(key[0]) for key in moved.get("handle.credential_id", [])]
    its = _credential_id(session, other)
    if values and its is not None:
        _give_handles(session, values, to=its)


def _give_handles(session: Session, values: Sequence[str], *, to: int) -> None:
    session.exec(update(Handle).where(col(Handle.value).in_(values)).values(credential_id=to))


def _credential_id(session: Session, person: Person) -> int | None:
    return session.exec(
        select(Credential.id).where(Credential.person_id == person.id)
    ).one_or_none()
