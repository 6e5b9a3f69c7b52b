"""Who is asked about what: every moment, and each rule that says « not now »."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from backend.appointments.models import Source, Status
from backend.claims.states import Status as ClaimStatus
from backend.people.models import Device, Person
from backend.people.recorded import Origin
from backend.referrals.models import Origin as ReferralOrigin
from backend.referrals.models import Status as ReferralStatus
from backend.steps.models import Kind
from backend.steps.models import Status as StepStatus
from backend.surveys import actions, events
from backend.surveys.asking import ask, expire, forget_old
from backend.surveys.models import (
    ANSWERABLE,
    Moment,
    Questionnaire,
    State,
    SurveyKey,
    SurveyRequest,
)
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.conftest import NOON, device_of
from tests.referrals.asking import solution
from tests.surveys.happenings import HAPPENINGS
from tests.surveys.requests import asked

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
YESTERDAY = NOON - DAY


@pytest.fixture(autouse=True)
def _they_have_come_in(session: Session, cast: Cast) -> None:
    for person in (cast.amina, cast.bilal):
        device_of(session, person)


def happens(
    session: Session, cast: Cast, moment: Moment, at: datetime = YESTERDAY, **others: Any
) -> int:
    """To Amina, with Claire."""
    subject = HAPPENINGS[moment](session, cast.amina, cast.claire, at, **others)
    session.commit()
    return subject


def requests(session: Session) -> list[SurveyRequest]:
    session.expire_all()
    found = session.exec(select(SurveyRequest).order_by(col(SurveyRequest.id))).all()
    session.commit()
    return list(found)


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_asks(cast: Cast, session: Session, moment: Moment) -> None:
    subject = happens(session, cast, moment)
    assert ask(session, now=NOON) == 1
    [request] = requests(session)
    assert (request.person_id, request.territory_id) == (cast.amina.id, cast.tarn.id)
    assert (request.moment, request.subject_id) == (moment, subject)
    assert request.structure_id == cast.department.id
    assert request.happened_on == YESTERDAY.date()
    assert request.state is State.OPEN
    assert (request.asked_at, request.expires_at) == (NOON, NOON + ANSWERABLE)
    assert request.quarter.isoformat() == "2026-01-01"
    version = session.get_one(Questionnaire, request.questionnaire_id)
    assert (version.territory_id, version.moment, version.version) == (cast.tarn.id, moment, 1)
    assert [key.quarter for key in session.exec(select(SurveyKey))] == [request.quarter]


@pytest.mark.parametrize(
    ("moment", "others", "theme"),
    [
        (Moment.CLAIM, {}, Theme.MONEY),
        (Moment.CLAIM, {"theme": None}, None),
        (Moment.REVIEW, {}, None),
        (Moment.JOB, {}, Theme.JOB),
        (Moment.REFERRAL, {}, Theme.MOBILITY),
        (Moment.STEP, {}, Theme.HOUSING),
        (Moment.STEP, {"kind": Kind.CHILDCARE}, Theme.FAMILY),
        (Moment.STEP, {"kind": Kind.INTERVIEW}, None),
        (Moment.APPOINTMENT, {}, None),
    ],
)
def test_its_theme_is_told_when_it_is_known(
    cast: Cast, session: Session, moment: Moment, others: dict[str, Any], theme: Theme | None
) -> None:
    happens(session, cast, moment, **others)
    ask(session, now=NOON)
    assert requests(session)[0].theme is theme


def test_a_solution_that_meets_several_needs_has_no_theme(cast: Cast, session: Session) -> None:
    both = "mobilite--acceder-a-un-vehicule numerique--acquerir-un-equipement"
    offer = solution(session, themes=both)
    happens(session, cast, Moment.REFERRAL, offer_id=offer.id)
    ask(session, now=NOON)
    assert requests(session)[0].theme is None


@pytest.mark.parametrize(
    "status", [ReferralStatus.STARTED, ReferralStatus.DROPPED, ReferralStatus.WITHDRAWN]
)
def test_the_other_ends_of_a_request_ask_too(
    cast: Cast, session: Session, status: ReferralStatus
) -> None:
    happens(session, cast, Moment.REFERRAL, status=status)
    assert ask(session, now=NOON) == 1


def test_what_she_asked_by_herself_is_of_no_structure(cast: Cast, session: Session) -> None:
    happens(session, cast, Moment.REFERRAL, adviser_id=None, origin=ReferralOrigin.OWN)
    ask(session, now=NOON)
    assert requests(session)[0].structure_id is None


def test_a_job_she_wrote_down_herself_is_of_no_structure(cast: Cast, session: Session) -> None:
    hers: dict[str, Any] = {"structure_id": None, "adviser_id": None, "origin": Origin.HERSELF}
    happens(session, cast, Moment.JOB, **hers)
    ask(session, now=NOON)
    assert requests(session)[0].structure_id is None


@pytest.mark.parametrize(
    ("moment", "others"),
    [
        (Moment.APPOINTMENT, {"status": Status.UNKNOWN}),
        (Moment.APPOINTMENT, {"status": Status.NOSHOW}),
        (Moment.APPOINTMENT, {"source": Source.PERSON}),
        (Moment.APPOINTMENT, {"structure_id": None}),
        (Moment.APPOINTMENT, {"removed_at": NOON}),
        (Moment.STEP, {"status": StepStatus.ABANDONED}),
        (Moment.STEP, {"structure_id": None, "origin": Origin.HERSELF}),
        (Moment.STEP, {"ended_on": (NOON + DAY).date()}),
        (Moment.STEP, {"ended_on": (NOON - 8 * DAY).date()}),
        (Moment.STEP, {"removed_at": NOON}),
        (Moment.JOB, {"status": StepStatus.PAUSED}),
        (Moment.JOB, {"kind": Kind.TRAINING}),
        (Moment.REVIEW, {"cancelled_at": NOON}),
        (Moment.CLAIM, {"status": ClaimStatus.CONTESTED}),
        (Moment.REFERRAL, {"status": ReferralStatus.UNANSWERED, "closed_at": None}),
        (Moment.REFERRAL, {"status": ReferralStatus.DECLINED}),
        (Moment.REFERRAL, {"status": ReferralStatus.WITHDRAWN, "sent_at": None}),
    ],
)
def test_what_is_no_such_event_asks_nothing(
    cast: Cast, session: Session, moment: Moment, others: dict[str, Any]
) -> None:
    happens(session, cast, moment, **others)
    assert ask(session, now=NOON) == 0
    assert session.exec(select(SurveyKey)).all() == []


@pytest.mark.parametrize("moment", list(Moment))
def test_what_happened_long_ago_or_is_to_come_asks_nothing(
    cast: Cast, session: Session, moment: Moment
) -> None:
    lasts = 15 if moment is Moment.JOB else 8
    happens(session, cast, moment, NOON - lasts * DAY)
    happens(session, cast, moment, NOON + 2 * DAY)
    assert ask(session, now=NOON) == 0


def test_month_3_is_asked_about_for_two_weeks(cast: Cast, session: Session) -> None:
    happens(session, cast, Moment.JOB, NOON - 13 * DAY)
    assert ask(session, now=NOON) == 1


def test_one_event_is_asked_about_once(cast: Cast, session: Session) -> None:
    happens(session, cast, Moment.JOB)
    assert ask(session, now=NOON) == 1
    assert ask(session, now=NOON + HOUR) == 0
    assert ask(session, now=NOON + 8 * DAY) == 0
    assert len(requests(session)) == 1


def test_a_claim_answered_twice_is_asked_about_once(cast: Cast, session: Session) -> None:
    asked(session, cast.amina, Moment.CLAIM, at=NOON - 30 * DAY, subject_id=77)
    happens(session, cast, Moment.CLAIM, id=77)
    assert ask(session, now=NOON) == 0


def test_the_most_telling_moment_comes_first(cast: Cast, session: Session) -> None:
    for moment in reversed(Moment):
        happens(session, cast, moment)
    assert ask(session, now=NOON) == 1
    assert requests(session)[0].moment is Moment.CLAIM


def test_the_last_of_two_like_events_is_asked_about(cast: Cast, session: Session) -> None:
    happens(session, cast, Moment.APPOINTMENT, NOON - 3 * DAY)
    last = happens(session, cast, Moment.APPOINTMENT, NOON - DAY)
    happens(session, cast, Moment.APPOINTMENT, NOON - 2 * DAY)
    assert ask(session, now=NOON) == 1
    assert requests(session)[0].subject_id == last


def test_nothing_more_is_asked_for_a_week(cast: Cast, session: Session) -> None:
    asked(session, cast.amina, Moment.REVIEW, at=NOON - 7 * DAY + HOUR, state=State.ANSWERED)
    happens(session, cast, Moment.APPOINTMENT)
    assert ask(session, now=NOON) == 0
    assert ask(session, now=NOON + HOUR) == 1


def test_the_same_moment_at_the_same_place_is_asked_once_a_quarter(
    cast: Cast, session: Session
) -> None:
    asked(session, cast.amina, at=NOON - 20 * DAY, structure_id=cast.department.id)
    happens(session, cast, Moment.APPOINTMENT)
    assert ask(session, now=NOON) == 0
    elsewhere = saved(session, type(cast.department)(territory_id=cast.tarn.id, name="Cap emploi"))
    happens(session, cast, Moment.APPOINTMENT, structure_id=elsewhere.id)
    assert ask(session, now=NOON) == 1


def test_it_is_asked_again_in_the_next_quarter(cast: Cast, session: Session) -> None:
    asked(session, cast.amina, at=NOON - 20 * DAY, structure_id=cast.department.id)
    april = NOON + 31 * DAY
    happens(session, cast, Moment.APPOINTMENT, april - DAY)
    assert ask(session, now=april) == 1
    assert requests(session)[-1].quarter.isoformat() == "2026-04-01"


def test_the_quarter_is_the_one_where_she_lives(cast: Cast, session: Session) -> None:
    night = datetime.fromisoformat("2026-04-01T01:00:00Z")  # still 31 March in Cayenne
    for person, adviser in ((cast.amina, cast.claire), (cast.bilal, cast.karim)):
        HAPPENINGS[Moment.APPOINTMENT](session, person, adviser, night - 2 * DAY)
    session.commit()
    ask(session, now=night)
    quarters = {one.person_id: one.quarter.isoformat() for one in requests(session)}
    assert quarters == {cast.amina.id: "2026-04-01", cast.bilal.id: "2026-01-01"}


def test_whoever_stopped_is_asked_no_more_until_she_starts_again(
    cast: Cast, session: Session
) -> None:
    happens(session, cast, Moment.APPOINTMENT)
    actions.stop(session, cast.amina, now=NOON)
    session.commit()
    assert ask(session, now=NOON) == 0
    actions.resume(session, cast.amina)
    session.commit()
    assert ask(session, now=NOON) == 1


def test_whoever_never_came_in_is_not_asked(cast: Cast, session: Session) -> None:
    for device in session.exec(select(Device)):
        session.delete(device)
    happens(session, cast, Moment.APPOINTMENT)
    assert ask(session, now=NOON) == 0


def test_a_file_merged_into_another_is_not_asked(cast: Cast, session: Session) -> None:
    other = saved(session, Person(**cast.amina.model_dump(exclude={"id"})))
    device_of(session, other)
    other.merged_into_id = cast.amina.id
    HAPPENINGS[Moment.APPOINTMENT](session, other, cast.claire, YESTERDAY)
    session.commit()
    assert ask(session, now=NOON) == 0


def test_pages_lose_nobody(cast: Cast, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PAGE", 2)
    people = [
        saved(session, Person(**cast.amina.model_dump(exclude={"id", "sign_in_name"})))
        for _ in range(7)
    ]
    for person in people:
        device_of(session, person)
        for moment in (Moment.REVIEW, Moment.APPOINTMENT):
            HAPPENINGS[moment](session, person, cast.claire, YESTERDAY)
    session.commit()
    assert ask(session, now=NOON) == 7
    assert {one.moment for one in requests(session)} == {Moment.REVIEW}


INDEXES = {
    Moment.CLAIM: "ix_claim_entry_told (writer=? AND happened_at>",
    Moment.REVIEW: "ix_review_planned (held_on>",
    Moment.JOB: "ix_step_kind_started (kind=? AND started_on>",
    Moment.REFERRAL: "ix_referral_changed (changed_at>",
    Moment.STEP: "ix_step_changed (changed_at>",
    Moment.APPOINTMENT: "ix_appointment_start (starts_at>",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL looks at the rows
@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.usefixtures("cast")
def test_what_is_read_is_what_happened_lately(session: Session, moment: Moment) -> None:
    read: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        read.append((told[2], told[3]))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    list(events.events_of(session, moment, now=NOON))
    statement, values = read[-1]
    connection = session.connection()
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    steps = [row[3] for row in plan]
    assert INDEXES[moment] in steps[0]
    assert not [step for step in steps if step.startswith("SCAN")]


def test_a_request_expires_after_a_fortnight(cast: Cast, session: Session) -> None:
    request = asked(session, cast.amina)
    skipped = asked(session, cast.amina, Moment.REVIEW, state=State.SKIPPED)
    assert expire(session, now=NOON + ANSWERABLE - HOUR) == 0
    assert expire(session, now=NOON + ANSWERABLE) == 1
    session.commit()
    states = {one.id: one.state for one in requests(session)}
    assert states == {request.id: State.EXPIRED, skipped.id: State.SKIPPED}


def test_that_she_was_asked_is_forgotten_after_thirteen_months(
    cast: Cast, session: Session
) -> None:
    asked(session, cast.amina, at=NOON - 397 * DAY)
    kept = asked(session, cast.amina, Moment.REVIEW, at=NOON - 395 * DAY)
    assert forget_old(session, now=NOON) == 1
    assert [one.id for one in requests(session)] == [kept.id]
