"""Whose appointment it is. Somebody else's is not found: nobody learns that it exists."""

from datetime import date

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend import clock
from backend.appointments import queries
from backend.appointments.models import Appointment
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser, SignedInPerson, Visit
from backend.people.models import Person
from backend.people.queries import followed_by

OwnAppointment = NamedDependency[Appointment]
TypedAppointment = NamedDependency[Appointment]
GivenAppointment = NamedDependency[Appointment]
FollowedPerson = NamedDependency[Person]
LARGEST_ID = 2**31 - 1  # a larger one is in no database, and some would stumble over it


def provide_own(
    session: RequestSession, person: SignedInPerson, appointment_id: FromPath[int]
) -> Appointment:
    """An appointment of the person who is here."""
    found = None
    if 0 < appointment_id <= LARGEST_ID:
        found = queries.one_for(session, person, appointment_id)
    if found is None:
        raise NotFoundException
    return found


def provide_typed(own: OwnAppointment) -> Appointment:
    """One that she typed herself, and may change."""
    if not own.is_hers:
        raise NotFoundException
    return own


def provide_given(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    appointment_id: FromPath[int],
) -> Appointment:
    """An appointment that this adviser's structure gave to somebody this adviser accompanies."""
    found = None
    if 0 < appointment_id <= LARGEST_ID:
        found = queries.one_given_by(session, adviser, appointment_id, today=today_of(visit))
    if found is None:
        raise NotFoundException
    return found


def provide_followed(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, person_id: FromPath[int]
) -> Person:
    """A person this adviser accompanies."""
    found = None
    if 0 < person_id <= LARGEST_ID:
        found = followed_by(session, adviser, person_id, today=today_of(visit))
    if found is None:
        raise NotFoundException
    return found


def today_of(visit: Visit) -> date:
    """The day it is for whoever is here."""
    return clock.now().astimezone(visit.zone).date()
