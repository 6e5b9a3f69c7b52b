"""What people say helps and blocks at each moment: of the last figures told, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from backend.evaluation.models import Asked, Cut, Release, Result
from backend.evaluation.queries import last_release, results_of
from backend.evaluation.statistics import Share
from backend.surveys.models import Face, Moment, Obstacle, Said
from backend.territories.models import Territory

SAID_WELL = {Asked.SATISFACTION: Face.GOOD.value, Asked.HELPED: Said.YES.value}


@dataclass(frozen=True)
class Heard:
    """At one moment; None: too few answers to tell."""

    went_well: Share | None = None
    helped: Share | None = None
    obstacles: Sequence[tuple[Obstacle, int]] = ()  # what most people say first

    @property
    def is_told(self) -> bool:
        return bool(self.went_well or self.helped or self.obstacles)


@dataclass(frozen=True)
class Hearing:
    release: Release | None
    moments: Mapping[Moment, Heard]
    together: Heard  # the moments that are only told as one

    @property
    def is_told(self) -> bool:
        return self.together.is_told or any(one.is_told for one in self.moments.values())


def hearing(session: Session, territory: Territory) -> Hearing:
    release = last_release(session, territory.id)
    told: dict[Asked, Mapping[Moment | None, Result]] = {
        question: _by_moment(session, release, question) if release else {}
        for question in (*SAID_WELL, Asked.OBSTACLES)
    }
    return Hearing(
        release=release,
        moments={moment: _heard(told, moment) for moment in Moment},
        together=_heard(told, None),
    )


def _by_moment(
    session: Session, release: Release, question: Asked
) -> Mapping[Moment | None, Result]:
    rows = results_of(session, [release], cut=Cut.MOMENT, question=question)
    return {row.moment: row for row in rows if row.moment is not None or row.together}


def _heard(told: Mapping[Asked, Mapping[Moment | None, Result]], moment: Moment | None) -> Heard:
    went_well, helped = (_share(told[asked].get(moment), code) for asked, code in SAID_WELL.items())
    return Heard(went_well, helped, _obstacles(told[Asked.OBSTACLES].get(moment)))


def _share(result: Result | None, code: str) -> Share | None:
    if result is None or code not in result.by_code or not result.answers:
        return None
    return Share(result.by_code[code], result.answers)


def _obstacles(result: Result | None) -> Sequence[tuple[Obstacle, int]]:
    if result is None:
        return ()
    known = [(Obstacle(code), count) for code, count in result.by_code.items()]
    return sorted(known, key=lambda one: -one[1])
