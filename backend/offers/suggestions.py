"""Solutions suggested to her, each with its reason; she may silence a need, and take it back."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import column, delete, table, union_all
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from backend.catalogue.finding import FoundOffer, Search, find_each
from backend.offers import queries
from backend.offers.asking import Asked
from backend.offers.models import Kept, Silenced
from backend.offers.reasons import Reason, reasons_for
from backend.offers.trades import is_named
from backend.people.models import Person
from backend.territories.models import Territory
from backend.vocabulary.themes import Theme

Met = tuple[Reason, Search, list[FoundOffer]]
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
    reasons = _tried(reasons_for(session, person, today), silenced)
    met = _met(session, reasons, territory.code, known)
    suggested: list[Suggestion] = []
    for reason, search, rows in met:
        new = [row for row in rows if row.offer_id not in known][:FOR_A_REASON]
        if new and len(suggested) < limit and not any(_is_met(reason, one) for one in suggested):
            known |= {row.offer_id for row in new}
            suggested.append(Suggestion(reason.need, reason.because, _address(search), new))
    return suggested


def _is_met(reason: Reason, by: Suggestion) -> bool:
    """One suggestion a need, and one for her project."""
    return by.need is reason.need or by.because == reason.because


def _met(
    session: Session, reasons: Sequence[Reason], department: str, known: AbstractSet[int]
) -> Iterator[Met]:
    """What meets exactly that, else what meets the need: asked together, in one question or two."""
    exact = [_search(reason, reason.theme, department) for reason in reasons]
    found = _rows(session, reasons, exact, known)
    wider = [n for n, reason in enumerate(reasons) if reason.theme and not found[n]]
    again = [_search(reasons[n], "", department) for n in wider]
    for n, search, rows in zip(
        wider, again, _rows(session, [reasons[n] for n in wider], again, known), strict=True
    ):
        exact[n], found[n] = search, rows
    yield from zip(reasons, exact, found, strict=True)


def _search(reason: Reason, theme: str, department: str) -> Search:
    return Search(
        words=" ".join(reason.trades.values()),
        need=None if reason.kind else reason.need,
        theme=theme,
        kind=reason.kind,
        department=department,
    )


def _rows(
    session: Session,
    reasons: Sequence[Reason],
    searches: Sequence[Search],
    known: AbstractSet[int],
) -> list[list[FoundOffer]]:
    return [
        [
            row
            for row in rows
            if row.offer_id not in known
            and (not reason.trades or is_named(row.sheet, reason.trades))
        ]
        for reason, rows in zip(reasons, find_each(session, searches), strict=True)
    ]


def _address(search: Search) -> str:
    """Never her own words."""
    return Asked(need=search.need, theme=search.theme, kind=search.kind).address()


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


def _tried(reasons: Sequence[Reason], silenced: AbstractSet[str]) -> list[Reason]:
    """The first reasons, each thing to look for once."""
    told = [reason for reason in reasons if reason.need not in silenced]
    wanted = {(reason.need, reason.theme, reason.kind): reason for reason in reversed(told)}
    return sorted(wanted.values(), key=told.index)[:MOST_TRIED]
