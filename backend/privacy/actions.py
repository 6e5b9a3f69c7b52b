"""What is thrown away in time though its owner stays."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from backend.partners.messages import EPOCH
from backend.partners.models import WebhookCursor
from backend.sharing.models import Consultation

LOOKS_KEPT = timedelta(days=2 * 365)  # who looked at her file: as long as she may ask
CURSORS_KEPT = timedelta(days=2 * 365)  # no tool tells again what happened before


def forget_old_consultations(session: Session, *, now: datetime) -> None:
    session.exec(delete(Consultation).where(col(Consultation.looked_at) < now - LOOKS_KEPT))


def forget_old_cursors(session: Session, *, now: datetime) -> None:
    """A position is a moment, in quarters of a microsecond: see partners.messages."""
    oldest = (now - CURSORS_KEPT - EPOCH) // timedelta(microseconds=1) * 4
    session.exec(delete(WebhookCursor).where(col(WebhookCursor.position) < oldest))
