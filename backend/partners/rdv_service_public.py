"""rdv-service-public's webhooks: its JSON in, our message out."""

from backend.appointments.models import Source
from backend.appointments.reception import IncomingAppointment
from backend.partners.messages import APPOINTMENT, Event, Message, Participant
from backend.partners.payloads import Identifier, Payload
from backend.partners.rdvs import (
    AnyRdv,
    AnyUser,
    Headline,
    Participation,
    company,
    everybody,
    facts,
    heading,
)
from backend.partners.titles import title
from backend.people.models import IdentifierSystem

SOURCE = Source.RDV_SERVICE_PUBLIC


class Rdv(AnyRdv[AnyUser]):
    """Never read: `context`, and in users `notes`, `logement`, `family_situation` and the like."""


class EndedRdv(Payload):
    id: Identifier


class Told(Payload):
    data: Rdv


class Ended(Payload):
    data: EndedRdv


def understand(body: bytes) -> Message:
    """Raises pydantic's ValidationError, which names the faulty fields."""
    meta = Headline.model_validate_json(body).meta
    head = heading(SOURCE, meta)
    if meta.model != APPOINTMENT:
        return Message(**head)
    if meta.event is Event.DESTROYED:
        number = Ended.model_validate_json(body).data.id
        return Message(**head, external_id=number, service_public_id=number)
    rdv = Told.model_validate_json(body).data
    return Message(
        **head,
        **company(rdv),
        external_id=rdv.id,
        service_public_id=rdv.id,
        people=tuple(_participant(rdv, *her) for her in everybody(rdv)),
    )


def _participant(rdv: Rdv, user: AnyUser, participation: Participation[AnyUser]) -> Participant:
    return Participant(
        identifiers={IdentifierSystem.RDV_SERVICE_PUBLIC: user.id},
        first_name=user.first_name,
        last_name=user.last_name,
        birth_date=user.birth_date,
        appointment=IncomingAppointment(
            source=SOURCE,
            external_id=rdv.id,
            service_public_id=rdv.id,
            title=_title(rdv, participation),
            bring=rdv.motif.instruction_for_rdv,
            **facts(rdv, participation),
        ),
    )


def _title(rdv: Rdv, participation: Participation[AnyUser]) -> str:
    """A motif that is not to be shown is not marked as such: those told nothing see no motif."""
    if not participation.send_lifecycle_notifications:
        return rdv.organisation.name
    return title(rdv.motif.name, rdv.motif.motif_category.short_name) or rdv.organisation.name
