"""What matters to her today, in two questions; one more in a job, one more for an opinion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from backend.appointments.models import Stage, Status
from backend.appointments.queries import Listed, of_today
from backend.home import standing
from backend.home.standing import Standing
from backend.messaging.models import Subscription
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.territories.models import Structure

MOST = 3  # what awaits her, at once


class Kind(StrEnum):
    """In the order they are shown."""

    CHECK_IN = "check_in"
    CLAIM = "claim"  # something happened to it that she has not read
    CONTINUITY = "continuity"  # nothing goes on for her any more
    PROPOSAL = "proposal"  # of a solution: nothing leaves before she agrees
    ANSWERED = "answered"  # by a solution she asked for a place
    SURVEY = "survey"  # her opinion, in one tap
    GROUP_DECISION = "group_decision"  # she has not said whether she agrees
    ABSENCE = "absence"  # noted, and she has not said whether it is right
    CANCELLED = "cancelled"  # an appointment to come that she might still go to
    QUESTION = "question"  # an appointment to come that she has not answered
    HANDOVER = "handover"  # somebody around her changes
    OBJECTIVE = "objective"  # set by a professional, and she has not said whether it is hers
    REVIEW = "review"  # a point de situation to prepare
    IMPROVEMENT = "improvement"  # something was done with what people said
    REMINDERS = "reminders"  # not on yet, on any of her browsers
    OWN_VIEW = "own_view"  # her situation was recorded, and she has not said her own view


ORDER = tuple(Kind)  # going through an enumeration itself costs a call for each of its members


@dataclass(frozen=True)
class Awaiting:
    kind: Kind
    appointment: Listed | None = None


class TeamMember(NamedTuple):
    """One of those who accompany her, and where to call."""

    function: str
    first_name: str
    last_name: str
    phone: str
    structure: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}"


@dataclass(frozen=True)
class Today:
    next: Listed | None
    awaiting: list[Awaiting]
    team: list[TeamMember]
    standing: Standing

    @property
    def is_first_day(self) -> bool:
        """Nothing has come yet."""
        has_news = self.next or any(found.appointment for found in self.awaiting)
        return not has_news and not self.standing.total


# Built once: this is the page that is opened most. One row at least: the first column is hers.
IS_ACCOMPANIED = and_(
    col(Accompaniment.person_id) == col(Person.id),
    is_current(bindparam("today")),
)
AROUND = (
    select_columns(
        col(Adviser.function),
        col(Adviser.first_name),
        col(Adviser.last_name),
        func.coalesce(func.nullif(col(Adviser.phone), ""), col(Structure.phone)),
        col(Structure.name),
        exists().where(col(Subscription.person_id) == col(Person.id)).label("is_reminded"),
        *standing.COLUMNS,
    )
    .select_from(Person)
    .join(Accompaniment, IS_ACCOMPANIED, isouter=True)
    .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id), isouter=True)
    .join(Structure, col(Structure.id) == col(Adviser.structure_id), isouter=True)
    .where(col(Person.id) == bindparam("person_id"))
    .order_by(
        col(Accompaniment.is_referent).desc(),
        col(Accompaniment.started_on),
        col(Accompaniment.id),
    )
)


def today_of(session: Session, person: Person, *, now: datetime, today: date) -> Today:
    appointments = of_today(session, person, now=now)
    coming = next((a for a in appointments if a.stage in {Stage.UPCOMING, Stage.BEGUN}), None)
    facts = standing.facts_of(person, now=now, today=today)
    around = session.connection().execute(AROUND, facts).all()
    stands = standing.standing_of(session, person, around[0], today=today)
    awaiting = [*_about(appointments, coming), *map(Awaiting, _of_parcours(stands))]
    if not around[0].is_reminded:
        awaiting.append(Awaiting(Kind.REMINDERS))
    awaiting.sort(key=lambda one: ORDER.index(one.kind))
    team = [TeamMember._make(row[:5]) for row in around if row[0] is not None]
    return Today(coming, awaiting[:MOST], team, stands)


def _of_parcours(stands: Standing) -> list[Kind]:
    awaits = (
        (Kind.CHECK_IN, stands.check_in is not None),
        (Kind.CLAIM, stands.claim_id),
        (Kind.CONTINUITY, stands.interruption is not None),
        (Kind.PROPOSAL, stands.proposal_id),
        (Kind.ANSWERED, stands.answered_id),
        (Kind.SURVEY, stands.survey is not None),
        (Kind.IMPROVEMENT, stands.improvement_id),
        (Kind.GROUP_DECISION, stands.has_decision),
        (Kind.HANDOVER, stands.has_handover),
        (Kind.OBJECTIVE, stands.unanswered),
        (Kind.REVIEW, stands.review_on is not None),
        (Kind.OWN_VIEW, stands.misses_own_view),
    )
    return [kind for kind, is_so in awaits if is_so]


def _about(appointments: Sequence[Listed], coming: Listed | None) -> Iterable[Awaiting]:
    """The oldest absence, the soonest that is cancelled, the soonest that waits for an answer."""
    found: dict[Kind, Awaiting] = {}
    for appointment in appointments:
        kind = _kind_of(appointment)
        if kind is not None and appointment is not coming:
            found.setdefault(kind, Awaiting(kind, appointment))
    return found.values()


def _kind_of(appointment: Listed) -> Kind | None:
    if appointment.status is Status.NOSHOW:
        return Kind.ABSENCE if appointment.absence_disputed_at is None else None
    if appointment.stage is Stage.CANCELLED_BY_SERVICE:
        return Kind.CANCELLED
    is_open = appointment.stage is Stage.UPCOMING and appointment.answer is None
    return Kind.QUESTION if is_open and not appointment.is_hers else None
