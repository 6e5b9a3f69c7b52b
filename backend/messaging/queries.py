from collections.abc import Sequence

from sqlmodel import Session, col, select

from backend.messaging.models import Preference, Subscription
from backend.people.models import Person


def browsers_of(session: Session, person: Person) -> Sequence[Subscription]:
    """Those that receive her reminders, the newest first."""
    return session.exec(
        select(Subscription)
        .where(Subscription.person_id == person.id)
        .order_by(col(Subscription.created_at).desc(), col(Subscription.id).desc())
    ).all()


def browser_at(session: Session, endpoint: str) -> Subscription | None:
    return session.exec(select(Subscription).where(Subscription.endpoint == endpoint)).one_or_none()


def preference_of(session: Session, person: Person) -> Preference:
    """Hers, or what holds while she has chosen nothing."""
    return session.get(Preference, person.id) or Preference(person_id=person.id)
