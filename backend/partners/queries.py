from collections.abc import Sequence

from sqlmodel import Session, and_, col, func, or_, select

from backend.appointments.models import Source
from backend.appointments.reception import Reference
from backend.partners import identities
from backend.partners.messages import Agent
from backend.partners.models import WaitingAppointment, WebhookEndpoint
from backend.people.models import Adviser, IdentifierSystem, Person
from backend.territories.models import Structure


def endpoints(
    session: Session, source: Source, endpoint_id: int | None = None
) -> Sequence[WebhookEndpoint]:
    """Those a message of this tool may come from: all, or the one its address names."""
    question = select(WebhookEndpoint).where(WebhookEndpoint.source == source)
    if endpoint_id is not None:
        question = question.where(WebhookEndpoint.id == endpoint_id)
    return session.exec(question.order_by(col(WebhookEndpoint.id))).all()


def waiting_for(session: Session, adviser: Adviser) -> Sequence[WaitingAppointment]:
    """The unmatched appointments of the adviser's structure, soonest first."""
    return session.exec(
        select(WaitingAppointment)
        .where(WaitingAppointment.structure_id == adviser.structure_id)
        .order_by(col(WaitingAppointment.starts_at), col(WaitingAppointment.id))
    ).all()


def waiting_one(session: Session, adviser: Adviser, waiting_id: int) -> WaitingAppointment | None:
    return session.exec(
        select(WaitingAppointment).where(
            WaitingAppointment.id == waiting_id,
            WaitingAppointment.structure_id == adviser.structure_id,
        )
    ).one_or_none()


def waiting_about(
    session: Session, structure: Structure, reference: Reference
) -> Sequence[WaitingAppointment]:
    """What is kept of one appointment of one tool, for whomever."""
    return session.exec(
        select(WaitingAppointment).where(
            WaitingAppointment.structure_id == structure.id,
            WaitingAppointment.source == reference.source,
            WaitingAppointment.external_id == reference.external_id,
        )
    ).all()


def waiting_of(session: Session, person: Person) -> Sequence[WaitingAppointment]:
    """What her territory's structures were told of her before we knew who she was, oldest first."""
    in_insertion = identities.of(session, person, IdentifierSystem.RDV_INSERTION)
    in_service_public = identities.of(session, person, IdentifierSystem.RDV_SERVICE_PUBLIC)
    return session.exec(
        select(WaitingAppointment)
        .join(Structure)
        .where(
            Structure.territory_id == person.territory_id,
            or_(
                and_(
                    col(WaitingAppointment.source) == Source.RDV_INSERTION,
                    col(WaitingAppointment.external_person_id).in_(in_insertion),
                ),
                col(WaitingAppointment.service_public_person_id).in_(in_service_public),
            ),
        )
        .order_by(col(WaitingAppointment.position), col(WaitingAppointment.id))
        .execution_options(populate_existing=True)
    ).all()


def adviser_among(
    session: Session, structure: Structure, agents: Sequence[Agent]
) -> Adviser | None:
    """The first of the tool's agents who is an adviser of ours, in that structure."""
    order = {agent.email: place for place, agent in enumerate(agents) if agent.email}
    ours = session.exec(
        select(Adviser).where(
            Adviser.structure_id == structure.id, func.lower(Adviser.email).in_(order)
        )
    ).all()
    return min(ours, key=lambda adviser: order.get(adviser.email.lower(), len(order)), default=None)
