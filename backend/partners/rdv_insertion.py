"""rdv-insertion's webhooks: its JSON in, our message out."""

from backend.appointments.models import Source
from backend.appointments.reception import IncomingAppointment
from backend.partners.messages import APPOINTMENT, Event, Message, Participant
from backend.partners.payloads import Identifier, OptionalIdentifier, Payload
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

SOURCE = Source.RDV_INSERTION


class User(AnyUser):
    rdv_solidarites_user_id: OptionalIdentifier = None
    department_internal_id: OptionalIdentifier = None
    france_travail_id: OptionalIdentifier = None

    @property
    def identifiers(self) -> dict[IdentifierSystem, str]:
        told = {
            IdentifierSystem.RDV_INSERTION: self.id,
            IdentifierSystem.RDV_SERVICE_PUBLIC: self.rdv_solidarites_user_id,
            IdentifierSystem.INFORMATION_SYSTEM: self.department_internal_id,
            IdentifierSystem.FRANCE_TRAVAIL: self.france_travail_id,
        }
        return {system: value for system, value in told.items() if value}


class Rdv(AnyRdv[User]):
    rdv_solidarites_rdv_id: OptionalIdentifier = None


class EndedRdv(Payload):
    id: Identifier
    rdv_solidarites_rdv_id: OptionalIdentifier = None


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
        ended = Ended.model_validate_json(body).data
        return Message(**head, external_id=ended.id, service_public_id=ended.rdv_solidarites_rdv_id)
    rdv = Told.model_validate_json(body).data
    return Message(
        **head,
        **company(rdv),
        external_id=rdv.id,
        service_public_id=rdv.rdv_solidarites_rdv_id,
        people=tuple(_participant(rdv, *her) for her in everybody(rdv)),
    )


def _participant(rdv: Rdv, user: User, participation: Participation[User]) -> Participant:
    return Participant(
        identifiers=user.identifiers,
        first_name=user.first_name,
        last_name=user.last_name,
        birth_date=user.birth_date,
        appointment=IncomingAppointment(
            source=SOURCE,
            external_id=rdv.id,
            service_public_id=rdv.rdv_solidarites_rdv_id,
            title=title(rdv.motif.name, rdv.motif.motif_category.short_name),
            **facts(rdv, participation),
        ),
    )
