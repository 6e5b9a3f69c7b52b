"""rdv-insertion's webhooks: their JSON in, our message out."""

from typing import Annotated

from backend.appointments.models import Place, Source, Status
from backend.appointments.reception import IncomingAppointment
from backend.partners.messages import APPOINTMENT, Agent, Event, Message, Participant
from backend.partners.payloads import (
    AnyRdv,
    BirthDate,
    Headline,
    Identifier,
    Line,
    Meta,
    Motif,
    NullIsEmpty,
    OptionalIdentifier,
    OptionalStatus,
    Payload,
)
from backend.partners.titles import title
from backend.people.models import IdentifierSystem

SOURCE = Source.RDV_INSERTION


class User(Payload):
    """`affiliation_number` is a household's: it is not read, it would match the wrong person."""

    id: Identifier
    rdv_solidarites_user_id: OptionalIdentifier = None
    department_internal_id: OptionalIdentifier = None
    france_travail_id: OptionalIdentifier = None
    first_name: Line = ""
    last_name: Line = ""
    birth_date: BirthDate = None

    @property
    def identifiers(self) -> dict[IdentifierSystem, str]:
        told = {
            IdentifierSystem.RDV_INSERTION: self.id,
            IdentifierSystem.RDV_SERVICE_PUBLIC: self.rdv_solidarites_user_id,
            IdentifierSystem.DEPARTMENT_INTERNAL: self.department_internal_id,
            IdentifierSystem.FRANCE_TRAVAIL: self.france_travail_id,
        }
        return {system: value for system, value in told.items() if value}


class Participation(Payload):
    status: OptionalStatus = None
    user: User | None = None


class Rdv(AnyRdv):
    rdv_solidarites_rdv_id: OptionalIdentifier = None
    motif: Annotated[Motif, NullIsEmpty] = Motif()
    users: list[User] | None = None
    participations: list[Participation] | None = None


class EndedRdv(Payload):
    id: Identifier
    rdv_solidarites_rdv_id: OptionalIdentifier = None


class Told(Payload):
    meta: Meta
    data: Rdv


class Ended(Payload):
    meta: Meta
    data: EndedRdv


def understand(body: bytes) -> Message:
    """Raises pydantic's ValidationError, which names the faulty fields."""
    meta = Headline.model_validate_json(body).meta
    if meta.model != APPOINTMENT:
        return Message(source=SOURCE, model=meta.model, event=meta.event, stamp=meta.timestamp)
    if meta.event is Event.DESTROYED:
        return _ended(Ended.model_validate_json(body))
    return _told(Told.model_validate_json(body))


def _ended(news: Ended) -> Message:
    return Message(
        source=SOURCE,
        model=news.meta.model,
        event=news.meta.event,
        stamp=news.meta.timestamp,
        reason=news.meta.webhook_reason,
        external_id=news.data.id,
        service_public_id=news.data.rdv_solidarites_rdv_id,
    )


def _told(news: Told) -> Message:
    rdv = news.data
    people = _people(rdv)
    return Message(
        source=SOURCE,
        model=news.meta.model,
        event=news.meta.event,
        stamp=news.meta.timestamp,
        external_id=rdv.id,
        service_public_id=rdv.rdv_solidarites_rdv_id,
        is_collective=len(people) > 1 if rdv.motif.collectif is None else rdv.motif.collectif,
        lists_people=rdv.users is not None or rdv.participations is not None,
        agents=tuple(
            Agent(agent.email, f"{agent.first_name} {agent.last_name}".strip())
            for agent in rdv.agents or ()
        ),
        people=people,
    )


def _people(rdv: Rdv) -> tuple[Participant, ...]:
    """Everyone named in `users` or `participations`, each with her own status."""
    users = {user.id: user for user in rdv.users or ()}
    statuses: dict[str, Status | None] = {}
    for participation in rdv.participations or ():
        if participation.user is not None:
            users[participation.user.id] = participation.user
            statuses[participation.user.id] = participation.status
    return tuple(
        Participant(
            identifiers=user.identifiers,
            first_name=user.first_name,
            last_name=user.last_name,
            birth_date=user.birth_date,
            appointment=_appointment(rdv, statuses.get(user.id) or rdv.status or Status.UNKNOWN),
        )
        for user in users.values()
    )


def _appointment(rdv: Rdv, status: Status) -> IncomingAppointment:
    category = rdv.motif.motif_category.short_name
    place = rdv.motif.location_type or Place.PUBLIC_OFFICE
    return IncomingAppointment(
        source=SOURCE,
        external_id=rdv.id,
        service_public_id=rdv.rdv_solidarites_rdv_id,
        starts_at=rdv.starts_at,
        duration_minutes=rdv.duration_in_min or DEFAULT,
        title=title(rdv.motif.name, category),
        place=place,
        status=status,
        category=category,
    )
