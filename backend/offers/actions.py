"""She keeps a solution, or no longer; she says that it is not as it was told."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col

from backend.catalogue.models import Offer
from backend.offers import queries
from backend.offers.models import Kept, Remark, Wrong
from backend.people.models import Person


def keep(session: Session, person: Person, offer: Offer, *, now: datetime) -> None:
    """Twice is once: two taps may come together."""
    session.exec(
        insert(Kept)
        .values(person_id=person.id, offer_id=offer.id, kept_at=now)
        .on_conflict_do_nothing()
    )


def keep_no_longer(session: Session, person: Person, offer: Offer) -> None:
    session.exec(
        delete(Kept).where(col(Kept.person_id) == person.id, col(Kept.offer_id) == offer.id)
    )


def say_wrong(
    session: Session, person: Person, offer: Offer, said: tuple[Wrong, str], *, now: datetime
) -> Remark:
    """One remark of hers at a time on a solution: what she says anew replaces what waits."""
    wrong, words = said
    remark = queries.open_remark(session, person, offer.id) or Remark(
        person_id=person.id,
        territory_id=person.territory_id,
        offer_id=offer.id,
        wrong=wrong,
        said_at=now,
    )
    remark.wrong, remark.words, remark.said_at = wrong, words, now
    session.add(remark)
    return remark
