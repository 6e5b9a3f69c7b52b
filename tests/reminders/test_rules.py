"""Which reminders an appointment calls for, on the wall clock of its territory."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.appointments.models import Source, Status
from backend.reminders.models import Kind
from backend.reminders.rules import Reminder, awake, instant
from backend.reminders.topics.appointment_rules import reminders_of

PARIS = ZoneInfo("Europe/Paris")
ZONES = [PARIS, *map(ZoneInfo, ("America/Cayenne", "Indian/Reunion", "Pacific/Noumea"))]


@dataclass(frozen=True)
class Booked:
    """The columns that the rules read."""

    starts_at: datetime
    known_at: datetime
    changed_at: datetime
    moved_at: datetime | None = None
    status: Status = Status.UNKNOWN
    source: Source = Source.RDV_INSERTION


def booked(starts: str, known: str, zone: ZoneInfo = PARIS, moved: str | None = None) -> Booked:
    """`2026-11-24 14:30`, as the clocks of the zone show it."""
    start, learned = _moment(starts, zone), _moment(known, zone)
    moved_at = _moment(moved, zone) if moved else None
    return Booked(start, learned, moved_at or learned, moved_at)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def hours(reminders: list[Reminder], zone: ZoneInfo = PARIS) -> list[tuple[str, str]]:
    return [
        (reminder.kind.value, reminder.due_at.astimezone(zone).strftime("%m-%d %H:%M"))
        for reminder in reminders
    ]


def test_an_appointment_known_long_before_is_told_four_times() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-02 09:15")
    assert hours(reminders_of(appointment, PARIS)) == [
        ("confirmation", "11-02 09:15"),
        ("week_before", "11-17 10:00"),
        ("two_days_before", "11-22 10:00"),
        ("day", "11-24 08:00"),
    ]


def test_known_ten_days_ahead_or_less_there_is_no_reminder_at_j_7() -> None:
    ten_days = booked("2026-11-24 14:30", known="2026-11-14 14:30")
    a_minute_more = booked("2026-11-24 14:30", known="2026-11-14 14:29")
    assert Kind.WEEK_BEFORE not in kinds(ten_days)
    assert Kind.WEEK_BEFORE in kinds(a_minute_more)


def kinds(appointment: Booked, zone: ZoneInfo = PARIS) -> set[Kind]:
    return {reminder.kind for reminder in reminders_of(appointment, zone)}


@pytest.mark.parametrize(
    ("start", "due"),
    [("10:00", "11-24 08:00"), ("09:59", "11-23 18:00"), ("08:00", "11-23 18:00")],
)
def test_an_early_appointment_is_recalled_the_evening_before(start: str, due: str) -> None:
    appointment = booked(f"2026-11-24 {start}", known="2026-11-19 12:00")
    assert hours(reminders_of(appointment, PARIS))[-1] == ("day", due)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_hours_are_those_of_the_territory(zone: ZoneInfo) -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-02 09:15", zone=zone)
    assert hours(reminders_of(appointment, zone), zone)[1:] == [
        ("week_before", "11-17 10:00"),
        ("two_days_before", "11-22 10:00"),
        ("day", "11-24 08:00"),
    ]


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-11-19 19:59", "11-19 19:59"),
        ("2026-11-19 20:00", "11-20 08:00"),
        ("2026-11-20 03:00", "11-20 08:00"),
        ("2026-11-20 08:00", "11-20 08:00"),
    ],
)
def test_what_becomes_known_at_night_waits_for_the_morning(known: str, due: str) -> None:
    appointment = booked("2026-11-24 14:30", known=known)
    assert hours(reminders_of(appointment, PARIS))[0] == ("confirmation", due)


def test_known_the_night_before_an_afternoon_it_is_told_once_in_the_morning() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-23 22:00")
    assert hours(reminders_of(appointment, PARIS)) == [("confirmation", "11-24 08:00")]


def test_known_the_night_before_an_early_morning_nothing_is_said() -> None:
    assert reminders_of(booked("2026-11-24 08:00", known="2026-11-23 22:00"), PARIS) == []
    assert reminders_of(booked("2026-11-24 07:30", known="2026-11-24 07:00"), PARIS) == []


def test_a_reminder_whose_hour_had_passed_is_not_sent_late() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-22 10:30")
    assert hours(reminders_of(appointment, PARIS)) == [
        ("confirmation", "11-22 10:30"),
        ("day", "11-24 08:00"),
    ]


def test_what_she_typed_herself_is_not_confirmed_to_her() -> None:
    appointment = replace(
        booked("2026-11-24 14:30", known="2026-11-21 09:00"), source=Source.PERSON
    )
    assert [reminder.kind for reminder in reminders_of(appointment, PARIS)] == [
        Kind.TWO_DAYS_BEFORE,
        Kind.DAY,
    ]


def test_her_own_change_is_not_told_and_its_past_reminders_are_not_sent() -> None:
    appointment = replace(
        booked("2026-11-24 14:30", known="2026-11-01 09:00"),
        source=Source.PERSON,
        changed_at=_moment("2026-11-23 09:00", PARIS),
    )
    assert hours(reminders_of(appointment, PARIS)) == [("day", "11-24 08:00")]


def test_a_move_is_told_in_place_of_the_confirmation() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-19 11:00", moved="2026-11-20 09:00")
    assert hours(reminders_of(appointment, PARIS)) == [
        ("moved", "11-20 09:00"),
        ("two_days_before", "11-22 10:00"),
        ("day", "11-24 08:00"),
    ]


def test_moved_the_same_night_it_became_known_it_is_told_once() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-19 21:00", moved="2026-11-19 22:00")
    assert hours(reminders_of(appointment, PARIS))[0] == ("moved", "11-20 08:00")
    assert Kind.CONFIRMATION not in kinds(appointment)


def test_each_move_is_another_occasion() -> None:
    once = booked("2026-11-24 14:30", known="2026-11-02 11:00", moved="2026-11-10 09:00")
    again = booked("2026-11-25 14:30", known="2026-11-02 11:00", moved="2026-11-11 09:00")
    assert reminders_of(once, PARIS)[0].occasion != reminders_of(again, PARIS)[0].occasion


def test_a_change_of_place_after_a_move_is_not_another_move() -> None:
    moved = booked("2026-11-24 14:30", known="2026-11-02 11:00", moved="2026-11-10 09:00")
    and_changed = replace(moved, changed_at=_moment("2026-11-12 09:00", PARIS))
    assert reminders_of(moved, PARIS) == reminders_of(and_changed, PARIS)


def test_the_new_hour_gets_its_own_reminders() -> None:
    before = booked("2026-11-24 14:30", known="2026-11-02 11:00")
    after = booked("2026-11-27 14:30", known="2026-11-02 11:00", moved="2026-11-23 09:00")
    occasions = {reminder.occasion for reminder in reminders_of(before, PARIS)}
    recalls = [r for r in reminders_of(after, PARIS) if r.kind is not Kind.MOVED]
    assert [reminder.kind for reminder in recalls] == [Kind.TWO_DAYS_BEFORE, Kind.DAY]
    assert {reminder.occasion for reminder in recalls} == {instant(after.starts_at)}
    assert not occasions & {reminder.occasion for reminder in recalls}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.UNKNOWN])
def test_nothing_for_what_is_cancelled_or_over(status: Status) -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-02 09:15")
    assert reminders_of(replace(appointment, status=status), PARIS) == []


def test_a_kind_she_turned_off_is_left_out() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-02 09:15")
    kept = reminders_of(appointment, PARIS, silenced=["confirmation", "week_before"])
    assert [reminder.kind for reminder in kept] == [Kind.TWO_DAYS_BEFORE, Kind.DAY]


def test_without_confirmations_the_day_is_recalled_even_when_known_in_the_night() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-23 22:00")
    kept = reminders_of(appointment, PARIS, silenced=["confirmation"])
    assert hours(kept) == [("day", "11-24 08:00")]


def test_each_reminder_ends_when_it_would_only_puzzle_her() -> None:
    appointment = booked("2026-11-24 14:30", known="2026-11-02 09:15")
    ends = {
        reminder.kind: reminder.stale_at.astimezone(PARIS).strftime("%m-%d %H:%M")
        for reminder in reminders_of(appointment, PARIS)
    }
    assert ends == {
        Kind.CONFIRMATION: "11-04 09:15",
        Kind.WEEK_BEFORE: "11-18 20:00",
        Kind.TWO_DAYS_BEFORE: "11-24 08:00",
        Kind.DAY: "11-24 14:30",
    }


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-30 14:30", "2026-03-28T09:00:00+00:00 2026-03-30T06:00:00+00:00"),
        ("2026-03-29 09:00", "2026-03-27T09:00:00+00:00 2026-03-28T17:00:00+00:00"),
        ("2026-10-26 14:30", "2026-10-24T08:00:00+00:00 2026-10-26T07:00:00+00:00"),
        ("2026-10-25 09:00", "2026-10-23T08:00:00+00:00 2026-10-24T16:00:00+00:00"),
    ],
)
def test_the_clock_change_moves_no_hour_on_the_wall(start: str, expected: str) -> None:
    appointment = booked(start, known="2026-01-02 12:00")
    recalls = reminders_of(appointment, PARIS)[-2:]
    assert " ".join(reminder.due_at.isoformat() for reminder in recalls) == expected


def minutes(earliest: int, latest: int) -> st.SearchStrategy[timedelta]:
    return st.integers(earliest, latest).map(lambda count: timedelta(minutes=count))


DAY = 24 * 60
CLOCK_CHANGES = st.sampled_from(
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
MOMENTS = st.one_of(
    st.builds(datetime.__add__, CLOCK_CHANGES, minutes(-12 * DAY, 12 * DAY)),
    st.builds(datetime.__add__, CLOCK_CHANGES, minutes(-900 * DAY, 900 * DAY)),
)
NOTICES = minutes(-60, 40 * DAY)


@st.composite
def appointments(draw: st.DrawFn) -> Booked:
    start = draw(MOMENTS)
    known = start - draw(NOTICES)
    moved = draw(st.none() | NOTICES.map(lambda notice: max(known, start - notice)))
    source = draw(st.sampled_from(Source))
    return Booked(
        start, known, moved or known, None if source is Source.PERSON else moved, source=source
    )


@given(appointments(), st.sampled_from(ZONES), st.sets(st.sampled_from(Kind)))
def test_the_rules_hold_for_any_appointment(
    appointment: Booked, zone: ZoneInfo, silenced: set[Kind]
) -> None:
    reminders = reminders_of(appointment, zone, silenced=silenced)
    for reminder in reminders:
        local = reminder.due_at.astimezone(zone).time()
        assert time(8) <= local < time(20), "in the quiet hours"
        assert reminder.due_at < reminder.stale_at <= appointment.starts_at
        assert reminder.due_at >= appointment.known_at
        assert reminder.kind not in silenced
    assert len({(reminder.kind, reminder.occasion) for reminder in reminders}) == len(reminders)
    assert len({reminder.kind for reminder in reminders}) == len(reminders)
    due = [reminder.due_at for reminder in reminders]
    assert due == sorted(set(due)), "two at once, or out of order"


@given(appointments(), st.sampled_from(ZONES))
def test_silence_never_adds_what_was_not_there_but_the_day_it_replaced(
    appointment: Booked, zone: ZoneInfo
) -> None:
    everything = reminders_of(appointment, zone)
    quiet = reminders_of(appointment, zone, silenced=["confirmation", "moved"])
    hidden = [reminder for reminder in quiet if reminder not in everything]
    assert all(reminder.due_at <= everything[0].due_at for reminder in hidden)


@given(MOMENTS, st.sampled_from(ZONES))
def test_waking_waits_for_the_next_morning_and_no_longer(moment: datetime, zone: ZoneInfo) -> None:
    woken = awake(moment, zone)
    assert moment <= woken <= moment + timedelta(hours=13)
    assert time(8) <= woken.astimezone(zone).time() < time(20)
    assert awake(woken, zone) == woken
