"""All that a page of results says, asked for in a handful of questions whatever was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from backend.evaluation import queries, reading
from backend.evaluation.models import Asked, Cut, Release
from backend.evaluation.queries import MOST_QUARTERS, Answer, Told, Words
from backend.evaluation.reading import Asking, Line, Point
from backend.territories.models import Structure, Territory

NO_WORDS = Words((), 1, has_more=False)


@dataclass(frozen=True)
class Results:
    """Of a territory, or of one structure of it, in one quarter: none before the first release."""

    territory: Territory
    releases: Sequence[Release]  # newest first
    release: Release | None
    next_on: date
    told: Sequence[Told]
    improvements: Sequence[Answer]
    words: Words = NO_WORDS
    structure: Structure | None = None

    @property
    def cut(self) -> Cut:
        return Cut.STRUCTURE if self.structure else Cut.TERRITORY

    @property
    def is_old(self) -> bool:
        return self.release is not None and self.release.id != self.releases[0].id

    @cached_property
    def whole(self) -> Line | None:
        return self._line(Asked.SATISFACTION)

    @cached_property
    def helped(self) -> Line | None:
        return self._line(Asked.HELPED)

    def _line(self, question: Asked) -> Line | None:
        """None when too few answered."""
        lines = [
            line
            for line in self._lines(question)
            if self.release is not None and line.result.release_id == self.release.id
        ]
        return lines[0] if lines else None

    def _lines(self, question: Asked) -> list[Line]:
        own = self.structure.id if self.structure else None
        return [
            reading.plain(one.result)
            for one in self.told
            if (one.result.cut, one.result.question, one.result.structure_id)
            == (self.cut, question, own)
        ]

    @cached_property
    def points(self) -> list[Point]:
        lines = self._lines(Asked.SATISFACTION)
        return reading.evolution([line.result for line in lines], self.releases[:MOST_QUARTERS])

    @cached_property
    def structures(self) -> list[Line]:
        return reading.by_structure(self.told, self.release) if self.release else []

    @property
    def standing(self) -> Line | None:
        """The structure of the page among the others."""
        own = [line for line in self.structures if self.structure and line.is_of(self.structure)]
        return own[0] if own else None

    @cached_property
    def moments(self) -> list[Line]:
        cut = Cut.STRUCTURE_MOMENT if self.structure else Cut.MOMENT
        return reading.by_moment(self.told, self.release, cut) if self.release else []

    @cached_property
    def themes(self) -> list[Line]:
        return reading.by_theme(self.told, self.release) if self.release else []

    @cached_property
    def obstacles(self) -> list[tuple[str, list[tuple[str, int]]]]:
        return reading.obstacles(self.told, self.release) if self.release else []

    @cached_property
    def askings(self) -> list[Asking]:
        return reading.askings(self.told, self.release) if self.release else []


def of_territory(
    session: Session, territory: Territory, *, quarter: str, sheet: int, today: date
) -> Results:
    releases = queries.releases_of(session, territory.id)
    release = _chosen(releases, quarter)
    told: list[Told] = []
    words = NO_WORDS
    if release is not None:
        told = queries.told_of_territory(session, release, releases[:MOST_QUARTERS])
        words = _words(session, release, told, sheet)
    return Results(
        territory,
        releases,
        release,
        reading.next_release(next(iter(releases), None), today=today),
        told,
        queries.improvements_shown(session, territory.id),
        words,
    )


def of_structure(
    session: Session, known: tuple[Structure, Territory], *, quarter: str, today: date
) -> Results:
    structure, territory = known
    releases = queries.releases_of(session, territory.id)
    release = _chosen(releases, quarter)
    told: list[Told] = []
    if release is not None:
        told = queries.told_of_structure(session, structure, release, releases[:MOST_QUARTERS])
    return Results(
        territory,
        releases,
        release,
        reading.next_release(next(iter(releases), None), today=today),
        told,
        queries.improvements_shown(session, territory.id, structure_id=structure.id),
        structure=structure,
    )


def _chosen(releases: Sequence[Release], quarter: str) -> Release | None:
    """The one the address names, as « 2026-07 », else the newest."""
    named = [one for one in releases if f"{one.quarter:%Y-%m}" == quarter]
    return next(iter([*named, *releases]), None)


def _words(session: Session, release: Release, told: Sequence[Told], sheet: int) -> Words:
    moments = [
        one.result.moment
        for one in reading.only(told, release, Cut.MOMENT)
        if one.result.moment is not None
    ]
    number = min(max(sheet, 1), queries.LARGEST_PAGE)
    return queries.words_said(session, release, moments, number=number) if moments else NO_WORDS
