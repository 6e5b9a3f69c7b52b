"""What is checked again at the moment of sending, and what each answer leads to."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Status
from backend.messaging.models import Preference, Subscription
from backend.messaging.push import PushGateway
from backend.people.models import Person
from backend.reminders import actions, sending
from backend.reminders.leases import LEASE, claim_batch
from backend.reminders.models import Kind, State
from tests.cast import Cast
from tests.reminders.conftest import Office

START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)  # 14:30 in Albi
J_2 = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def plan(office: Office, now: datetime) -> None:
    """As a worker does that is killed before it sends."""
    for look in actions.looks(now):
        actions.plan(office.session, look, channels=())
    office.session.commit()


def ends(office: Office) -> list[tuple[str, str]]:
    return [(delivery.state.value, delivery.reason) for delivery in office.deliveries()]


def test_it_is_neutral_on_the_lock_screen_and_opens_the_card(office: Office, amina: Person) -> None:
    endpoint = office.subscribe(amina)
    appointment = office.book(amina, START, title="RSA : contrat d’engagement")
    office.work(J_2)
    [received] = office.received_by(endpoint)
    assert isinstance(received.payload, dict)
    shown = received.payload["notification"]
    assert shown["title"] == "Reminder"
    assert shown["body"] == "You have an appointment in two days."
    assert shown["navigate"] == f"https://parcours.test/rendez-vous/{appointment.id}"


@pytest.mark.parametrize(
    ("moment", "urgency", "hours"),
    [
        (START - timedelta(days=7, hours=4.5), "normal", 34),
        (J_2, "normal", 46),
        (START - 6.5 * HOUR, "high", 6.5),
    ],
)
def test_it_lives_as_long_as_it_is_useful_and_wakes_the_phone_on_the_day_only(
    office: Office, amina: Person, moment: datetime, urgency: str, hours: float
) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    office.work(moment)
    [received] = office.received_by(endpoint)
    assert (received.urgency, received.ttl) == (urgency, hours * 3600)


def test_reminders_of_one_appointment_replace_each_other_on_a_phone_that_was_off(
    office: Office, amina: Person
) -> None:
    phones = [office.subscribe(amina), office.subscribe(amina)]
    office.book(amina, START)
    office.book(amina, START + HOUR)
    office.work(J_2)
    office.work(START - 6.5 * HOUR)
    topics = [[received.topic for received in office.received_by(phone)] for phone in phones]
    assert [(len(found), len(set(found))) for found in topics] == [(4, 2), (4, 2)]
    assert not set(topics[0]) & set(topics[1])


@pytest.mark.parametrize("status", [Status.REVOKED, Status.EXCUSED, Status.SEEN])
def test_what_was_cancelled_since_it_was_planned_does_not_leave(
    office: Office, amina: Person, status: Status
) -> None:
    office.subscribe(amina)
    appointment = office.book(amina, START)
    plan(office, J_2)
    office.change(appointment, status=status)
    office.work(J_2)
    assert ends(office) == [("dropped", f"appointment {status}")]


def test_what_moved_since_it_was_planned_is_told_in_its_place(
    office: Office, amina: Person
) -> None:
    endpoint = office.subscribe(amina)
    appointment = office.book(amina, START)
    plan(office, J_2)
    office.change(appointment, starts_at=START + 24 * HOUR, moved_at=J_2 + SECOND)
    office.work(J_2 + MINUTE)
    assert ends(office) == [("dropped", "no longer true"), ("sent", "")]
    assert office.bodies(endpoint) == ["An appointment has changed."]


def test_what_she_turned_off_since_it_was_planned_does_not_leave(
    office: Office, amina: Person, session: Session
) -> None:
    office.subscribe(amina)
    office.book(amina, START)
    plan(office, J_2)
    session.add(Preference(person_id=amina.id, silenced=Kind.TWO_DAYS_BEFORE))
    session.commit()
    office.work(J_2)
    assert ends(office) == [("dropped", "not wanted")]


def test_what_is_stale_does_not_leave(office: Office, amina: Person) -> None:
    office.subscribe(amina)
    office.book(amina, START)
    plan(office, J_2)
    office.work(START - 6.5 * HOUR)
    assert ends(office) == [("dropped", "too late"), ("sent", "")]


def test_what_is_retried_into_the_night_waits_for_the_morning(
    office: Office, amina: Person
) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    plan(office, J_2)
    office.work(J_2.replace(hour=22))
    assert office.bodies(endpoint) == []
    office.work(J_2.replace(day=23, hour=6, minute=59))
    assert office.bodies(endpoint) == []
    office.work(J_2.replace(day=23, hour=7))
    assert office.bodies(endpoint) == ["You have an appointment tomorrow."]


def test_a_browser_that_changed_hands_is_not_written_to_for_her(
    office: Office, cast: Cast, amina: Person, session: Session
) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    plan(office, J_2)
    shared = session.exec(select(Subscription)).one()
    shared.person_id = cast.bilal.id
    session.add(shared)
    session.commit()
    office.work(J_2)
    assert office.received_by(endpoint) == []
    assert ends(office)[0] == ("gone", "browser removed")


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    office: Office, amina: Person, session: Session, status: int
) -> None:
    office.subscribe(amina)
    office.book(amina, START)
    office.push.answer_next(status)
    office.work(J_2)
    assert ends(office) == [("gone", "http " + str(status)), ("dropped", "no way to reach her")]
    assert session.exec(select(Subscription)).all() == []


@pytest.mark.parametrize("status", [400, 413])
def test_what_will_never_pass_is_not_tried_again(
    office: Office, amina: Person, session: Session, status: int
) -> None:
    office.subscribe(amina)
    office.book(amina, START)
    office.push.answer_next(status)
    office.work(J_2)
    office.work(J_2 + HOUR)
    assert ends(office)[0] == ("failed", f"http {status}")
    assert len(session.exec(select(Subscription)).all()) == 1


def test_reaching_a_browser_is_noted(office: Office, amina: Person, session: Session) -> None:
    office.subscribe(amina)
    office.book(amina, START)
    office.work(J_2)
    assert session.exec(select(Subscription.reached_at)).all() == [J_2]


def test_no_answer_is_tried_again_later_and_later(office: Office, amina: Person) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    waits = []
    now = J_2
    for _ in range(4):
        office.push.answer_next(503)
        office.work(now)
        [delivery] = office.deliveries()
        assert delivery.lease_until is not None
        waits.append((delivery.lease_until - now) / SECOND)
        asked = len(office.push.answered)
        office.work(delivery.lease_until - SECOND)
        assert len(office.push.answered) == asked
        now = delivery.lease_until
    assert all(
        base * 0.5 <= wait <= base * 1.5
        for base, wait in zip([30, 60, 120, 240], waits, strict=True)
    )
    office.work(now)
    assert ends(office) == [("sent", "")]
    assert len(office.bodies(endpoint)) == 1


def test_they_may_ask_for_a_longer_wait(office: Office, amina: Person) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    office.push.answer_next(503, {"Retry-After": "3600"})
    office.work(J_2)
    office.work(J_2 + HOUR - SECOND)
    assert office.bodies(endpoint) == []
    office.work(J_2 + HOUR + 3 * SECOND)
    assert len(office.bodies(endpoint)) == 1


@pytest.mark.parametrize("status", [429, 406])
def test_a_service_that_asks_us_to_slow_down_is_left_alone_for_everybody(
    office: Office, cast: Cast, status: int
) -> None:
    for person in (cast.amina, cast.bilal):
        office.subscribe(person)
    office.book(cast.amina, START)
    plan(office, J_2)
    office.push.answer_next(status, {"Retry-After": "600"})
    office.work(J_2)
    asked = len(office.push.answered)
    office.book(cast.bilal, START - timedelta(hours=4))  # due at 13:00 UTC in Guyane
    office.book(cast.amina, START + MINUTE)
    plan(office, J_2 + 5 * MINUTE)
    office.work(J_2 + 9 * MINUTE)
    assert len(office.push.answered) >= asked
    office.work(J_2 + 11 * MINUTE)
    assert [state for state, _ in ends(office)] == ["sent"] * 2


def test_those_who_wait_for_the_same_service_are_put_off_with_it(
    office: Office, amina: Person
) -> None:
    office.subscribe(amina)
    for minutes in range(3):
        office.book(amina, START + minutes * MINUTE)
    plan(office, J_2)
    office.push.answer_next(429, {"Retry-After": "600"})
    with Session(office.engine) as session:
        [first] = claim_batch(session, now=J_2, size=1).dispatches
        session.commit()
    assert first.attempts == 1
    office.work(J_2 + LEASE)
    leases = [
        delivery.lease_until for delivery in office.deliveries() if delivery.state is State.READY
    ]
    assert all(lease is not None and lease >= J_2 + LEASE + 10 * MINUTE for lease in leases)


def test_a_service_that_refuses_one_browser_is_not_stopped_for_the_others(
    office: Office, cast: Cast, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    phones = [office.subscribe(cast.amina) for _ in range(4)]
    office.push.answer_always(phones[0], 403)
    office.book(cast.amina, START)
    with caplog.at_level(logging.ERROR):
        office.work(J_2)
    assert [len(office.bodies(phone)) for phone in phones] == [0, 1, 1, 1]
    assert len(session.exec(select(Subscription)).all()) == 4
    assert "refuses us" in caplog.text
    assert phones[0] not in caplog.text


def test_a_service_that_refuses_several_people_is_stopped(
    office: Office, cast: Cast, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    people = [cast.amina]
    for number in range(4):
        people.append(
            Person(**cast.amina.model_dump(exclude={"id"}) | {"first_name": f"P{number}"})
        )
        session.add(people[-1])
    session.flush()
    for person in people:
        office.push.answer_always(office.subscribe(person), 401)
        office.book(person, START)
    with caplog.at_level(logging.ERROR):
        office.work(J_2)
    assert "nothing more is sent" in caplog.text
    asked = len(office.push.answered)
    office.work(J_2 + 50 * MINUTE)
    assert len(office.push.answered) == asked
    assert {delivery.state for delivery in office.deliveries()} == {State.READY}
    office.push.answer_normally()
    office.work(J_2 + 62 * MINUTE)
    assert {delivery.state for delivery in office.deliveries()} == {State.SENT}


def test_trying_ends_when_it_would_come_too_late(office: Office, amina: Person) -> None:
    office.subscribe(amina)
    office.book(amina, START.replace(hour=8))
    plan(office, J_2)
    office.push.answer_next(503, {"Retry-After": "3600"})
    office.work(START.replace(day=23, hour=16, minute=30))  # in half an hour, the next reminder
    assert ends(office)[0] == ("failed", "http 503")


def test_a_fault_of_ours_on_one_delivery_does_not_hold_the_others(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = office.subscribe(cast.amina), office.subscribe(cast.amina)
    office.book(cast.amina, START)
    send = PushGateway.send

    async def faulty(gateway: PushGateway, browser: object, message: object) -> object:
        if getattr(browser, "endpoint", "") == bad:
            raise ZeroDivisionError
        return await send(gateway, browser, message)  # ty: ignore[invalid-argument-type]

    monkeypatch.setattr(PushGateway, "send", faulty)
    with caplog.at_level(logging.ERROR):
        office.work(J_2)
    assert len(office.bodies(good)) == 1
    assert ends(office) == [("failed", "fault: ZeroDivisionError"), ("sent", "")]
    assert "could not be sent" in caplog.text


def test_a_dead_workers_delivery_is_sent_again_under_the_same_topic(
    office: Office, amina: Person
) -> None:
    """It was sent, but the worker died before writing it down: the phone shows one."""
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    office.work(J_2)
    [delivery] = office.deliveries()
    office.session.add(delivery)
    delivery.state, delivery.lease_until = State.READY, J_2 + LEASE
    office.session.commit()
    office.work(J_2 + LEASE - SECOND)
    assert len(office.received_by(endpoint)) == 1
    office.work(J_2 + LEASE)
    first, second = office.received_by(endpoint)
    assert (first.topic, first.payload) == (second.topic, second.payload)


def test_a_delivery_is_leased_to_one_worker_only(office: Office, amina: Person) -> None:
    office.subscribe(amina)
    for minutes in range(4):
        office.book(amina, START + minutes * MINUTE)
    plan(office, J_2)
    taken = []
    for _ in range(3):
        with Session(office.engine) as session:
            claim = claim_batch(session, now=J_2, size=3)
            taken.append([dispatch.delivery_id for dispatch in claim.dispatches])
            session.commit()
    assert [len(ids) for ids in taken] == [3, 1, 0]
    assert len({delivery for ids in taken for delivery in ids}) == 4


def test_what_could_not_begin_within_its_lease_is_left_for_later(
    office: Office, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow service held the batch up: its last deliveries must not outlive their lease."""
    endpoint = office.subscribe(amina)
    office.book(amina, START)
    plan(office, J_2)
    deadlines = iter([-1.0])
    send_all = sending.Ways.send_all

    async def hurried(ways: sending.Ways, *given: Any, **options: Any) -> Any:
        monkeypatch.setattr(sending, "LAST_START", next(deadlines, 40.0))
        return await send_all(ways, *given, **options)

    monkeypatch.setattr(sending.Ways, "send_all", hurried)
    office.work(J_2)
    assert len(office.received_by(endpoint)) == 1
    [delivery] = office.deliveries()
    assert (delivery.state, delivery.attempts) == (State.SENT, 2)
