"""What she keeps, what she silenced, what she said is wrong."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.catalogue.queries import Shown, shown_of
from backend.offers.models import Kept, Remark, Silenced
from backend.people.models import Person

MOST_KEPT = 200  # shown on one page, the newest first


def kept_count(session: Session, person: Person) -> int:
    return session.exec(
        select(func.count()).select_from(Kept).where(Kept.person_id == person.id)
    ).one()


def is_kept(session: Session, person: Person, offer_id: int) -> bool:
    return (
        session.exec(
            select(Kept.offer_id).where(Kept.person_id == person.id, Kept.offer_id == offer_id)
        ).first()
        is not None
    )


def kept_by(session: Session, person: Person) -> list[Shown]:
    """The newest first, those that are gone too."""
    kept = session.exec(
        select(Kept.offer_id)
        .where(Kept.person_id == person.id)
        .order_by(col(Kept.kept_at).desc(), col(Kept.offer_id).desc())
        .limit(MOST_KEPT)
    ).all()
    return list(shown_of(session, kept).values())


def silenced_by(session: Session, person: Person) -> Sequence[str]:
    """The needs, as codes, that nothing more is suggested for."""
    return session.exec(
        select(Silenced.need)
        .where(Silenced.person_id == person.id)
        .order_by(col(Silenced.silenced_at))
    ).all()


def open_remark(session: Session, person: Person, offer_id: int) -> Remark | None:
    """What she said of it and nobody has dealt with yet."""
    return session.exec(
        select(Remark)
        .where(
            Remark.person_id == person.id,
            Remark.offer_id == offer_id,
            col(Remark.handled_at).is_(None),
        )
        .order_by(col(Remark.id).desc())
    ).first()
