"""The light question of the first months in a job: when it is asked, and when it is not."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from backend.checkins.actions import FINE, Question, answer
from backend.checkins.models import Moment
from backend.people.models import Person
from backend.reminders import actions
from backend.reminders.models import Kind, State, Subject
from backend.reminders.rules import at, awake
from backend.reminders.topics.check_in_rules import reminders_of
from backend.steps.models import Kind as StepKind
from backend.steps.models import Status, Step
from tests.cast import Cast
from tests.checkins.jobs import job
from tests.doubles.mail import MailServer
from tests.reminders.conftest import Office

BEGUN = date(2026, 3, 2)
WEEK = datetime(2026, 3, 9, 9, tzinfo=UTC)  # 10:00 in Albi
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Indian/Reunion")
]


@dataclass(frozen=True)
class Job:
    """The columns that the rules read."""

    started_on: date | None
    created_at: datetime
    status: Status = Status.IN_PROGRESS
    removed_at: datetime | None = None


JOBS = st.builds(
    Job,
    st.dates(date(2023, 12, 25), date(2029, 3, 5)),
    st.datetimes(datetime(2023, 6, 1), datetime(2029, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


@given(JOBS, st.sampled_from(ZONES), st.sets(st.sampled_from(Moment)))
def test_the_rules_hold_for_any_job(job: Job, zone: ZoneInfo, answered: set[Moment]) -> None:
    reminders = reminders_of(job, zone, answered=answered)
    assert len({reminder.occasion for reminder in reminders}) == len(reminders)
    assert not {reminder.occasion for reminder in reminders} & answered
    due = [reminder.due_at for reminder in reminders]
    assert due == sorted(due)
    for reminder in reminders:
        local = reminder.due_at.astimezone(zone)
        assert time(8) <= local.time() < time(20), "in the quiet hours"
        is_late = reminder.due_at == awake(job.created_at, zone)
        assert is_late or local.time() == time(10)
        assert reminder.due_at >= job.created_at or local.time() == time(10)
        assert reminder.due_at < reminder.stale_at
        assert reminder.stale_at.astimezone(zone).time() == time(10)


@given(JOBS, st.sampled_from(ZONES))
def test_what_is_due_is_within_the_band_that_is_looked_at(job: Job, zone: ZoneInfo) -> None:
    assert job.started_on is not None
    for reminder in reminders_of(job, zone, answered=()):
        for now in (reminder.due_at, reminder.stale_at - MINUTE):
            [look] = [
                look
                for look in actions.looks(now)
                if look.topic.subject is Subject.CHECK_IN
                and look.band.occasion.compile().params["param_1"] == reminder.occasion
            ]
            assert look.band.earliest <= job.started_on <= look.band.latest


@pytest.mark.parametrize(
    ("started", "zone", "expected"),
    [
        # The clocks change on 29 March and on 25 October 2026 in Paris only.
        ("2026-02-28", "Europe/Paris", "03-07T09:00 03-28T09:00 05-28T08:00 08-28T08:00"),
        ("2026-03-22", "Europe/Paris", "03-29T08:00 04-22T08:00 06-22T08:00 09-22T08:00"),
        ("2026-03-22", "America/Cayenne", "03-29T13:00 04-22T13:00 06-22T13:00 09-22T13:00"),
        ("2026-08-31", "Pacific/Noumea", "09-06T23:00 09-29T23:00 11-29T23:00 02-27T23:00"),
    ],
)
def test_it_is_ten_o_clock_where_she_lives(started: str, zone: str, expected: str) -> None:
    begun = date.fromisoformat(started)
    known = datetime.combine(begun, time(6), tzinfo=UTC)
    reminders = reminders_of(Job(begun, known), ZoneInfo(zone), answered=())
    assert " ".join(f"{reminder.due_at:%m-%dT%H:%M}" for reminder in reminders) == expected


def test_a_job_known_late_is_asked_about_at_once_unless_it_is_too_late() -> None:
    paris = ZONES[0]
    evening = datetime(2026, 3, 12, 20, tzinfo=UTC)  # 21:00, three days after the week
    late, *_ = reminders_of(Job(BEGUN, evening), paris, answered=())
    assert (late.occasion, late.due_at) == ("week_1", at(date(2026, 3, 13), time(8), paris))
    assert late.stale_at == at(date(2026, 3, 14), time(10), paris)
    too_late, *_ = reminders_of(Job(BEGUN, evening + 2 * DAY), paris, answered=())
    assert too_late.occasion == "month_1"


@pytest.mark.parametrize(
    "job",
    [
        Job(None, WEEK),
        Job(BEGUN, WEEK, status=Status.DONE),
        Job(BEGUN, WEEK, status=Status.PLANNED),
        Job(BEGUN, WEEK, removed_at=WEEK),
    ],
)
def test_nothing_is_asked_of_what_is_no_job_of_today(job: Job) -> None:
    assert reminders_of(job, ZONES[0], answered=()) == []


def test_a_kind_she_turned_off_is_left_out() -> None:
    assert reminders_of(Job(BEGUN, WEEK), ZONES[0], answered=(), silenced=["check_in"]) == []


def change(office: Office, step: Step, **values: object) -> None:
    for name, value in values.items():
        setattr(step, name, value)
    office.session.add(step)
    office.session.commit()


def test_the_whole_story_of_one_job(office: Office, amina: Person, session: Session) -> None:
    phone = office.subscribe(amina)
    step = job(session, amina, BEGUN)
    moments = ["2026-03-09T08:59", "2026-03-09T09:00", "2026-03-09T09:01", "2026-03-20T09:00"]
    # From 29 March on it is 10:00 at 8:00 UTC.
    moments += ["2026-04-02T08:00", "2026-06-02T08:00", "2026-09-02T08:00", "2026-12-02T09:00"]
    for moment in moments:
        office.work(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert office.bodies(phone) == ["How are you doing? Two taps are enough."] * 4
    assert [delivery.occasion for delivery in office.deliveries()] == list(Moment)
    assert {delivery.subject for delivery in office.deliveries()} == {Subject.CHECK_IN}
    links = [
        received.payload["notification"]["navigate"]
        for received in office.received_by(phone)
        if isinstance(received.payload, dict)
    ]
    base = f"https://parcours.test/parcours/emploi/{step.id}"
    assert links == [f"{base}/{slug}" for slug in ("semaine-1", "mois-1", "mois-3", "mois-6")]
    assert office.received_by(phone)[0].urgency == "normal"


def test_what_was_answered_is_not_asked(office: Office, amina: Person, session: Session) -> None:
    office.subscribe(amina)
    step = job(session, amina, BEGUN)
    answer(session, Question(step, Moment.WEEK_1), FINE, site="", now=WEEK - MINUTE)
    session.commit()
    assert office.work(WEEK).planned == 0


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.DONE, "ended_on": date(2026, 3, 9)},
        {"removed_at": WEEK},
        {"kind": StepKind.TRAINING},
        {"started_on": date(2026, 3, 6)},
    ],
)
def test_what_is_no_longer_true_when_it_leaves_is_dropped(
    office: Office, amina: Person, session: Session, values: dict[str, object]
) -> None:
    phone = office.subscribe(amina)
    step = job(session, amina, BEGUN)
    for look in actions.looks(WEEK):
        actions.plan(session, look, channels=())
    session.commit()
    change(office, step, **values)
    office.work(WEEK)
    assert office.bodies(phone) == []
    [delivery] = office.deliveries()
    assert (delivery.state, delivery.reason) == (State.DROPPED, "no longer true")


def test_answered_between_planning_and_sending_it_does_not_leave(
    office: Office, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    office.push.answer_always(phone, 503)
    step = job(session, amina, BEGUN)
    office.work(WEEK)
    answer(session, Question(step, Moment.WEEK_1), FINE, site="", now=WEEK + MINUTE)
    session.commit()
    office.push.answer_normally()
    office.work(WEEK + 5 * MINUTE)
    assert office.bodies(phone) == []
    assert [delivery.reason for delivery in office.deliveries()] == ["no longer true"]


def test_who_never_came_in_is_not_asked(office: Office, amina: Person, session: Session) -> None:
    job(session, amina, BEGUN)
    assert office.work(WEEK).planned == 0


def test_turned_off_it_does_not_leave(office: Office, amina: Person, session: Session) -> None:
    office.subscribe(amina)
    office.prefer(amina, silenced=Kind.CHECK_IN)
    job(session, amina, BEGUN)
    assert office.work(WEEK).planned == 0


def test_without_a_browser_it_goes_by_e_mail(
    office: Office, amina: Person, session: Session, mail: MailServer
) -> None:
    office.settings = replace(office.settings, smtp_url=f"smtp://{mail.host}:{mail.port}")
    office.comes_in(amina)
    step = job(session, amina, BEGUN)
    office.work(WEEK)
    [received] = mail.wait_for(1)
    assert received.message["Subject"] == "Reminder"
    assert "How are you doing? Two taps are enough." in received.text
    link = f"https://parcours.test/parcours/emploi/{step.id}/semaine-1"
    assert f"To answer:\n{link}\n" in received.text
    assert "If you cannot come" not in received.text


def test_two_subjects_of_the_same_number_do_not_replace_each_other(
    office: Office, cast: Cast, amina: Person, session: Session
) -> None:
    phone = office.subscribe(amina)
    step = job(session, amina, BEGUN)
    office.book(amina, WEEK + 4 * DAY, id=step.id, known_at=WEEK - MINUTE)
    office.work(WEEK)
    assert len({received.topic for received in office.received_by(phone)}) == 2
    assert len(office.received_by(phone)) == 2
    del cast
