"""The next link of the chain."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, select

from backend.audit.models import AuditEntry, AuditHead

START = ""  # what the first link is tied to


@dataclass(frozen=True)
class Deed:
    """Who did what to what. `details` are codes and counts, never somebody's words."""

    actor: str
    action: str
    subject: str
    details: dict[str, str | int | None] = field(default_factory=dict)


def note(session: Session, deed: Deed, *, now: datetime) -> AuditEntry:
    """In the transaction of what it tells: both are kept, or neither."""
    head = _head(session)
    entry = AuditEntry(
        number=head.number + 1,
        happened_at=now.astimezone(UTC).replace(microsecond=0),
        actor=deed.actor,
        action=deed.action,
        subject=deed.subject,
        details=json.dumps(deed.details, sort_keys=True) if deed.details else "",
        digest="",
    )
    entry.digest = digest_of(entry, head.digest)
    session.add(entry)
    head.number, head.digest = entry.number, entry.digest
    session.flush()
    return entry


def _head(session: Session) -> AuditHead:
    """Locked until the transaction ends, and as it is now: somebody else may have added a link."""
    locked = select(AuditHead).with_for_update().execution_options(populate_existing=True)
    head = session.exec(locked).one_or_none()
    if head is None:
        first = insert(AuditHead).values(id=1, number=0, digest=START)
        session.connection().execute(first.on_conflict_do_nothing())
        head = session.exec(locked).one()
    return head


def digest_of(entry: AuditEntry, previous: str) -> str:
    """SHA-256 over the row and the digest before it, as one JSON list: no two rows read alike."""
    told = [
        previous,
        entry.number,
        entry.happened_at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.details,
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
