"""Days that were planned: a step is recalled two days before, a point de situation a week."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from backend.people.models import Person
from backend.people.recorded import Origin
from backend.reminders import actions
from backend.reminders.models import Delivery, Kind, State
from backend.reminders.topics.planned_rules import (
    REVIEW,
    STEP,
    Recall,
    planned_between,
    reminders_of,
)
from backend.reviews.models import Review
from backend.steps.models import Kind as StepKind
from backend.steps.models import Status, Step
from tests.cast import saved
from tests.reminders.conftest import Office

PLANNED = date(2026, 3, 24)
J_2 = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00 in Albi
J_7 = datetime(2026, 3, 17, 9, tzinfo=UTC)
LONG_BEFORE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Indian/Reunion")
]
RECALLS = st.sampled_from([STEP, REVIEW])


def step(session: Session, person: Person, **others: Any) -> Step:
    facts: dict[str, Any] = {
        "person_id": person.id,
        "origin": Origin.DESK,
        "kind": StepKind.HEALTH,
        "title": "Bilan de santé",
        "status": Status.PLANNED,
        "planned_on": PLANNED,
        "created_at": LONG_BEFORE,
        "changed_at": LONG_BEFORE,
    }
    row = saved(session, Step(**(facts | others)))
    session.commit()
    return row


def review(session: Session, person: Person, **others: Any) -> Review:
    facts: dict[str, Any] = {
        "person_id": person.id,
        "origin": Origin.DESK,
        "planned_on": PLANNED,
        "created_at": LONG_BEFORE,
        "changed_at": LONG_BEFORE,
    }
    row = saved(session, Review(**(facts | others)))
    session.commit()
    return row


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    RECALLS,
    st.sampled_from(ZONES),
    st.integers(-30 * 24, 30 * 24),
)
def test_the_rules_hold_for_any_day(
    planned_on: date, recall: Recall, zone: ZoneInfo, hours: int
) -> None:
    learned_at = datetime.combine(planned_on, time(12), tzinfo=UTC) + hours * HOUR
    for reminder in reminders_of(planned_on, recall, zone, learned_at=learned_at):
        local = reminder.due_at.astimezone(zone)
        assert (local.time(), planned_on - local.date()) == (time(10), recall.before)
        assert learned_at < reminder.due_at < reminder.stale_at
        assert reminder.stale_at.astimezone(zone).time() == time(20)
        assert reminder.stale_at.astimezone(zone).date() < planned_on
        for now in (reminder.due_at, reminder.stale_at - MINUTE):
            first, last = planned_between(recall, now)
            assert first <= planned_on <= last


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), RECALLS, st.sampled_from(ZONES))
def test_known_in_time_there_is_one(planned_on: date, recall: Recall, zone: ZoneInfo) -> None:
    learned_at = datetime.combine(planned_on - 9 * DAY, time(), tzinfo=UTC)
    assert len(reminders_of(planned_on, recall, zone, learned_at=learned_at)) == 1
    assert (
        reminders_of(planned_on, recall, zone, learned_at=learned_at, silenced=[recall.kind]) == []
    )
    assert reminders_of(None, recall, zone, learned_at=learned_at) == []


@pytest.mark.parametrize(
    ("planned", "zone", "due"),
    [
        ("2026-03-30", "Europe/Paris", "2026-03-28T09:00"),
        ("2026-03-31", "Europe/Paris", "2026-03-29T08:00"),
        ("2026-10-27", "Europe/Paris", "2026-10-25T09:00"),
        ("2028-03-01", "America/Cayenne", "2028-02-28T13:00"),
        ("2027-01-01", "Pacific/Noumea", "2026-12-29T23:00"),
    ],
)
def test_a_step_is_recalled_at_ten_two_days_before(planned: str, zone: str, due: str) -> None:
    day = date.fromisoformat(planned)
    [found] = reminders_of(day, STEP, ZoneInfo(zone), learned_at=LONG_BEFORE)
    assert f"{found.due_at:%Y-%m-%dT%H:%M}" == due


def test_a_step_is_recalled_once_two_days_before(
    office: Office, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    row = step(session, amina)
    for moment in (J_2 - MINUTE, J_2, J_2 + MINUTE, J_2 + DAY, J_2 + 2 * DAY):
        office.work(moment)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    shown = received.payload["notification"]
    assert shown["title"] == "Reminder"
    assert shown["body"] == "A step of your parcours is planned in two days."
    assert shown["navigate"] == f"https://parcours.test/parcours/etapes/{row.id}"


def test_a_worker_back_after_the_day_s_end_says_nothing(
    office: Office, amina: Person, session: Session
) -> None:
    office.subscribe(amina)
    step(session, amina)
    assert office.work(J_2 + DAY).planned == 0


def test_a_point_de_situation_is_announced_a_week_before(
    office: Office, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    review(session, amina)
    for moment in (J_7 - MINUTE, J_7, J_7 + DAY, J_7 + 2 * DAY):
        office.work(moment)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    shown = received.payload["notification"]
    assert shown["body"] == (
        "A point de situation is coming. You can prepare what you want to say."
    )
    assert shown["navigate"] == "https://parcours.test/parcours/points/preparation"


@pytest.mark.parametrize(
    "others",
    [
        {"status": Status.IN_PROGRESS},
        {"status": Status.CANCELLED},
        {"removed_at": LONG_BEFORE},
        {"planned_on": None},
        {"created_at": J_2},  # the day was known too late for that
        {"origin": Origin.HERSELF, "changed_at": J_2},  # her own change is no news to her
    ],
)
def test_no_reminder_of_such_a_step(
    office: Office, amina: Person, session: Session, others: dict[str, Any]
) -> None:
    office.subscribe(amina)
    step(session, amina, **others)
    assert office.work(J_2).planned == 0


@pytest.mark.parametrize(
    "others",
    [{"held_on": date(2026, 3, 10)}, {"cancelled_at": LONG_BEFORE}, {"planned_on": None}],
)
def test_no_reminder_of_such_a_point_de_situation(
    office: Office, amina: Person, session: Session, others: dict[str, Any]
) -> None:
    office.subscribe(amina)
    review(session, amina, **others)
    assert office.work(J_7).planned == 0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": Status.DONE}, "no longer true"),
        ({"removed_at": J_2}, "no longer true"),
        ({"planned_on": PLANNED + DAY}, "no longer true"),
    ],
)
def test_what_changed_since_it_was_planned_does_not_leave(
    office: Office, amina: Person, session: Session, values: dict[str, Any], reason: str
) -> None:
    phone = office.subscribe(amina)
    row = step(session, amina)
    plan(session)
    row.sqlmodel_update(values)
    session.add(row)
    session.commit()
    office.work(J_2)
    assert office.bodies(phone) == []
    assert [(each.state, each.reason) for each in office.deliveries()] == [(State.DROPPED, reason)]


def plan(session: Session) -> None:
    for look in actions.looks(J_2):
        actions.plan(session, look, channels=())
    session.commit()


def test_a_step_put_on_another_day_is_recalled_again(
    office: Office, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    row = step(session, amina)
    office.work(J_2)
    row.planned_on = PLANNED + DAY
    session.add(row)
    session.commit()
    office.work(J_2 + DAY)
    assert len(office.bodies(phone)) == 2


def test_a_delivery_whose_subject_is_gone_is_dropped(
    office: Office, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    row = step(session, amina)
    plan(session)
    session.delete(row)
    session.commit()
    office.work(J_2)
    assert office.bodies(phone) == []
    [delivery] = office.deliveries()
    assert (delivery.state, delivery.reason) == (State.DROPPED, "no longer there")


def test_what_was_said_of_a_removed_row_goes_before_the_row_itself(
    office: Office, amina: Person, session: Session
) -> None:
    """Its number may be given to another row, which must have reminders of its own."""
    office.subscribe(amina)
    rows = [step(session, amina), step(session, amina)]
    booked = office.book(amina, J_2 + 2 * DAY, known_at=LONG_BEFORE)
    office.work(J_2)
    assert len(office.deliveries()) == 3
    for row in (rows[0], booked):
        row.removed_at = J_2 + HOUR
        session.add(row)
    session.commit()
    actions.tidy(session, now=J_2 + DAY)
    assert len(session.exec(select(Delivery)).all()) == 3
    actions.tidy(session, now=J_2 + 7 * DAY)
    left = session.exec(select(Delivery.subject_id).order_by(col(Delivery.id))).all()
    assert left == [rows[1].id]


def test_each_can_be_turned_off(office: Office, amina: Person, session: Session) -> None:
    office.subscribe(amina)
    office.prefer(amina, silenced=f"{Kind.STEP},{Kind.REVIEW}")
    step(session, amina)
    review(session, amina)
    assert office.work(J_7).planned == 0
    assert office.work(J_2).planned == 0
