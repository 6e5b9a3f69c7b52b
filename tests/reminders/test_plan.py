"""From an appointment to what her browsers receive, hour by hour."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from backend.appointments.models import Source, Status
from backend.messaging.models import FallbackChannel
from backend.people.models import Person
from backend.reminders import actions, queries
from tests.cast import Cast
from tests.reminders.conftest import Office

START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)  # a Tuesday, 14:30 in Albi
KNOWN = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)  # 10:15


def albi(text: str) -> datetime:
    """Winter time: the clocks change on the 29th."""
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC) - timedelta(hours=1)


def test_the_whole_story_of_one_appointment(office: Office, amina: Person) -> None:
    endpoint = office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN)
    moments = ["02 10:15", "02 10:16", "16 12:00", "17 09:59", "17 10:00", "17 10:01", "22 10:00"]
    for moment in [*moments, "24 07:59", "24 08:00", "24 14:29", "24 14:30", "25 10:00"]:
        office.work(albi(moment))
    assert office.bodies(endpoint) == [
        "An appointment has been made for you.",
        "You have an appointment in a week.",
        "You have an appointment in two days.",
        "You have an appointment today.",
    ]


def test_each_of_her_browsers_receives_it_once(office: Office, amina: Person) -> None:
    phones = [office.subscribe(amina), office.subscribe(amina)]
    office.book(amina, START, known_at=KNOWN)
    for _ in range(3):
        office.work(KNOWN)
    assert [len(office.bodies(phone)) for phone in phones] == [1, 1]


def test_somebody_elses_browser_receives_nothing(office: Office, cast: Cast) -> None:
    office.subscribe(cast.amina)
    bilals = office.subscribe(cast.bilal)
    office.book(cast.amina, START, known_at=KNOWN)
    office.work(KNOWN)
    assert office.bodies(bilals) == []


def test_hours_are_those_of_guyane_in_guyane(office: Office, cast: Cast) -> None:
    phone = office.subscribe(cast.bilal)
    start = datetime(2026, 3, 24, 17, 30, tzinfo=UTC)  # 14:30 in Cayenne
    office.book(
        cast.bilal, start, known_at=datetime(2026, 3, 22, 18, tzinfo=UTC), source=Source.PERSON
    )
    office.work(datetime(2026, 3, 24, 10, 59, tzinfo=UTC))
    assert office.bodies(phone) == []
    office.work(datetime(2026, 3, 24, 11, 0, tzinfo=UTC))
    assert len(office.bodies(phone)) == 1


def test_at_night_nothing_leaves_even_when_the_worker_was_away(
    office: Office, amina: Person
) -> None:
    phone = office.subscribe(amina)
    office.book(amina, albi("24 09:00"), known_at=KNOWN)  # an early hour: due the evening before
    office.work(albi("23 20:00"))
    office.work(albi("24 07:59"))
    assert office.bodies(phone) == []
    office.work(albi("24 08:00"))
    assert office.bodies(phone) == ["You have an appointment today."]


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.REVOKED, Status.SEEN, Status.NOSHOW])
def test_nothing_for_what_is_cancelled_or_over(
    office: Office, amina: Person, status: Status
) -> None:
    office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN, status=status)
    office.work(albi("22 10:00"))
    assert office.deliveries() == []


def test_a_move_is_told_once_and_its_new_hour_recalled(office: Office, amina: Person) -> None:
    phone = office.subscribe(amina)
    appointment = office.book(amina, START, known_at=KNOWN)
    office.work(albi("22 10:00"))
    office.change(
        appointment,
        starts_at=START + timedelta(days=2),
        moved_at=albi("22 11:00"),
        changed_at=albi("22 11:00"),
        sequence=1,
    )
    for moment in ("22 11:00", "22 11:01", "24 08:00", "24 10:00", "26 08:00"):
        office.work(albi(moment))
    assert office.bodies(phone) == [
        "You have an appointment in two days.",
        "An appointment has changed.",
        "You have an appointment in two days.",
        "You have an appointment today.",
    ]


def test_what_she_typed_herself_is_recalled_and_not_confirmed(
    office: Office, amina: Person
) -> None:
    office.subscribe(amina)
    office.book(amina, START, known_at=albi("21 09:00"), source=Source.PERSON)
    for moment in ("21 09:00", "22 10:00"):
        office.work(albi(moment))
    assert office.kinds() == ["two_days_before"]


def test_a_kind_she_turned_off_does_not_leave(office: Office, amina: Person) -> None:
    office.subscribe(amina)
    office.prefer(amina, silenced="confirmation,week_before")
    office.book(amina, START, known_at=KNOWN)
    for moment in ("02 10:15", "17 10:00", "22 10:00"):
        office.work(albi(moment))
    assert office.kinds() == ["two_days_before"]


def test_a_worker_that_was_away_too_long_says_nothing_stale(office: Office, amina: Person) -> None:
    office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN)
    office.work(albi("04 10:15"))
    office.work(albi("19 09:00"))
    assert office.deliveries() == []


def test_words_tell_the_days_that_are_left_when_it_leaves(office: Office, amina: Person) -> None:
    phone = office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN)
    office.work(albi("18 09:00"))  # the reminder of J-7, a day late
    office.work(albi("23 09:00"))  # the one of J-2, a day late
    assert office.bodies(phone) == [
        "You have an appointment in six days.",
        "You have an appointment tomorrow.",
    ]


def test_a_browser_that_agreed_later_waits_for_the_next_reminder(
    office: Office, amina: Person
) -> None:
    office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN)
    office.work(albi("22 10:00"))
    later = office.subscribe(amina)
    office.work(albi("22 10:01"))
    assert office.bodies(later) == []
    office.work(albi("24 08:00"))
    assert len(office.bodies(later)) == 1


def test_somebody_who_never_opened_the_application_is_not_written_to(
    office: Office, amina: Person
) -> None:
    office.book(amina, START, known_at=KNOWN)
    office.work(KNOWN)
    assert office.deliveries() == []


def test_no_way_to_reach_her_is_kept_so_that_it_can_be_seen(office: Office, amina: Person) -> None:
    office.comes_in(amina)
    office.prefer(amina, FallbackChannel.NONE)
    office.book(amina, START, known_at=KNOWN)
    office.work(KNOWN)
    [delivery] = office.deliveries()
    assert (delivery.target, delivery.state.value) == ("nobody", "dropped")


def test_a_page_of_what_is_not_due_hides_nothing_behind_it(
    office: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    office.subscribe(cast.amina)
    for minutes in range(7):
        known_late = {"known_at": albi("22 12:00")} if minutes < 5 else {}
        start = START + timedelta(minutes=minutes)
        office.book(cast.amina, start, **{"known_at": KNOWN, **known_late, "source": Source.PERSON})
    office.work(albi("22 13:00"))
    assert office.kinds() == ["two_days_before"] * 2


def test_planning_twice_adds_nothing(office: Office, amina: Person, session: Session) -> None:
    office.subscribe(amina)
    office.book(amina, START, known_at=KNOWN)
    counts = []
    for _ in range(2):
        counts.append(
            [actions.plan(session, look, channels=())[0] for look in actions.looks(KNOWN)]
        )
        session.commit()
    assert [(row[:5], sum(row)) for row in counts] == [([1, 0, 0, 0, 0], 1), ([0, 0, 0, 0, 0], 0)]


def test_a_start_with_a_fraction_of_a_second_is_recognised_too(
    office: Office, amina: Person
) -> None:
    office.subscribe(amina)
    moved = albi("20 09:00") + timedelta(seconds=1, microseconds=987654)
    office.book(amina, START + timedelta(microseconds=987654), known_at=KNOWN, moved_at=moved)
    now = albi("22 10:00")
    assert office.work(now).planned == 1
    with Session(office.engine) as session:
        rows = [
            queries.candidates(session, look.topic, look.band, after=None)
            for look in actions.looks(now)
        ]
    assert [len(found) for found in rows[:5]] == [0, 1, 0, 0, 0]
    assert not any(rows[5:])
