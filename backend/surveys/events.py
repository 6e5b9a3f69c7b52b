"""What happened lately that somebody may be asked about, page by page.

Whoever was asked about it, was asked something this week or asked us to stop is left out here, so
that a run an hour later reads what is new.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, null, select
from sqlmodel import Session, and_, col, exists, or_

from backend.checkins.models import Moment as JobMoment
from backend.checkins.rules import day_of
from backend.messaging.queries import has_come_in
from backend.people.models import Adviser, Person
from backend.surveys.event_sources import EVENTS, LATELY, MONTH_3_LASTS
from backend.surveys.models import BETWEEN, Moment, SurveyRequest, SurveyStop
from backend.vocabulary.themes import Theme

PAGE = 500


class Event(NamedTuple):
    """Something that happened to her, not yet asked about."""

    person_id: int
    territory_id: int
    moment: Moment
    subject_id: int
    structure_id: int | None
    theme: Theme | None
    happened: date | datetime

    def day(self, zone: ZoneInfo) -> date:
        at = self.happened
        return at.astimezone(zone).date() if isinstance(at, datetime) else at

    def is_recent(self, zone: ZoneInfo, today: date) -> bool:
        lasts = MONTH_3_LASTS if self.moment is Moment.JOB else LATELY
        return today - lasts <= self.day(zone) <= today


def events_of(session: Session, moment: Moment, *, now: datetime) -> Iterator[list[Event]]:
    """Page after page; the caller may commit in between."""
    after: tuple[Any, int] | None = None
    while rows := _page(session, moment, now=now, after=after):
        yield list(_events(session, moment, rows))
        after = (rows[-1].along, rows[-1].id)


def _page(
    session: Session, moment: Moment, *, now: datetime, after: tuple[Any, int] | None
) -> Sequence[Row[Any]]:
    read = EVENTS[moment]
    identifier = col(read.table.id)
    subject = identifier if read.subject is None else read.subject
    statement: Any = select(
        identifier.label("id"),
        read.along.label("along"),
        read.person.label("person_id"),
        col(Person.territory_id),
        subject.label("subject_id"),
        read.structure.label("structure_id"),
        (read.along if read.happened is None else read.happened).label("happened"),
        (null() if read.about is None else read.about).label("about"),
    ).select_from(read.table)
    for table, on in read.joins:
        statement = statement.join(table, on, isouter=table is Adviser)
    wanted = [*read.only(now), *_may_be_asked(moment, subject, now)]
    if after is not None:
        wanted.append(
            or_(read.along > after[0], and_(read.along == after[0], identifier > after[1]))
        )
    return (
        session.connection()
        .execute(
            statement.join(Person, col(Person.id) == read.person)
            .where(*wanted)
            .order_by(read.along, identifier)
            .limit(PAGE)
        )
        .all()
    )


def _may_be_asked(moment: Moment, subject: Any, now: datetime) -> list[ColumnElement[bool]]:  # noqa: ANN401
    hers = col(SurveyRequest.person_id) == Person.id
    return [
        col(Person.merged_into_id).is_(None),
        has_come_in(),
        ~exists().where(col(SurveyStop.person_id) == Person.id),
        ~exists().where(hers, col(SurveyRequest.asked_at) > now - BETWEEN),
        ~exists().where(
            hers,
            col(SurveyRequest.moment) == moment,
            col(SurveyRequest.subject_id) == subject,
        ),
    ]


def _events(session: Session, moment: Moment, rows: Sequence[Row[Any]]) -> Iterator[Event]:
    themes = EVENTS[moment].themes(session, [row.about for row in rows if row.about is not None])
    for row in rows:
        yield Event(
            person_id=row.person_id,
            territory_id=row.territory_id,
            moment=moment,
            subject_id=row.subject_id,
            structure_id=row.structure_id,
            theme=themes.get(row.about),
            happened=day_of(JobMoment.MONTH_3, row.happened)
            if moment is Moment.JOB
            else row.happened,
        )
