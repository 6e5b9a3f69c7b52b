"""The chore that asks: seldom, once about one thing, and never somebody who asked us to stop.

Two workers may run it at once: what one holds the other leaves for its next hour.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select, update

from backend.people.models import Person
from backend.surveys.events import Event, events_of
from backend.surveys.keys import make_key
from backend.surveys.models import (
    ANSWERABLE,
    BETWEEN,
    Moment,
    State,
    SurveyRequest,
    SurveyStop,
)
from backend.surveys.quarters import quarter_of
from backend.surveys.questionnaires import current
from backend.territories.queries import all_territories

KEPT = timedelta(
    days=13 * 366 / 12
)  # who was asked about something is told for a year what came of it
LONGEST_QUARTER = timedelta(days=93)
AT_ONCE = 1000


class Today(NamedTuple):
    """In a territory."""

    zone: ZoneInfo
    day: date

    @property
    def quarter(self) -> date:
        return quarter_of(self.day)


Days = Mapping[int, Today]


def ask(session: Session, *, now: datetime) -> int:
    """A chore of the worker. Commits as it goes; says how many were asked.

    The most telling moments come first: whoever is asked about one is not asked about the next.
    """
    today = {
        territory.id: Today(territory.zone, now.astimezone(territory.zone).date())
        for territory in all_territories(session)
    }
    asked = 0
    for moment in Moment:
        for found in events_of(session, moment, now=now):
            events = [one for one in found if one.is_recent(*today[one.territory_id])]
            asked += _ask(session, events, today, now=now) if events else 0
            session.commit()
    return asked


def _ask(session: Session, events: Sequence[Event], today: Days, *, now: datetime) -> int:
    versions = _questionnaires(session, events, today, now=now)
    known = _asked_before(session, _hold(session, events), now=now)
    asked = 0
    for event in sorted(
        events, key=lambda one: one.day(today[one.territory_id].zone), reverse=True
    ):
        before = known.get(event.person_id)
        version = versions[event.territory_id]
        request = _request(event, today[event.territory_id], version, now=now)
        if before is not None and may_ask(request, before) and _keep(session, request):
            before.append(request)
            asked += 1
    return asked


def may_ask(request: SurveyRequest, before: Iterable[SurveyRequest]) -> bool:
    """Once a week, and about the same kind of thing in the same place once a quarter."""
    return not any(
        one.asked_at > request.asked_at - BETWEEN or _same_place(one) == _same_place(request)
        for one in before
    )


def _same_place(request: SurveyRequest) -> tuple[Moment, int | None, date]:
    return request.moment, request.structure_id, request.quarter


def _questionnaires(
    session: Session, events: Sequence[Event], today: Days, *, now: datetime
) -> dict[int, int]:
    """By territory; before anybody is held, and in order: two workers never wait for each other."""
    moment = events[0].moment
    territories = sorted({event.territory_id for event in events})
    for quarter in sorted({today[one].quarter for one in territories}):
        make_key(session, quarter)
    return {one: current(session, one, moment, now=now).id for one in territories}


def _hold(session: Session, events: Iterable[Event]) -> Sequence[int]:
    """Whom no other worker is asking now, and who has not just asked us to stop."""
    held = session.exec(
        select(Person.id)
        .where(col(Person.id).in_({event.person_id for event in events}))
        .order_by(col(Person.id))
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    stopped = session.exec(select(SurveyStop.person_id).where(col(SurveyStop.person_id).in_(held)))
    return sorted(set(held) - set(stopped))


def _asked_before(
    session: Session, people: Sequence[int], *, now: datetime
) -> dict[int, list[SurveyRequest]]:
    """As it is once they are held."""
    found: dict[int, list[SurveyRequest]] = {person_id: [] for person_id in people}
    for request in session.exec(
        select(SurveyRequest).where(
            col(SurveyRequest.person_id).in_(people),
            col(SurveyRequest.asked_at) > now - LONGEST_QUARTER,
        )
    ):
        found[request.person_id].append(request)
    return found


def _request(event: Event, today: Today, questionnaire_id: int, *, now: datetime) -> SurveyRequest:
    return SurveyRequest(
        person_id=event.person_id,
        territory_id=event.territory_id,
        moment=event.moment,
        subject_id=event.subject_id,
        structure_id=event.structure_id,
        theme=event.theme,
        questionnaire_id=questionnaire_id,
        happened_on=event.day(today.zone),
        quarter=today.quarter,
        asked_at=now,
        expires_at=now + ANSWERABLE,
    )


def _keep(session: Session, request: SurveyRequest) -> bool:
    """Not when she was asked about it already."""
    row = insert(SurveyRequest).values(**request.model_dump(exclude={"id"}))
    made = session.connection().execute(
        row.on_conflict_do_nothing().returning(col(SurveyRequest.id))
    )
    return made.first() is not None


def expire(session: Session, *, now: datetime) -> int:
    """She said nothing in time."""
    return session.exec(
        update(SurveyRequest)
        .where(col(SurveyRequest.state) == State.OPEN, col(SurveyRequest.expires_at) <= now)
        .values(state=State.EXPIRED)
        .execution_options(synchronize_session=False)
    ).rowcount


def forget_old(session: Session, *, now: datetime) -> int:
    """That she was ever asked."""
    limit = now - KEPT
    forgotten = 0
    while oldest := session.exec(
        select(SurveyRequest.id)
        .where(col(SurveyRequest.asked_at) < limit)
        .order_by(col(SurveyRequest.asked_at))
        .limit(AT_ONCE)
    ).all():
        session.exec(
            delete(SurveyRequest)
            .where(col(SurveyRequest.id).in_(oldest))
            .execution_options(synchronize_session=False)
        )
        session.commit()
        forgotten += len(oldest)
    return forgotten
