"""Whose appointment it is. Somebody else's is not found: nobody learns that it exists."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.appointments import queries
from backend.appointments.models import Appointment
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    SignedInPerson,
    today_of,
)
from backend.web.rows import row_or_404

OwnAppointment = NamedDependency[Appointment]
TypedAppointment = NamedDependency[Appointment]
GivenAppointment = NamedDependency[Appointment]


def provide_own(
    session: RequestSession, person: SignedInPerson, appointment_id: FromPath[int]
) -> Appointment:
    """An appointment of the person who is here."""
    return row_or_404(appointment_id, lambda: queries.one_for(session, person, appointment_id))


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
    return row_or_404(
        appointment_id,
        lambda: queries.one_given_by(session, adviser, appointment_id, today=today_of(visit)),
    )
