"""How far we are in what each tool tells: one statement decides, so that two deliveries cannot."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from backend.appointments.models import Source
from backend.appointments.reception import Reference
from backend.partners.messages import APPOINTMENT, Message
from backend.partners.models import WebhookCursor

EITHER_TOOL = "Appointment"  # our own word: the one thing behind both tools' Rdv

ADVANCE = """
INSERT INTO webhook_cursor (source, model, external_id, structure_id, position)
VALUES (:source, :model, :external_id, :structure_id, :position)
ON CONFLICT (source, model, external_id, structure_id)
DO UPDATE SET position = excluded.position WHERE excluded.position {} webhook_cursor.position
"""
TO_LATER = text(ADVANCE.format(">"))
TO_SAME_OR_LATER = text(ADVANCE.format(">="))


def advance(session: Session, message: Message, structure_id: int) -> bool:
    """False when this was told already, or something later was."""
    key = {
        "source": message.source.value,
        "model": message.model,
        "external_id": message.external_id,
        "structure_id": structure_id,
        "position": message.position,
    }
    return session.connection().execute(TO_LATER, key).rowcount == 1


def advance_either(
    session: Session, reference: Reference, position: int, structure_id: int
) -> bool:
    """False when something later was told of this appointment, by this tool or by the other."""
    if reference.service_public_id is None:
        return True
    key = {
        "source": Source.RDV_SERVICE_PUBLIC.value,
        "model": EITHER_TOOL,
        "external_id": reference.service_public_id,
        "structure_id": structure_id,
        "position": position,
    }
    return session.connection().execute(TO_SAME_OR_LATER, key).rowcount == 1


def is_told_at_home(session: Session, reference: Reference, structure_id: int) -> bool:
    """Whether rdv-service-public, where the appointment lives, speaks to us of it itself."""
    told = session.exec(
        select(WebhookCursor.position).where(
            WebhookCursor.source == Source.RDV_SERVICE_PUBLIC,
            WebhookCursor.model == APPOINTMENT,
            col(WebhookCursor.external_id) == reference.service_public_id,
            WebhookCursor.structure_id == structure_id,
        )
    ).first()
    return told is not None
