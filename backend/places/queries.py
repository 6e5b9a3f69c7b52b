"""Communes by code, by name, by postcode; and which zones a commune is in."""

from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, or_, select

from backend.places.models import Commune, Postcode
from backend.vocabulary.listing import folded

SHORT = {"st": "saint", "ste": "sainte"}
NEAR_ENOUGH = 2  # letters that may be wrong in a name


@dataclass(frozen=True)
class Zones:
    department: str
    region: str
    epci: str


@dataclass
class Atlas:
    """Which zones a commune is in, and which départements a zone touches."""

    communes: dict[str, Zones] = field(default_factory=dict)
    epcis: dict[str, frozenset[str]] = field(default_factory=dict)


def atlas(session: Session) -> Atlas:
    rows = session.exec(select(Commune.code, Commune.department, Commune.region, Commune.epci))
    made = Atlas()
    epcis: dict[str, set[str]] = {}
    for code, department, region, epci in rows:
        made.communes[code] = Zones(department, region, epci)
        if epci:
            epcis.setdefault(epci, set()).add(department)
    made.epcis = {code: frozenset(touched) for code, touched in epcis.items()}
    return made


def commune_with(session: Session, code: str) -> Commune | None:
    return session.get(Commune, code.strip().upper()) if code.strip() else None


def postcodes(session: Session, code: str) -> list[str]:
    """Of a commune."""
    own = select(Postcode.postcode).where(Postcode.commune == code)
    return list(session.exec(own.order_by(col(Postcode.postcode))))


def communes_named(
    session: Session, typed: str, *, near_department: str = "", limit: int = 8
) -> list[Commune]:
    """By name, the beginning or a part of a name, postcode or Insee code; those of a département
    first, then the most inhabited."""
    words = _spelled_out(typed)
    if not words:
        return []
    if any(c.isdigit() for c in words):
        return _matching(session, _by_code(words.replace(" ", "")), near_department, limit)
    name = col(Commune.folded)
    begins = name.startswith(words, autoescape=True)
    within = name.contains(f" {words}", autoescape=True)
    found = _matching(session, begins, near_department, limit, exact=words)
    if len(found) < limit:
        more = _matching(session, within & ~begins, near_department, limit - len(found))
        found += more
    return found or _spelled_nearly(session, words, near_department, limit)


def _spelled_out(typed: str) -> str:
    """« St-Sulpice » is Saint-Sulpice."""
    return " ".join(SHORT.get(word, word) for word in folded(typed[:80]).split())


def _by_code(typed: str) -> ColumnElement[bool]:
    beginning = typed.upper()
    by_postcode = select(Postcode.commune).where(
        col(Postcode.postcode).startswith(beginning, autoescape=True)
    )
    return or_(col(Commune.code) == beginning, col(Commune.code).in_(by_postcode))


def _matching(
    session: Session,
    condition: ColumnElement[bool],
    near_department: str,
    limit: int,
    *,
    exact: str = "",
) -> list[Commune]:
    whole = case((col(Commune.folded) == exact, 0), else_=1)
    near = case((col(Commune.department) == near_department, 0), else_=1)
    order = (near, whole, col(Commune.population).desc(), col(Commune.code))
    return list(session.exec(select(Commune).where(condition).order_by(*order).limit(limit)))


def _spelled_nearly(
    session: Session, words: str, near_department: str, limit: int
) -> list[Commune]:
    """Names that begin with the same letter; a mistake in the first one is not forgiven."""
    if len(words) <= NEAR_ENOUGH * 2:
        return []
    same_letter = col(Commune.folded).startswith(words[0], autoescape=True)
    rows = session.exec(
        select(Commune.code, Commune.folded, Commune.department, Commune.population).where(
            same_letter
        )
    )
    ranked = sorted(
        (distance, department != near_department, -population, code)
        for code, name, department, population in rows
        if (distance := OSA.distance(words, name, score_cutoff=NEAR_ENOUGH)) <= NEAR_ENOUGH
    )[:limit]
    found = {
        commune.code: commune
        for commune in session.exec(
            select(Commune).where(col(Commune.code).in_([code for *_, code in ranked]))
        )
    }
    return [found[code] for *_, code in ranked]
