"""When somebody was last heard of (CNIL, délibération 2023-095)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Connection, Date, event, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, SQLModel, col, or_

from backend.months import months_after
from backend.people.devices import FORGOTTEN_AFTER
from backend.people.models import Accompaniment, Device
from backend.people.queries import is_current
from backend.privacy.models import Retention

KEPT_MONTHS = 24
WARNED_BEFORE = timedelta(days=30)
CONTACTS = (  # what she did, what was done with her, every line written about her
    "accompaniment.changed_at",
    "accompaniment.ended_on",
    "appointment.answered_at",
    "appointment.changed_at",
    "appointment.known_at",
    "appointment.starts_at",
    "check_in.answered_at",
    "claim.answered_at",
    "claim.received_at",
    "claim_draft.saved_at",
    "claim_entry.happened_at",
    "consent.given_at",
    "consent.revoked_at",
    "coordination_group.closed_at",
    "coordination_group.opened_at",
    "credential.changed_at",
    "device.last_seen_at",
    "group_decision.answered_at",
    "group_decision.decided_at",
    "handover.announced_at",
    "handover.happens_on",
    "invitation.created_at",
    "invitation.used_at",
    "kept_offer.kept_at",
    "known_person.known_at",
    "note.changed_at",
    "objective.changed_at",
    "observation.changed_at",
    "offer_remark.said_at",
    "own_view.finished_at",
    "own_view.started_at",
    "person.created_at",
    "preparation.saved_at",
    "project_version.written_at",
    "referral_entry.happened_at",
    "retention.contact_on",
    "review.changed_at",
    "review.held_on",
    "share.granted_at",
    "share.revoked_at",
    "step.changed_at",
    "subscription.created_at",
)


def kept_until(last: date) -> date:
    return months_after(last, KEPT_MONTHS)


def last_contacts(session: Session, ids: Sequence[int], *, now: datetime) -> dict[int, date]:
    """The last day each of them was heard of, today at the latest."""
    today = now.date()
    last = dict.fromkeys(ids, date.min)
    for one, day in _heard(session, ids, now):
        last[one] = max(last[one], day)
    return last | dict.fromkeys(_accompanied(session, ids, today), today)


def _heard(session: Session, ids: Sequence[int], now: datetime) -> Iterator[tuple[int, date]]:
    for name in CONTACTS:
        column = _column(name)
        whose = column.table.c["id" if column.table.name == "person" else "person_id"]
        until = now.date() if isinstance(column.type, Date) else now
        asked = select(whose, func.max(column)).where(whose.in_(ids), column <= until)
        for one, moment in session.connection().execute(asked.group_by(whose)):
            yield one, moment.date() if isinstance(moment, datetime) else moment


def _column(name: str) -> Column[date] | Column[datetime]:
    table, _, column = name.partition(".")
    return SQLModel.metadata.tables[table].columns[column]


def _accompanied(session: Session, ids: Sequence[int], today: date) -> Iterator[int]:
    """An accompaniment that goes on, a claim that waits: she is still heard of."""
    followed = select(col(Accompaniment.person_id)).where(
        col(Accompaniment.person_id).in_(ids), is_current(today)
    )
    claim = SQLModel.metadata.tables["claim"]
    asking = select(claim.c.person_id).where(claim.c.person_id.in_(ids), claim.c.is_open)
    yield from session.connection().scalars(followed.union(asking))


def note_sign_ins(session: Session, *, now: datetime) -> None:
    """Before sign-ins long ended are forgotten, the last day of each is kept: it was a contact."""
    soon_gone = col(Device.last_seen_at) < now - FORGOTTEN_AFTER + timedelta(days=2)
    seen = select(col(Device.person_id), func.max(col(Device.last_seen_at))).where(soon_gone)
    found = session.connection().execute(seen.group_by(col(Device.person_id))).all()
    for person_id, moment in found:
        if person_id is not None:
            _note(session.connection(), person_id, moment.date())


@event.listens_for(Device, "after_insert")
@event.listens_for(Device, "after_update")
def _note_sign_in(_: object, connection: Connection, device: Device) -> None:
    """Wherever somebody signs in: on a shared phone, nothing is left of it once she signs out."""
    if device.person_id is not None:
        _note(connection, device.person_id, device.last_seen_at.date())


def _note(connection: Connection, person_id: int, day: date) -> None:
    """The later of the days stays."""
    values = {"look_on": kept_until(day) - WARNED_BEFORE, "contact_on": day}
    known = col(Retention.contact_on)
    connection.execute(
        insert(Retention)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(
            index_elements=[col(Retention.person_id)],
            set_={"contact_on": day},
            where=or_(known.is_(None), known < day),
        )
    )
