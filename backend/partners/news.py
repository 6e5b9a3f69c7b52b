"""Telling one person's appointment what a tool said of it, in whichever order two tools say it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from backend.appointments import reception
from backend.appointments.models import Source
from backend.appointments.reception import Hold, IncomingAppointment
from backend.partners import cursors
from backend.people.models import Person
from backend.territories.models import Structure


@dataclass(frozen=True)
class News:
    structure: Structure  # whose tool it is
    incoming: IncomingAppointment
    position: int  # in the tool's history


def tell(session: Session, person: Person, news: News, *, now: datetime) -> None:
    hold = _hold(session, news)
    reference = news.incoming.reference
    if not hold.facts and not reception.known(session, person, news.structure, reference):
        return  # destroyed by the other tool before we heard that it was created
    reception.receive(session, person, news.structure, news.incoming, now=now, hold=hold)


def _hold(session: Session, news: News) -> Hold:
    """The later of two tools tells the facts; rdv-service-public, if it tells, owns the words."""
    reference, structure_id = news.incoming.reference, news.structure.id
    return Hold(
        facts=cursors.advance_either(session, reference, news.position, structure_id),
        words=reference.source is Source.RDV_SERVICE_PUBLIC
        or not cursors.is_told_at_home(session, reference, structure_id),
    )
