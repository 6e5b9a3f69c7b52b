"""What the two tools' appointments have in common: rdv-insertion copies rdv-service-public's."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from backend.appointments.models import Place, Source, Status
from backend.partners.messages import Agent, Event, Message
from backend.partners.payloads import (
    BirthDate,
    Identifier,
    Line,
    Minutes,
    Moment,
    NullIsEmpty,
    OptionalPlace,
    OptionalStatus,
    Payload,
    Text,
)

USUAL_DURATION = 30  # minutes, when the tool does not say


class Meta(Payload):
    model: Line
    event: Event
    timestamp: Moment
    webhook_reason: Line = ""


class Headline(Payload):
    """Enough to know whether the rest is for us."""

    meta: Meta


class NamedAgent(Payload):
    email: Line = ""
    first_name: Line = ""
    last_name: Line = ""


class Category(Payload):
    short_name: Line = ""


class Organisation(Payload):
    name: Line = ""
    phone_number: Line = ""


class Lieu(Payload):
    name: Line = ""
    address: Line = ""
    phone_number: Line = ""


class Motif(Payload):
    name: Line = ""
    collectif: bool | None = None
    location_type: OptionalPlace = None
    motif_category: Annotated[Category, NullIsEmpty] = Category()
    instruction_for_rdv: Text = ""


class AnyUser(Payload):
    """Never read: `affiliation_number` is a household's and would match the wrong person."""

    id: Identifier
    first_name: Line = ""
    last_name: Line = ""
    birth_date: BirthDate = None


User = TypeVar("User", bound=AnyUser)


class AnyParticipation(Payload, Generic[User]):
    status: OptionalStatus = None
    send_lifecycle_notifications: bool | None = None
    user: User | None = None


Participation = TypeVar("Participation", bound=AnyParticipation[Any])


class AnyRdv(Payload, Generic[User]):
    id: Identifier
    status: OptionalStatus = None
    starts_at: Moment
    duration_in_min: Minutes | None = None
    address: Line = ""
    collectif: bool | None = None
    lieu: Annotated[Lieu, NullIsEmpty] = Lieu()
    motif: Annotated[Motif, NullIsEmpty] = Motif()
    organisation: Annotated[Organisation, NullIsEmpty] = Organisation()
    agents: list[NamedAgent] | None = None
    users: list[User] | None = None
    participations: list[AnyParticipation[User]] | None = None


def everybody(rdv: AnyRdv[User]) -> Iterable[tuple[User, AnyParticipation[User]]]:
    """Everyone named in `users` or in `participations`, with what is said of her taking part."""
    named = {user.id: (user, AnyParticipation[User](user=user)) for user in rdv.users or ()}
    for participation in rdv.participations or ():
        if participation.user is not None:
            named[participation.user.id] = (participation.user, participation)
    return named.values()


def facts(rdv: AnyRdv[User], participation: AnyParticipation[User]) -> dict[str, Any]:
    """Cancelled or not is her own participation's, then the appointment's: never `cancelled_at`."""
    place = rdv.motif.location_type or Place.PUBLIC_OFFICE
    return {
        "starts_at": rdv.starts_at,
        "duration_minutes": rdv.duration_in_min or USUAL_DURATION,
        "place": place,
        "phone": rdv.lieu.phone_number or rdv.organisation.phone_number,
        "status": participation.status or rdv.status or Status.UNKNOWN,
        "category": rdv.motif.motif_category.short_name,
        **(_office(rdv) if place is Place.PUBLIC_OFFICE else {}),
    }


def _office(rdv: AnyRdv[User]) -> dict[str, str]:
    """An address is kept only of an office: at home, it would be that of a person."""
    is_office = rdv.motif.location_type is Place.PUBLIC_OFFICE
    address = rdv.lieu.address or (rdv.address if is_office else "")
    return {"place_name": rdv.lieu.name, "address": address}


def is_collective(rdv: AnyRdv[User]) -> bool:
    """When the tool does not say, several people are taken for a group: nothing of others is kept."""
    told = rdv.motif.collectif if rdv.collectif is None else rdv.collectif
    return len(list(everybody(rdv))) > 1 if told is None else told


def agents(rdv: AnyRdv[User]) -> tuple[Agent, ...]:
    return tuple(
        Agent(agent.email.casefold(), f"{agent.first_name} {agent.last_name}".strip())
        for agent in rdv.agents or ()
    )
