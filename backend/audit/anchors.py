"""The end of the chain, told outside of the database: in the log, where it cannot be rewritten."""

import logging
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from backend.audit.actions import Deed, note
from backend.audit.models import AuditEntry
from backend.audit.queries import Link

logger = logging.getLogger(__name__)

ANCHOR = "audit.anchor"


def log_anchor(session: Session, *, now: datetime) -> None:
    """Once a day, whatever happened: a chain that ends days ago is seen too."""
    last = session.exec(
        select(AuditEntry.happened_at)
        .where(AuditEntry.action == ANCHOR)
        .order_by(col(AuditEntry.number).desc())
    ).first()
    if last is None or last.astimezone(UTC).date() < now.astimezone(UTC).date():
        entry = note(session, Deed("clock", ANCHOR, "audit"), now=now)
        logger.info("audit anchor: %s", Link(entry.number, entry.digest))
