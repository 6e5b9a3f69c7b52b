"""What happens to her claims is told once, by day, in words that say nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select, text

from backend.claims import service
from backend.claims.actions import ClaimFacts, complete, open_claim, say, withdraw
from backend.claims.models import Claim, ClaimEntry, ClaimReading
from backend.claims.passing import pass_time
from backend.claims.states import NEWS, Kind, Move, Outcome, Status, Writer
from backend.people.models import Person
from backend.reminders import actions
from backend.reminders.models import Kind as ReminderKind
from backend.reminders.models import State, Subject
from backend.reminders.rules import at
from backend.reminders.topics.claim_rules import LASTS, LULL, reminders_of
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.doubles.mail import MailServer
from tests.reminders.conftest import Office

SITE = "https://parcours.test"
SOMETHING_NEW = "There is something new in Mon parcours."
LIMIT = "Something is awaited from you in Mon parcours."
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Paris", "America/Cayenne", "Pacific/Noumea", "Indian/Reunion")
]


@dataclass(frozen=True)
class Entry:
    """The columns that the rules read."""

    happened_at: datetime
    move: Move = Move.ANSWER
    writer: Writer = Writer.ADVISER
    until: date | None = None
    claim_status: Status = Status.ASSIGNED
    is_read: bool = False
    is_followed: bool = False
    is_asked_again: bool = False


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
TELLING = st.builds(
    Entry,
    MOMENTS,
    st.sampled_from(sorted(NEWS)),
    st.sampled_from([Writer.ADVISER, Writer.CLOCK]),
)


@settings(deadline=None)
@given(TELLING, st.sampled_from(ZONES))
def test_what_happened_is_told_by_day_soon_and_for_two_days(entry: Entry, zone: ZoneInfo) -> None:
    [told] = reminders_of(entry, zone)
    assert (told.kind, told.occasion) == (ReminderKind.CLAIM, "")
    assert time(8) <= told.due_at.astimezone(zone).time() < time(20), "in the quiet hours"
    assert LULL <= told.due_at - entry.happened_at <= LULL + 13 * HOUR  # a night and a clock change
    assert told.stale_at - told.due_at == LASTS
    for now in (told.due_at, told.stale_at - MINUTE):
        bands = [look.band for look in claim_looks(now) if look.band.kind is ReminderKind.CLAIM]
        assert len(bands) == 2  # the adviser's and the clock's
        assert all(band.earliest <= entry.happened_at <= band.latest for band in bands)


def claim_looks(now: datetime) -> list[actions.Look]:
    return [look for look in actions.looks(now) if look.topic.subject is Subject.CLAIM]


@settings(deadline=None)
@given(MOMENTS, st.integers(-2, 90), st.sampled_from(ZONES))
def test_a_limit_is_recalled_three_days_before(asked: datetime, days: int, zone: ZoneInfo) -> None:
    until = asked.date() + days * DAY
    entry = Entry(asked, Move.ASK_MISSING, until=until, claim_status=Status.INCOMPLETE)
    recalls = [one for one in reminders_of(entry, zone) if one.kind is ReminderKind.CLAIM_LIMIT]
    due_at = at(until - 3 * DAY, time(10), zone)
    assert bool(recalls) == (due_at > asked + DAY)  # else she was told the day before
    for recall in recalls:
        assert (recall.due_at, recall.occasion) == (due_at, until.isoformat())
        assert recall.stale_at.astimezone(zone).date() < until
        for now in (recall.due_at, recall.stale_at - MINUTE):
            [look] = [
                look for look in claim_looks(now) if look.band.kind is ReminderKind.CLAIM_LIMIT
            ]
            assert look.band.earliest <= until <= look.band.latest


@pytest.mark.parametrize(
    "entry",
    [
        Entry(NOON, is_read=True),
        Entry(NOON, is_followed=True),
        Entry(NOON, Move.SAY, Writer.PERSON),
        Entry(NOON, Move.ASSIGN),
        Entry(NOON, Move.CLOSE, Writer.CLOCK),
    ],
)
def test_what_she_knows_or_can_wait_is_not_told(entry: Entry) -> None:
    assert reminders_of(entry, ZONES[0]) == []


@pytest.mark.parametrize(
    "values",
    [
        {"claim_status": Status.ASSIGNED},
        {"claim_status": Status.CLOSED},
        {"is_asked_again": True},
        {"until": None},
    ],
)
def test_a_limit_that_no_longer_holds_is_not_recalled(values: dict[str, object]) -> None:
    asked = Entry(NOON, Move.ASK_MISSING, until=date(2026, 3, 20), is_read=True)
    asked = replace(asked, claim_status=Status.INCOMPLETE)
    assert len(reminders_of(asked, ZONES[0])) == 1
    assert reminders_of(replace(asked, **values), ZONES[0]) == []


def test_each_can_be_turned_off() -> None:
    asked = Entry(NOON, Move.ASK_MISSING, until=date(2026, 3, 20), claim_status=Status.INCOMPLETE)
    assert [one.kind for one in reminders_of(asked, ZONES[0], silenced=["claim"])] == [
        ReminderKind.CLAIM_LIMIT
    ]
    assert [one.kind for one in reminders_of(asked, ZONES[0], silenced=["claim_limit"])] == [
        ReminderKind.CLAIM
    ]


@pytest.fixture
def claim(session: Session, amina: Person) -> Claim:
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles depuis janvier.")
    opened = open_claim(session, amina, facts, site=SITE, now=NOON)
    session.commit()
    return opened


def says(session: Session, claim: Claim, cast: Cast, now: datetime) -> None:
    service.say(session, claim, cast.claire, "Je vous appelle demain.", now=now)
    session.commit()


def asks(session: Session, claim: Claim, cast: Cast, now: datetime, *, until: date) -> None:
    service.ask_missing(session, claim, cast.claire, "Un papier", until, site=SITE, now=now)
    session.commit()


def reads(session: Session, claim: Claim, now: datetime) -> None:
    last = session.exec(
        select(ClaimEntry.id)
        .where(ClaimEntry.claim_id == claim.id)
        .order_by(col(ClaimEntry.id).desc())
    ).first()
    assert last is not None
    reading = session.get(ClaimReading, claim.id)
    if reading is None:
        reading = ClaimReading(
            claim_id=claim.id, person_id=claim.person_id, entry_id=last, read_at=now
        )
    reading.entry_id = last
    saved(session, reading)
    session.commit()


def test_a_message_is_told_once_and_leads_to_the_claim(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    says(session, claim, cast, NOON)
    for later in (14 * MINUTE, 15 * MINUTE, 16 * MINUTE, HOUR, DAY):
        office.work(NOON + later)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    shown = received.payload["notification"]
    assert (shown["title"], shown["body"]) == ("Something new", SOMETHING_NEW)
    assert shown["navigate"] == f"https://parcours.test/droits/demandes/{claim.id}"
    assert received.urgency == "normal"
    [delivery] = office.deliveries()
    assert (delivery.due_at, delivery.stale_at) == (NOON + LULL, NOON + LULL + 48 * HOUR)


def test_her_own_moves_and_her_receipt_are_no_news_to_her(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    office.subscribe(cast.amina)
    say(session, claim, "Toujours rien ?", site=SITE, now=NOON)
    service.assign(session, claim, cast.claire, now=NOON)
    session.commit()
    assert office.work(NOON + HOUR).planned == 0


def test_what_comes_one_upon_another_is_told_once(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    for minutes in (0, 10, 20):
        says(session, claim, cast, NOON + minutes * MINUTE)
        office.work(NOON + minutes * MINUTE)
    office.work(NOON + 35 * MINUTE)
    office.work(NOON + HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW]


def test_what_happens_at_night_is_told_once_in_the_morning(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    for hours in (8, 11, 15):  # 21:00, midnight, 4:00 in Albi
        says(session, claim, cast, NOON + hours * HOUR)
        office.work(NOON + hours * HOUR + 20 * MINUTE)
    assert office.bodies(phone) == []
    office.work(NOON + 19 * HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW]


def test_what_she_has_read_is_not_told_and_what_comes_after_is(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    says(session, claim, cast, NOON)
    reads(session, claim, NOON + 5 * MINUTE)
    assert office.work(NOON + HOUR).planned == 0
    says(session, claim, cast, NOON + 2 * HOUR)
    office.work(NOON + 3 * HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW]


def test_read_between_planning_and_sending_it_does_not_leave(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    says(session, claim, cast, NOON)
    for look in actions.looks(NOON + HOUR):
        actions.plan(session, look, channels=())
    session.commit()
    reads(session, claim, NOON + HOUR)
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []
    [delivery] = office.deliveries()
    assert (delivery.state, delivery.reason) == (State.DROPPED, "no longer true")


def test_two_claims_make_two_reminders(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    facts = ClaimFacts(kind=Kind.REDUCED_HOURS, words="Je suis seule avec Lina.")
    other = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    for one in (claim, other):
        says(session, one, cast, NOON)
    office.work(NOON + HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW, SOMETHING_NEW]


def test_after_two_days_it_is_too_late(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    office.subscribe(cast.amina)
    says(session, claim, cast, NOON)
    assert office.work(NOON + LULL + 48 * HOUR).planned == 0


def test_nobody_else_is_told(office: Office, session: Session, cast: Cast, claim: Claim) -> None:
    phone = office.subscribe(cast.bilal)
    says(session, claim, cast, NOON)
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []


@pytest.mark.usefixtures("claim")
def test_what_time_does_is_told_too(office: Office, session: Session, cast: Cast) -> None:
    phone = office.subscribe(cast.amina)
    late = NOON + 8 * DAY
    pass_time(session, now=late)
    session.commit()
    office.work(late + HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW]
    pass_time(session, now=NOON + 62 * DAY)
    session.commit()
    office.work(NOON + 62 * DAY + HOUR)
    assert office.bodies(phone) == [SOMETHING_NEW, SOMETHING_NEW]


def test_an_answer_is_told_by_e_mail_without_a_word_of_it(
    office: Office, session: Session, cast: Cast, claim: Claim, mail: MailServer
) -> None:
    office.settings = replace(office.settings, smtp_url=f"smtp://{mail.host}:{mail.port}")
    service.answer(
        session, claim, cast.claire, Outcome.REFUSED, "Parce que…", site="", now=NOON + DAY
    )
    session.exec(text("DELETE FROM letter"))  # ty: ignore[no-matching-overload] (her receipts)
    session.commit()
    office.comes_in(cast.amina)
    office.work(NOON + DAY + HOUR)
    [received] = mail.wait_for(1)
    assert received.message["Subject"] == "Something new"
    link = f"https://parcours.test/droits/demandes/{claim.id}"
    assert f"{SOMETHING_NEW}\n\nTo read it:\n{link}\n" in received.text
    assert "If you cannot come" not in received.text
    assert claim.number not in received.text


def test_what_is_missing_is_recalled_three_days_before_its_limit(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    asks(session, claim, cast, NOON, until=date(2026, 3, 20))
    office.work(NOON + HOUR)
    reads(session, claim, NOON + HOUR)
    ten = datetime(2026, 3, 17, 9, tzinfo=UTC)
    for moment in (ten - MINUTE, ten, ten + MINUTE, ten + DAY, ten + 2 * DAY):
        office.work(moment)
    assert office.bodies(phone) == [SOMETHING_NEW, LIMIT]
    assert [delivery.occasion for delivery in office.deliveries()] == ["", "2026-03-20"]


def completes(session: Session, claim: Claim) -> None:
    complete(session, claim, "Le voici", site=SITE, now=NOON + DAY)


def withdraws(session: Session, claim: Claim) -> None:
    withdraw(session, claim, now=NOON + DAY)


@pytest.mark.parametrize("end", [completes, withdraws])
def test_what_came_is_not_recalled(
    office: Office,
    session: Session,
    cast: Cast,
    claim: Claim,
    end: Callable[[Session, Claim], None],
) -> None:
    office.subscribe(cast.amina)
    asks(session, claim, cast, NOON, until=date(2026, 3, 20))
    end(session, claim)
    session.commit()
    assert office.work(datetime(2026, 3, 17, 9, tzinfo=UTC)).planned == 0


def test_asked_for_again_it_is_recalled_once(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    phone = office.subscribe(cast.amina)
    asks(session, claim, cast, NOON, until=date(2026, 3, 20))
    completes(session, claim)
    asks(session, claim, cast, NOON + 2 * DAY, until=date(2026, 3, 20))
    office.work(datetime(2026, 3, 17, 9, tzinfo=UTC))
    assert office.bodies(phone) == [LIMIT]


@pytest.mark.usefixtures("claim")
def test_each_stretch_is_read_in_an_index(session: Session) -> None:
    explain = "EXPLAIN QUERY PLAN"
    if session.get_bind().dialect.name != "sqlite":
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")  # small as it is
        explain = "EXPLAIN"
    used = []
    for look in claim_looks(NOON):
        band = look.band
        wanted = (band.moment.between(band.earliest, band.latest), *look.topic.still, *band.only)
        query = look.topic.facts().where(*wanted).order_by(band.moment, col(ClaimEntry.id))
        compiled = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
        plan = session.connection().exec_driver_sql(f"{explain} {compiled}").all()
        used.append(" ".join(row[-1] for row in plan))
    assert len(used) == 3
    names = ("ix_claim_entry_told", "ix_claim_entry_told", "ix_claim_entry_until")
    assert all(name in plan for name, plan in zip(names, used, strict=True))
    if explain == "EXPLAIN":
        return
    for plan in used[:2]:
        assert "SEARCH claim_entry USING INDEX ix_claim_entry_told (writer=? AND" in plan
    assert "SEARCH claim_entry USING INDEX ix_claim_entry_until (move=? AND" in used[2]
    assert all("SCAN" not in plan for plan in used)


def test_who_never_came_in_is_not_told(
    office: Office, session: Session, cast: Cast, claim: Claim
) -> None:
    says(session, claim, cast, NOON)
    assert office.work(NOON + HOUR).planned == 0
