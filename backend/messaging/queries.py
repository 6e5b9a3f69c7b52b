from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, or_, select

from backend.messaging.models import Preference, Subscription
from backend.people.models import Credential, Device, Person


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


def has_come_in() -> ColumnElement[bool]:
    """Whether she ever opened the application: nobody is asked anything who does not know it."""
    return or_(
        *(
            exists().where(col(there) == Person.id)
            for there in (Subscription.person_id, Credential.person_id, Device.person_id)
        )
    )
