"""A quarter as the territory's team looks at it: what changed, and where it goes wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sqlmodel import Session, col, select

from backend.evaluation import changes, queries, reading
from backend.evaluation.changes import Change
from backend.evaluation.models import Asked, Cut, Release, Result
from backend.evaluation.queries import SHOWN_CUTS, Answer, Told
from backend.evaluation.reading import Line
from backend.evaluation.statistics import Share, Standing, standings
from backend.surveys.models import Moment, Questionnaire
from backend.surveys.quarters import quarter_after
from backend.surveys.words import MOMENTS
from backend.territories.models import Structure, Territory
from backend.vocabulary.listing import folded

STAGES = ("face", "short", "helped", "words")
FIRST_OBSTACLES = 3
WORST_FIRST = (Standing.BELOW, Standing.NOT_DIFFERENT, Standing.ABOVE)


class MomentLine(NamedTuple):
    """What is said of one moment of the parcours."""

    line: Line
    standing: Standing  # beside all the other moments together
    helped: Share | None
    obstacles: Sequence[tuple[str, int]]  # the most frequent first


class Reach(NamedTuple):
    """How many people answered each part of the questionnaire of one moment."""

    label: str
    counts: Sequence[int | None]  # in the order of STAGES


@dataclass(frozen=True)
class Board:
    territory: Territory
    releases: Sequence[Release]  # newest first
    release: Release | None
    told: Sequence[Told]  # of this quarter and of the one before
    structures: Sequence[Structure]
    improvements: Sequence[Answer]
    next_on: date

    @cached_property
    def before(self) -> Release | None:
        if self.release is None:
            return None
        wanted = quarter_after(self.release.quarter, -1)
        return next((one for one in self.releases if one.quarter == wanted), None)

    @property
    def changes(self) -> list[Change]:
        if self.release is None or self.before is None:
            return []
        return changes.established(self._of(self.release), self._of(self.before))

    def _of(self, release: Release) -> list[Told]:
        return [one for one in self.told if one.result.release_id == release.id]

    @cached_property
    def whole(self) -> Result | None:
        return self._whole(Asked.SATISFACTION)

    @cached_property
    def helped(self) -> Result | None:
        return self._whole(Asked.HELPED)

    def _whole(self, question: Asked) -> Result | None:
        return next((one.result for one in self._only(Cut.TERRITORY, question)), None)

    def _only(self, cut: Cut, question: Asked = Asked.SATISFACTION) -> list[Told]:
        return reading.only(self.told, self.release, cut, question) if self.release else []

    @cached_property
    def moments(self) -> list[MomentLine]:
        """Those below the others come first."""
        if self.release is None:
            return []
        lines = reading.by_moment(self.told, self.release)
        stand = standings({line.label: line.share for line in lines})
        helped = _shares_by_moment(self._only(Cut.MOMENT, Asked.HELPED))
        obstacles = dict(reading.obstacles(self.told, self.release))
        found = [
            MomentLine(
                line,
                stand[line.label],
                helped.get(line.result.moment) if line.result.moment else None,
                obstacles.get(line.label, [])[:FIRST_OBSTACLES],
            )
            for line in lines
        ]
        return sorted(found, key=lambda one: WORST_FIRST.index(one.standing))

    @property
    def reached(self) -> list[Reach]:
        rows = [one.result for one in self._only(Cut.MOMENT, Asked.REACHED)]
        order = list(MOMENTS)
        rows.sort(key=lambda row: order.index(row.moment) if row.moment else len(order))
        return [
            Reach(
                MOMENTS[row.moment] if row.moment else reading.TOGETHER[Cut.MOMENT],
                [row.by_code.get(stage) for stage in STAGES],
            )
            for row in rows
        ]

    @cached_property
    def by_structure(self) -> list[Line]:
        return reading.by_structure(self.told, self.release) if self.release else []

    @property
    def not_told(self) -> list[Structure]:
        """Too few people spoke of them, or they nearly all said the same, or nobody was asked."""
        told = {line.result.structure_id for line in self.by_structure}
        found = [one for one in self.structures if one.id not in told]
        return sorted(found, key=lambda one: folded(one.name))

    @property
    def answered(self) -> list[Answer]:
        """« Vous avez dit, nous avons fait » that answers this quarter's figures."""
        return [one for one in self.improvements if one.release == self.release]


def _shares_by_moment(told: Iterable[Told]) -> dict[Moment, Share]:
    return {
        one.result.moment: reading.share_of(one.result)
        for one in told
        if one.result.moment is not None
    }


def board_of(session: Session, territory: Territory, *, quarter: str, today: date) -> Board:
    """`quarter` as addresses name it, « 2026-07 »; the newest else."""
    releases = queries.releases_of(session, territory.id)
    named = [one for one in releases if f"{one.quarter:%Y-%m}" == quarter]
    release = next(iter([*named, *releases]), None)
    return Board(
        territory,
        releases,
        release,
        _told(session, releases, release) if release else [],
        _structures_of(session, territory),
        queries.improvements_shown(session, territory.id),
        reading.next_release(next(iter(releases), None), today=today),
    )


def _told(session: Session, releases: Sequence[Release], release: Release) -> list[Told]:
    both = (release.quarter, quarter_after(release.quarter, -1))
    ids = [one.id for one in releases if one.quarter in both]
    rows = session.exec(
        select(Result, Structure, Questionnaire)
        .outerjoin(Structure, col(Result.structure_id) == Structure.id)
        .outerjoin(Questionnaire, col(Result.questionnaire_id) == Questionnaire.id)
        .where(col(Result.release_id).in_(ids), col(Result.cut).in_(SHOWN_CUTS))
        .order_by(col(Result.id))
    ).all()
    return [Told(*row) for row in rows]


def _structures_of(session: Session, territory: Territory) -> Sequence[Structure]:
    return session.exec(select(Structure).where(Structure.territory_id == territory.id)).all()


def questionnaires_of(session: Session, territory_id: int) -> Sequence[Questionnaire]:
    """Every version that was ever asked, for the record."""
    return session.exec(
        select(Questionnaire)
        .where(
            Questionnaire.territory_id == territory_id,
            col(Questionnaire.published_at).is_not(None),
        )
        .order_by(col(Questionnaire.moment), col(Questionnaire.version))
    ).all()
