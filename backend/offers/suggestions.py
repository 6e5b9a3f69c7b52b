"""Solutions suggested to her, each with its reason; she may silence a need, and take it back."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import column, delete, table, union_all
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from backend.catalogue.finding import FoundOffer, Search, find
from backend.offers import queries
from backend.offers.asking import Asked
from backend.offers.models import Kept, Silenced
from backend.offers.reasons import Reason, reasons_for
from backend.offers.trades import is_named
from backend.people.models import Person
from backend.territories.models import Territory
from backend.vocabulary.themes import Theme

EVERY_NEED = "*"
FOR_A_REASON = 2  # solutions
MOST_TRIED = 6  # reasons that are looked for, so that a long file costs no more than a short one

# Referrals are above: all that is asked of them is which solutions she has already asked for.
REFERRAL = table("referral", column("person_id"), column("offer_id"))


@dataclass(frozen=True)
class Suggestion:
    need: Theme
    because: str  # translated: « parce que vous avez noté : garde d’enfants »
    href: str  # of a search that gives the like of it
    rows: list[FoundOffer]


def suggestions_for(
    session: Session, person: Person, *, today: date, limit: int = 3
) -> list[Suggestion]:
    """In the language spoken; one suggestion a need, none for what she silenced."""
    silenced = {*queries.silenced_by(session, person)}
    if EVERY_NEED in silenced:
        return []
    territory = session.get_one(Territory, person.territory_id)
    known = _known_to_her(session, person)
    suggested: list[Suggestion] = []
    for reason in _tried(reasons_for(session, person, today), silenced):
        if len(suggested) == limit:
            break
        if not any(_is_met(reason, one) for one in suggested):
            suggested += _suggested(session, reason, territory.code, known)
            known |= {row.offer_id for one in suggested for row in one.rows}
    return suggested


def _is_met(reason: Reason, by: Suggestion) -> bool:
    """One suggestion a need, and one for her project."""
    return by.need is reason.need or by.because == reason.because


def silence(session: Session, person: Person, need: str, now: datetime) -> None:
    """Nothing more is suggested for that need; « * » is every need."""
    if session.get(Silenced, (person.id, need)) is None:
        session.add(Silenced(person_id=person.id, need=need, silenced_at=now))
        session.flush()


def unsilence(session: Session, person: Person, need: str) -> None:
    session.exec(
        delete(Silenced).where(col(Silenced.person_id) == person.id, col(Silenced.need) == need)
    )


def _known_to_her(session: Session, person: Person) -> set[int]:
    """What she keeps or has asked for needs no suggestion."""
    kept = select_columns(col(Kept.offer_id)).where(col(Kept.person_id) == person.id)
    asked = select_columns(REFERRAL.c.offer_id).where(REFERRAL.c.person_id == person.id)
    return {*session.connection().execute(union_all(kept, asked)).scalars()}


def _tried(reasons: Sequence[Reason], silenced: AbstractSet[str]) -> Iterator[Reason]:
    """The first reasons, each thing to look for once."""
    told = [reason for reason in reasons if reason.need not in silenced]
    wanted = {(reason.need, reason.theme, reason.kind): reason for reason in reversed(told)}
    yield from sorted(wanted.values(), key=told.index)[:MOST_TRIED]


def _suggested(
    session: Session, reason: Reason, department: str, known: AbstractSet[int]
) -> Iterator[Suggestion]:
    """What meets exactly that, else what meets the need."""
    for theme in dict.fromkeys((reason.theme, "")):
        need = None if reason.kind else reason.need
        words = " ".join(reason.trades.values())
        search = Search(
            words=words, need=need, theme=theme, kind=reason.kind, department=department
        )
        found = [row for row in find(session, search).rows if row.offer_id not in known]
        rows = [row for row in found if not words or is_named(row.sheet, reason.trades)]
        if rows:
            href = Asked(need=need, theme=theme, kind=reason.kind).address()  # never her own words
            yield Suggestion(reason.need, reason.because, href, rows[:FOR_A_REASON])
            return
