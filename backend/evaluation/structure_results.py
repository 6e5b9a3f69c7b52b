"""What is published of one structure, beside its territory: as its own advisers read it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from backend.evaluation import queries, showing
from backend.evaluation.models import Asked, Cut, Release
from backend.evaluation.queries import MOST_QUARTERS
from backend.evaluation.reading import Point, share_of
from backend.evaluation.showing import Results
from backend.evaluation.statistics import Share, Standing, standings
from backend.territories.models import Structure, Territory


class Beside(NamedTuple):
    """One quarter of the structure, and of the whole territory; None where nothing is told."""

    own: Point
    whole: Point
    standing: Standing | None  # of the structure beside the others, as everybody reads it


@dataclass(frozen=True)
class StructureResults:
    own: Results
    whole: Results
    standings: Mapping[date, Standing]  # by quarter

    @property
    def quarters(self) -> list[Beside]:
        """Newest first."""
        pairs = zip(reversed(self.own.points), reversed(self.whole.points), strict=True)
        return [Beside(own, whole, self.standings.get(own.quarter)) for own, whole in pairs]

    @property
    def is_ever_told(self) -> bool:
        return any(point.result for point in self.own.points)


def results_of(
    session: Session,
    known: tuple[Structure, Territory],
    *,
    quarter: str,
    sheet: int,
    today: date,
) -> StructureResults:
    structure, territory = known
    own = showing.of_structure(session, known, quarter=quarter, today=today)
    return StructureResults(
        own,
        showing.of_territory(session, territory, quarter=quarter, sheet=sheet, today=today),
        _standings(session, structure, own.releases[:MOST_QUARTERS]),
    )


def _standings(
    session: Session, structure: Structure, releases: Sequence[Release]
) -> dict[date, Standing]:
    of_quarter = {release.id: release.quarter for release in releases}
    shares: defaultdict[date, dict[int, Share]] = defaultdict(dict)
    own: dict[date, int] = {}
    told = queries.results_of(session, releases, cut=Cut.STRUCTURE, question=Asked.SATISFACTION)
    for result in told:
        quarter = of_quarter[result.release_id]
        shares[quarter][result.id] = share_of(result)
        if result.structure_id == structure.id:
            own[quarter] = result.id
    return {quarter: standings(shares[quarter])[number] for quarter, number in own.items()}
