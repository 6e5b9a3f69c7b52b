"""The dates of a claim against the law: months, leap years, suspensions, forwards, zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from backend.claims import clocks, service
from backend.claims.actions import ClaimFacts, complete, contest, open_claim
from backend.claims.clocks import Delay, DelayRefused, Suspension
from backend.claims.models import Claim, ClaimRule
from backend.claims.passing import pass_time
from backend.claims.states import Kind, MoveRefused, Outcome, Silence
from backend.territories.models import Structure
from backend.working_days import is_working_day
from tests.cast import Cast, saved
from tests.conftest import NOON

SITE = "https://parcours.test"
DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DELAYS = st.one_of(
    st.builds(Delay, st.integers(1, 366), st.just("days")),
    st.builds(Delay, st.integers(1, 52), st.just("weeks")),
    st.builds(Delay, st.integers(1, 24), st.just("months")),
)
DEPARTMENTS = st.sampled_from(["81", "57", "67", "68", "971", "972", "973", "974", "976"])
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Paris", "America/Cayenne", "America/Martinique", "Indian/Reunion")
]


def quantieme(day: date, months: int) -> date:
    """From one day to the same day, else the last of the month: one month after another."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + 31 * DAY).replace(day=1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return min(first + (day.day - 1) * DAY, last)


@given(DAYS, st.integers(1, 24))
def test_months_run_from_day_to_day(day: date, months: int) -> None:
    assert clocks.silence_on(day, Delay(months, "months")) == quantieme(day, months)


@given(DAYS, st.integers(1, 366))
def test_days_and_weeks_are_those_of_the_calendar(day: date, number: int) -> None:
    assert Delay(number, "days").after(day).toordinal() == day.toordinal() + number
    assert Delay(number, "weeks").after(day).toordinal() == day.toordinal() + 7 * number


@pytest.mark.parametrize(
    ("day", "delay", "due"),
    [
        ("2026-03-02", "2 months", "2026-05-02"),  # a Saturday: silence is not put off
        ("2026-12-31", "2 months", "2027-02-28"),
        ("2027-12-31", "2 months", "2028-02-29"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2027-11-30", "3 months", "2028-02-29"),
        ("2028-02-29", "2 months", "2028-04-29"),
        ("2028-02-29", "12 months", "2029-02-28"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-08-31", "1 month", "2026-09-30"),
        ("2028-02-25", "1 week", "2028-03-03"),
        ("2027-02-25", "1 week", "2027-03-04"),
        ("2026-12-24", "10 days", "2027-01-03"),
        ("2026-04-20", "15 days", "2026-05-05"),
    ],
)
def test_known_dates(day: str, delay: str, due: str) -> None:
    found = clocks.silence_on(date.fromisoformat(day), Delay.read(delay))
    assert found == date.fromisoformat(due)


@given(DELAYS)
def test_a_delay_is_read_as_it_is_written(delay: Delay) -> None:
    assert Delay.read(str(delay)) == delay


@pytest.mark.parametrize(
    "words", ["", "two months", "2", "0 days", "-1 day", "2 years", "367 days"]
)
def test_other_words_are_no_delay(words: str) -> None:
    with pytest.raises(DelayRefused):
        Delay.read(words)


# Suspensions (CRPA L114-5)


@given(DAYS, st.integers(-5, 200), st.none() | st.integers(-5, 300))
def test_a_suspension_never_shortens_and_ends_at_its_limit(
    asked_on: date, length: int, produced: int | None
) -> None:
    until = asked_on + length * DAY
    produced_on = None if produced is None else asked_on + produced * DAY
    stood = Suspension(asked_on, until, produced_on).days()
    between = range(length if produced is None else min(length, produced))
    assert stood == len(between)
    assert stood >= 0


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_what_comes_before_the_limit_ends_the_suspension(day: date, came: int, more: int) -> None:
    until = day + (came + more) * DAY
    assert Suspension(day, until, day + came * DAY).days() == came
    assert Suspension(day, until).days(day + came * DAY) == came


@given(DAYS, DELAYS, st.lists(st.integers(0, 40), max_size=5))
def test_suspensions_add_up(day: date, delay: Delay, lengths: list[int]) -> None:
    due_on = clocks.silence_on(day, delay, suspended_days=sum(lengths))
    assert (due_on - clocks.silence_on(day, delay)).days == sum(lengths)


@given(DAYS, DELAYS, st.data())
def test_while_something_is_missing_silence_means_nothing(
    day: date, delay: Delay, data: st.DataObject
) -> None:
    before = clocks.silence_on(day, delay)
    asked_on = day + data.draw(st.integers(0, (before - day).days)) * DAY
    until = asked_on + data.draw(st.integers(1, 90)) * DAY
    stood = Suspension(asked_on, until).days()
    assert clocks.silence_on(day, delay, suspended_days=stood) >= until


# Appeals


@settings(deadline=None)
@given(DAYS, DEPARTMENTS)
def test_an_appeal_is_never_cut_short_and_ends_on_a_working_day(day: date, where: str) -> None:
    whole = quantieme(day, 2)
    shown = clocks.appeal_until(day, where)
    assert shown >= whole
    assert is_working_day(shown, where)
    assert not any(
        is_working_day(whole + number * DAY, where) for number in range((shown - whole).days)
    )


@settings(deadline=None)
@given(DAYS, DEPARTMENTS)
def test_the_appeal_shown_is_never_after_the_one_that_is_due(day: date, where: str) -> None:
    """A delay of procedure ends one day later (it is « franc »), then on a day that is open."""
    legal = quantieme(day, 2) + DAY
    while not is_working_day(legal, where):
        legal += DAY
    assert clocks.appeal_until(day, where) <= legal


@pytest.mark.parametrize(
    ("decided", "where", "until"),
    [
        ("2026-03-14", "81", "2026-05-15"),  # the day after Ascension
        ("2026-03-25", "81", "2026-05-26"),  # Pentecost Monday
        ("2026-02-03", "67", "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-02-03", "81", "2026-04-03"),
        ("2026-10-26", "57", "2026-12-28"),
        ("2026-04-10", "973", "2026-06-11"),
        ("2026-04-10", "81", "2026-06-10"),
        ("2026-10-20", "974", "2026-12-21"),
        ("2026-12-31", "81", "2027-03-01"),  # 28 February is a Sunday
    ],
)
def test_known_appeals(decided: str, where: str, until: str) -> None:
    found = clocks.appeal_until(date.fromisoformat(decided), where)
    assert found == date.fromisoformat(until)


@given(DAYS)
def test_reasons_come_within_one_month(day: date) -> None:
    assert clocks.reasons_due_on(day) == quantieme(day, 1)


# Escalation


@given(DAYS, DELAYS, st.integers(0, 400), st.integers(0, 400))
def test_the_team_is_told_between_the_first_day_and_the_date(
    day: date, delay: Delay, answer_days: int, waited: int
) -> None:
    due_on = clocks.silence_on(day, delay, suspended_days=waited)
    told_on = clocks.escalates_on(day, due_on, answer_days=answer_days + waited)
    assert day <= told_on <= due_on
    assert told_on <= day + (answer_days + waited) * DAY


@given(DAYS, st.integers(28, 400), st.integers(0, 400))
def test_of_a_long_delay_the_team_has_a_fortnight(day: date, length: int, answer_days: int) -> None:
    due_on = day + length * DAY
    assert due_on - clocks.escalates_on(day, due_on, answer_days=answer_days) >= clocks.WARNING


@given(DAYS, st.integers(0, 400), st.integers(-400, 800), st.integers(0, 30))
def test_the_share_that_is_spent_only_grows(day: date, length: int, spent: int, more: int) -> None:
    due_on, today = day + length * DAY, day + spent * DAY
    share = clocks.share_spent(day, due_on, today)
    assert 0 <= share <= clocks.share_spent(day, due_on, today + more * DAY) <= 100
    assert clocks.share_spent(day, due_on, due_on) == 100


# Zones


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("Europe/Paris", "2026-01-15", "2026-07-15"),
        ("America/Cayenne", "2026-01-14", "2026-07-14"),
        ("America/Martinique", "2026-01-14", "2026-07-14"),
        ("Indian/Reunion", "2026-01-15", "2026-07-15"),
    ],
)
def test_half_past_eleven_at_night_in_utc_is_which_day(zone: str, winter: str, summer: str) -> None:
    for month, day in ((1, winter), (7, summer)):
        moment = datetime(2026, month, 14, 23, 30, tzinfo=UTC)
        assert clocks.day_of(moment, ZoneInfo(zone)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "zone", "ends"),
    [
        ("2026-03-28", "Europe/Paris", "2026-03-28T23:00"),
        ("2026-03-29", "Europe/Paris", "2026-03-29T22:00"),  # 23 hours long
        ("2026-10-25", "Europe/Paris", "2026-10-25T23:00"),  # 25 hours long
        ("2026-03-29", "America/Cayenne", "2026-03-30T03:00"),
        ("2026-03-29", "America/Martinique", "2026-03-30T04:00"),
        ("2026-03-29", "Indian/Reunion", "2026-03-29T20:00"),
    ],
)
def test_a_day_ends_at_midnight_there(day: str, zone: str, ends: str) -> None:
    found = clocks.ends_at(date.fromisoformat(day), ZoneInfo(zone))
    assert found == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@given(DAYS, st.sampled_from(ZONES))
def test_the_last_moment_of_a_day_is_that_day(day: date, zone: ZoneInfo) -> None:
    end = clocks.ends_at(day, zone).astimezone(UTC)
    assert clocks.day_of(end - timedelta(microseconds=1), zone) == day
    assert clocks.day_of(end, zone) == day + DAY


@given(MOMENTS, st.sampled_from(ZONES))
def test_the_day_it_was_there_is_at_most_one_away(moment: datetime, zone: ZoneInfo) -> None:
    assert abs((clocks.day_of(moment, zone) - moment.date()).days) <= 1
    assert moment < clocks.ends_at(clocks.day_of(moment, zone), zone)


# On a database: the same dates through what she and the service do


def opened(
    session: Session, cast: Cast, *, now: datetime = NOON, kind: Kind = Kind.NO_NEWS
) -> Claim:
    facts = ClaimFacts(kind=kind, words="Plus de nouvelles.")
    return open_claim(session, cast.amina, facts, site=SITE, now=now)


def silence_means(session: Session, cast: Cast, silence: Silence) -> None:
    saved(
        session,
        ClaimRule(territory_id=cast.tarn.id, kind=Kind.NO_NEWS, silence=silence, changed_at=NOON),
    )


def other_service(session: Session, cast: Cast) -> Structure:
    return saved(session, Structure(territory_id=cast.tarn.id, name="CCAS d’Albi"))


def test_received_before_midnight_in_utc_it_is_already_tomorrow_in_albi(
    session: Session, cast: Cast
) -> None:
    late = datetime(2026, 12, 30, 23, 30, tzinfo=UTC)
    claim = opened(session, cast, now=late)
    assert (claim.clock_from, claim.due_on) == (date(2026, 12, 31), date(2027, 2, 28))
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles.")
    there = open_claim(session, cast.bilal, facts, site=SITE, now=late)
    assert (there.clock_from, there.due_on) == (date(2026, 12, 30), date(2027, 2, 28))


def test_forwarded_it_keeps_its_first_date_where_silence_means_no(
    session: Session, cast: Cast
) -> None:
    claim = opened(session, cast)
    due_on = claim.due_on
    to = other_service(session, cast)
    now = NOON + 20 * DAY
    service.forward(session, claim, cast.claire, to, "Pour vous", site=SITE, now=now)
    assert (claim.clock_from, claim.due_on) == (NOON.date(), due_on)
    assert claim.received_at == NOON
    assert claim.structure_id == to.id


def test_forwarded_it_starts_anew_where_silence_means_yes(session: Session, cast: Cast) -> None:
    silence_means(session, cast, Silence.ACCEPTANCE)
    claim = opened(session, cast)
    now = NOON + 20 * DAY
    to = other_service(session, cast)
    service.forward(session, claim, cast.claire, to, "Pour vous", site=SITE, now=now)
    assert claim.clock_from == now.date()
    assert claim.due_on == quantieme(now.date(), 2)
    assert claim.received_at == NOON


def ask(session: Session, claim: Claim, cast: Cast, now: datetime, days: int) -> None:
    until = now.date() + days * DAY
    service.ask_missing(session, claim, cast.claire, "Un papier", until, site=SITE, now=now)


def test_two_suspensions_add_up_where_silence_means_no(session: Session, cast: Cast) -> None:
    claim = opened(session, cast)
    first = claim.due_on
    ask(session, claim, cast, NOON + 5 * DAY, 10)
    complete(session, claim, "Le voici", site=SITE, now=NOON + 9 * DAY)
    assert claim.due_on == first + 4 * DAY
    ask(session, claim, cast, NOON + 30 * DAY, 7)
    assert claim.due_on == first + 11 * DAY
    pass_time(session, now=NOON + 38 * DAY)  # it did not come
    assert (claim.suspended_days, claim.missing_until) == (11, None)
    assert claim.due_on == first + 11 * DAY
    assert claim.clock_from == NOON.date()


def test_sent_on_the_same_day_it_costs_nothing(session: Session, cast: Cast) -> None:
    claim = opened(session, cast)
    first = claim.due_on
    ask(session, claim, cast, NOON + 5 * DAY, 10)
    complete(session, claim, "Le voici", site=SITE, now=NOON + 5 * DAY)
    assert (claim.due_on, claim.suspended_days) == (first, 0)


def test_made_complete_it_starts_anew_where_silence_means_yes(session: Session, cast: Cast) -> None:
    silence_means(session, cast, Silence.ACCEPTANCE)
    claim = opened(session, cast)
    ask(session, claim, cast, NOON + 5 * DAY, 10)
    sent_at = NOON + 9 * DAY
    complete(session, claim, "Le voici", site=SITE, now=sent_at)
    assert claim.clock_from == sent_at.date()
    assert claim.due_on == quantieme(sent_at.date(), 2)


def test_a_delay_that_has_passed_cannot_be_suspended(session: Session, cast: Cast) -> None:
    """Even when the worker was stopped and has not noted it yet."""
    claim = opened(session, cast)
    on_the_last_day = datetime(2026, 5, 2, 9, tzinfo=UTC)
    assert claim.due_on == on_the_last_day.date()
    with pytest.raises(MoveRefused):
        ask(session, claim, cast, on_the_last_day + DAY, 10)
    ask(session, claim, cast, on_the_last_day, 10)
    assert claim.due_on == date(2026, 5, 12)


def test_where_silence_means_nothing_more_can_always_be_asked_for(
    session: Session, cast: Cast
) -> None:
    claim = opened(session, cast, kind=Kind.ACCESSIBILITY)
    ask(session, claim, cast, NOON + 20 * DAY, 10)
    assert claim.missing_until == NOON.date() + 30 * DAY


def test_contested_it_has_a_clock_of_its_own(session: Session, cast: Cast) -> None:
    claim = opened(session, cast)
    answered = NOON + 10 * DAY
    service.answer(
        session, claim, cast.claire, Outcome.REFUSED, "Parce que…", site=SITE, now=answered
    )
    last = clocks.appeal_until(answered.date(), "81")
    now = datetime(last.year, last.month, last.day, 21, 30, tzinfo=UTC)  # 23:30 in Albi
    contest(session, claim, "Je ne suis pas d’accord.", site=SITE, now=now)
    assert (claim.clock_from, claim.due_on) == (last, quantieme(last, 2))


def test_after_the_last_day_of_the_appeal_it_is_too_late(session: Session, cast: Cast) -> None:
    claim = opened(session, cast)
    answered = NOON + 10 * DAY
    service.answer(
        session, claim, cast.claire, Outcome.REFUSED, "Parce que…", site=SITE, now=answered
    )
    last = clocks.appeal_until(answered.date(), "81")
    now = datetime(last.year, last.month, last.day, 22, 30, tzinfo=UTC)  # 0:30 the day after
    with pytest.raises(MoveRefused):
        contest(session, claim, "Je ne suis pas d’accord.", site=SITE, now=now)
