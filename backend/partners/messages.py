"""What a tool told us, once understood: the same shape whichever tool told it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.appointments.models import Source
from backend.appointments.reception import IncomingAppointment, Reference
from backend.people.models import IdentifierSystem

APPOINTMENT = "Rdv"  # the one model of the two tools that we take in
PURGED = "rgpd"  # why rdv-service-public destroys what is two years old
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Event(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    DESTROYED = "destroyed"


RANKS = {Event.CREATED: 0, Event.UPDATED: 1, Event.DESTROYED: 2}


@dataclass(frozen=True)
class Agent:
    email: str
    name: str


@dataclass(frozen=True)
class Participant:
    """One person of an appointment. What we could match her by, and nothing else about her."""

    identifiers: dict[IdentifierSystem, str]  # the tool's own first
    first_name: str
    last_name: str
    birth_date: date | None
    appointment: IncomingAppointment


@dataclass(frozen=True, kw_only=True)
class Message:
    source: Source
    model: str
    event: Event
    stamp: datetime
    reason: str = ""
    external_id: str = ""
    service_public_id: str | None = None
    is_collective: bool = False
    lists_people: bool = False  # whether somebody not among `people` is no longer expected
    agents: tuple[Agent, ...] = ()
    people: tuple[Participant, ...] = ()

    @property
    def reference(self) -> Reference:
        return Reference(self.source, self.external_id, self.service_public_id)

    @property
    def position(self) -> int:
        """Its place in the history of one thing: stamps are to the second, events decide ties."""
        return (self.stamp - EPOCH) // timedelta(microseconds=1) * 4 + RANKS[self.event]
