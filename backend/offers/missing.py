"""Which solutions the territory lacks: what was looked for in vain, and in which commune.

No count is of fewer than five. Only whole months are counted: a table that moved with each search
would tell who had just searched. No total is said from which a hidden count could be worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.months import months_after
from backend.offers.misses import month_of
from backend.offers.models import Miss
from backend.places.models import Commune
from backend.territories.models import Territory

ENOUGH = 5  # askers; the same person counts once a month
COMMUNES_TOGETHER = 2  # at least, so that « other communes » is never one
MONTHS = 12

Cell = tuple[str, str, int]  # need, commune, count


@dataclass(frozen=True)
class Missing:
    need: str  # a Theme's code; empty: searched in words only
    commune: str  # its name; empty: none was given
    count: int
    is_rest: bool = False  # several communes, none of which is told alone


def missing(session: Session, territory: Territory, *, today: date) -> Sequence[Missing]:
    """The most looked for first."""
    first, end = counted_months(today)
    cells: Sequence[Cell] = session.exec(
        select(Miss.need, Miss.commune_code, func.count())
        .where(
            Miss.territory_id == territory.id,
            col(Miss.month) >= first,
            col(Miss.month) < end,
        )
        .group_by(col(Miss.need), col(Miss.commune_code))
        .order_by(col(Miss.need), col(Miss.commune_code))
    ).all()
    told = list(tellable(cells))
    names = _names(session, {code for _, code, _ in told if code})
    found = [
        Missing(need, names.get(code or "", code or ""), count, is_rest=code is None)
        for need, code, count in told
    ]
    return sorted(found, key=lambda one: (-one.count, one.need, one.is_rest, one.commune))


def counted_months(today: date) -> tuple[date, date]:
    """The first of twelve whole months, and the month under way, which is not counted."""
    end = month_of(today)
    return months_after(end, -MONTHS), end


def tellable(cells: Iterable[Cell]) -> Iterable[tuple[str, str | None, int]]:
    """Need by need (the cells come in that order); None is the other communes together."""
    for need, of_need in groupby(cells, key=lambda cell: cell[0]):
        hidden = []
        for cell in of_need:
            if cell[2] >= ENOUGH:
                yield cell
            else:
                hidden.append(cell[2])
        if len(hidden) >= COMMUNES_TOGETHER and sum(hidden) >= ENOUGH:
            yield need, None, sum(hidden)


def _names(session: Session, codes: set[str]) -> Mapping[str, str]:
    return dict(
        session.exec(select(Commune.code, Commune.name).where(col(Commune.code).in_(codes))).all()
    )
