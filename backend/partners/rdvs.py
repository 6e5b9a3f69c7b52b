"""What the two tools' appointments have in common: rdv-insertion copies rdv-service-public's."""

from collections.abc import Collection
from typing import Annotated, Any, Generic, TypeVar

from backend.appointments.models import Place, Source, Status
from backend.partners.messages import Agent, Event
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


class Participation(Payload, Generic[User]):
    status: OptionalStatus = None
    send_lifecycle_notifications: bool | None = None
    user: User | None = None


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
    participations: list[Participation[User]] | None = None


def heading(source: Source, meta: Meta) -> dict[str, Any]:
    return {
        "source": source,
        "model": meta.model,
        "event": meta.event,
        "stamp": meta.timestamp,
        "reason": meta.webhook_reason,
    }


def company(rdv: AnyRdv[User]) -> dict[str, Any]:
    """Who is there, apart from what is said of each person."""
    return {
        "is_collective": _is_collective(rdv),
        "lists_people": rdv.users is not None or rdv.participations is not None,
        "agents": tuple(
            Agent(agent.email.lower(), f"{agent.first_name} {agent.last_name}".strip())
            for agent in rdv.agents or ()
        ),
    }


def _is_collective(rdv: AnyRdv[User]) -> bool:
    """Several people are a group when the tool does not say: nothing of the others is kept."""
    told = rdv.motif.collectif if rdv.collectif is None else rdv.collectif
    return len(everybody(rdv)) > 1 if told is None else told


def everybody(rdv: AnyRdv[User]) -> Collection[tuple[User, Participation[User]]]:
    """Everyone named in `users` or in `participations`, with what is said of her taking part."""
    named = {user.id: (user, Participation[User](user=user)) for user in rdv.users or ()}
    for participation in rdv.participations or ():
        if participation.user is not None:
            named[participation.user.id] = (participation.user, participation)
    return named.values()


def facts(rdv: AnyRdv[User], participation: Participation[User]) -> dict[str, Any]:
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
