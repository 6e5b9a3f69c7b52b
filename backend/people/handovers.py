"""Who accompanies her changes: announced, carried out on its day, and shown to her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from backend.conflict import Conflict
from backend.people.models import Accompaniment, Adviser, Handover, Person


class HandoverRefused(Conflict):
    """Nobody of that name accompanies her, or the same adviser on both sides."""


@dataclass(frozen=True, kw_only=True)
class Relay:
    """From whom to whom. `to` is None while the next one is not known: a gap she is told of."""

    leaving: Adviser | None
    to: Adviser | None
    happens_on: date
    reason: str
    is_referent: bool = True
    reference: str | None = None  # what the structure's tool calls it


def announce(
    session: Session, person: Person, relay: Relay, *, structure_id: int, now: datetime
) -> Handover:
    """Ends the one accompaniment and begins the other on that day. Raises HandoverRefused."""
    known = _with_reference(session, structure_id, relay.reference)
    if known is not None:
        return known
    if relay.leaving is None and relay.to is None:
        raise HandoverRefused
    if relay.leaving is not None and relay.to is not None and relay.leaving.id == relay.to.id:
        raise HandoverRefused
    if relay.leaving is not None:
        _leave(session, person, relay.leaving, relay.happens_on)
    if relay.to is not None:
        _take_over(session, person, relay)
    handover = Handover(
        person_id=person.id,
        structure_id=structure_id,
        from_adviser_id=relay.leaving.id if relay.leaving else None,
        to_adviser_id=relay.to.id if relay.to else None,
        is_referent=relay.is_referent,
        happens_on=relay.happens_on,
        reason=relay.reason,
        reference=relay.reference,
        announced_at=now,
    )
    session.add(handover)
    session.flush()
    return handover


def _with_reference(session: Session, structure_id: int, reference: str | None) -> Handover | None:
    if reference is None:
        return None
    return session.exec(
        select(Handover).where(
            Handover.structure_id == structure_id, Handover.reference == reference
        )
    ).first()


def _leave(session: Session, person: Person, adviser: Adviser, day: date) -> None:
    links = _open_links(session, person, adviser, day)
    if not links:
        raise HandoverRefused
    for link in links:
        link.ended_on = max(day, link.started_on)
        session.add(link)


def _take_over(session: Session, person: Person, relay: Relay) -> None:
    """The new référent replaces whoever still is; a colleague already there becomes référent."""
    assert relay.to is not None  # noqa: S101 (the caller has looked)
    if relay.is_referent:
        _end_other_referents(session, person, relay)
    links = _open_links(session, person, relay.to, relay.happens_on)
    for link in links:
        if link.is_referent or not relay.is_referent:
            return
        link.ended_on = max(relay.happens_on, link.started_on)
        session.add(link)
    session.flush()
    link = Accompaniment(
        person_id=person.id,
        adviser_id=relay.to.id,
        is_referent=relay.is_referent,
        started_on=relay.happens_on,
    )
    same = [known for known in links if known.started_on == relay.happens_on]
    if same:
        same[0].is_referent, same[0].ended_on = True, None
    else:
        session.add(link)


def _end_other_referents(session: Session, person: Person, relay: Relay) -> None:
    for link in session.exec(
        select(Accompaniment).where(
            Accompaniment.person_id == person.id,
            col(Accompaniment.is_referent),
            col(Accompaniment.ended_on).is_(None),
            Accompaniment.adviser_id != (relay.to.id if relay.to else None),
        )
    ):
        link.ended_on = max(relay.happens_on, link.started_on)
        session.add(link)


def _open_links(
    session: Session, person: Person, adviser: Adviser, day: date
) -> Sequence[Accompaniment]:
    return session.exec(
        select(Accompaniment).where(
            Accompaniment.person_id == person.id,
            Accompaniment.adviser_id == adviser.id,
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > day),
        )
    ).all()
