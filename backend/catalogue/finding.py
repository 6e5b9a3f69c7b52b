"""Finds solutions, in the same order on both engines (docs/decisions/0014)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlmodel import Session, col, select

from backend import clock
from backend.catalogue.areas import ON_SITE, ONLINE, around, within
from backend.catalogue.expressions import Expression, Has, any_token
from backend.catalogue.models import Kind, Sheet
from backend.catalogue.needs import CATEGORIES
from backend.catalogue.ranking import Asked, Statement
from backend.catalogue.tokens import compact, theme_token
from backend.places.models import Commune
from backend.search.understanding import Understood, understand
from backend.vocabulary.themes import Theme

PAGE = 10
DEPARTMENT = re.compile("[0-9][0-9ABab][0-9]?")
MOST_PAGES = 100
PART = "SELECT {number} AS part, * FROM ({page}) AS p{number}"
ALONE = text("SET LOCAL max_parallel_workers_per_gather = 0")


@dataclass(frozen=True)
class Search:
    """What she asks for; nothing of it tells who she is."""

    words: str = ""
    need: Theme | None = None
    theme: str = ""  # a thématique of data·inclusion
    commune: Commune | None = None
    department: str = ""  # when there is no commune
    distance_km: int = 20
    online: bool | None = None
    free: bool = False
    publics: tuple[str, ...] = ()
    usable_by_her: bool = False
    kind: Kind | None = None
    page: int = 1


@dataclass(frozen=True)
class FoundOffer:
    offer_id: int
    sheet: Sheet
    structure_name: str
    distance_km: float | None


@dataclass(frozen=True)
class Found:
    rows: list[FoundOffer]
    total: int
    page: int
    pages: int
    understood: str = ""  # her words as they were corrected; empty when nothing was


def find(session: Session, search: Search) -> Found:
    understood = understand(session, search.words)
    if understood.is_lost:
        return Found([], 0, 1, 1)
    page = min(max(search.page, 1), MOST_PAGES)
    found = _page(session, replace(search, page=page), understood)
    if not found.rows and page > 1:  # further than the last page
        found = _page(session, replace(search, page=1), understood)
    if not found.rows and len(understood.concepts) > 1:
        found = _page(session, search, understood, is_loose=True)
    return found


def _page(
    session: Session, search: Search, understood: Understood, *, is_loose: bool = False
) -> Found:
    statement = Statement(_asked(session, search, understood, is_loose=is_loose))
    asked = text(statement.text()).bindparams(
        size=PAGE, start=(search.page - 1) * PAGE, **statement.values
    )
    rows = _answer(session, asked)
    total = rows[0].total if rows else 0
    offers = list(_offers(session, rows).values())
    return Found(offers, total, search.page, max(1, -(-total // PAGE)), understood.words)


def find_each(session: Session, searches: Sequence[Search]) -> list[list[FoundOffer]]:
    """The first page of each, all asked in one question. A search that leaves words out, or whose
    words are not known, finds nothing here."""
    parts, values = [], {}
    for number, search in enumerate(searches):
        understood = understand(session, search.words)
        if not understood.is_lost:
            asked = _asked(session, search, understood, is_loose=False)
            statement = Statement(asked, prefix=f"p{number}_")
            parts.append(PART.format(number=number, page=statement.text()))
            values |= statement.values
    if not parts:
        return [[] for _ in searches]
    together = text(" UNION ALL ".join(parts)).bindparams(size=PAGE, start=0, **values)
    rows = sorted(
        _answer(session, together), key=lambda row: (-row.covers, -row.rank, row.offer_id)
    )
    offers = _offers(session, rows)
    return [
        [offers[row.id] for row in rows if row.part == number and row.id in offers]
        for number in range(len(searches))
    ]


def _answer(session: Session, asked: TextClause) -> Sequence[Row[Any]]:
    """By one process of PostgreSQL: others take longer to call than to do without."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(ALONE)
    return session.connection().execute(asked).all()


def _offers(session: Session, rows: Sequence[Row[Any]]) -> dict[int, FoundOffer]:
    """By the number of the sheet, in the order of the rows."""
    wanted = [row.id for row in rows]
    read = session.exec(select(Sheet).where(col(Sheet.id).in_(wanted)))
    sheets = {sheet.id: sheet for sheet in read}
    return {
        row.id: FoundOffer(
            row.offer_id,
            sheets[row.id],
            row.name or "",
            None if row.far is None else sqrt(row.far),
        )
        for row in rows
        if row.id in sheets
    }


def _asked(session: Session, search: Search, understood: Understood, *, is_loose: bool) -> Asked:
    return Asked(
        engine=session.get_bind().dialect.name,
        concepts=understood.concepts,
        filters=tuple(filters_of(search)),
        commune=search.commune,
        department="" if search.commune else _department(search),
        distance_km=search.distance_km,
        on_site=search.online is False,
        today=clock.now().date(),
        is_loose=is_loose,
    )


def _department(search: Search) -> str:
    return search.department.lower() if DEPARTMENT.fullmatch(search.department) else ""


def filters_of(search: Search) -> list[Expression]:
    """All that she narrowed her search by, but her words."""
    return [*_what(search), *_place(search), *_for_whom(search)]


def _what(search: Search) -> Iterator[Expression]:
    if search.need is not None:
        yield any_token(theme_token(category) for category in CATEGORIES[search.need])
    if search.theme:
        yield Has(theme_token(search.theme))
    if search.kind is not None:
        yield Has(f"k_{search.kind.value}")


def _for_whom(search: Search) -> Iterator[Expression]:
    if search.free:
        yield Has("f_gratuit")
    if search.publics:
        asked = ("tous-publics", *search.publics)
        yield any_token(f"p_{compact(public)}" for public in asked)
    if search.usable_by_her:
        yield Has("u_usagers")


def _place(search: Search) -> list[Expression]:
    if search.commune is not None:
        return [around(search.commune, search.distance_km, online=search.online)]
    if department := _department(search):
        return [within(department, online=search.online)]
    if search.online is not None:
        return [Has(ONLINE if search.online else ON_SITE)]
    return []
