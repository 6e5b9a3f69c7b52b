"""What she finds on the page of her opinions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from backend import clock
from backend.people.access import Visit, today_of
from backend.people.models import Person
from backend.surveys import queries
from backend.surveys.progress import Standing, standing_of


@dataclass(frozen=True)
class Listed:
    awaiting: Sequence[queries.Card]
    changeable: Sequence[queries.Card]
    has_stopped: bool


def listed(visit: Visit, session: Session, person: Person) -> Listed:
    now, today = clock.now(), today_of(visit)
    by_standing: dict[Standing, list[queries.Card]] = {}
    for request in queries.recent(session, person, now=now):
        standing = standing_of(request, now=now, today=today)
        by_standing.setdefault(standing, []).append(queries.card(request))
    return Listed(
        awaiting=by_standing.get(Standing.OPEN, []),
        changeable=by_standing.get(Standing.CHANGEABLE, []),
        has_stopped=queries.has_stopped(session, person),
    )
