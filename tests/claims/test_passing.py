"""What happens because time passed: once each, on the territory's own day, in batches."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from backend.claims import passing
from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import Claim, ClaimDraft, ClaimEntry
from backend.claims.passing import close_settled, forget_old_drafts, pass_time
from backend.claims.service import answer, ask_missing
from backend.claims.states import Kind, Move, Outcome, Status
from backend.messaging.models import Letter
from backend.people.models import Person
from backend.territories.models import Structure, Territory
from tests.cast import Cast, saved
from tests.conftest import NOON

SITE = "https://parcours.test"
DAY = timedelta(days=1)
ZONES = ("Europe/Paris", "America/Cayenne", "Indian/Reunion", "Pacific/Noumea")
WORDS = "Plus de nouvelles."


def claim(session: Session, person: Person, kind: Kind = Kind.NO_NEWS) -> Claim:
    facts = ClaimFacts(kind=kind, words=WORDS)
    return open_claim(session, person, facts, site=SITE, now=NOON)


def moves(session: Session, opened: Claim) -> list[Move]:
    told = select(ClaimEntry).where(ClaimEntry.claim_id == opened.id)
    return [entry.move for entry in sorted(session.exec(told), key=lambda entry: entry.id)]


def team_of(session: Session, territory: Territory) -> Structure:
    return saved(
        session,
        Structure(
            territory_id=territory.id, name="Direction", email="equipe@example.org", is_team=True
        ),
    )


def to_the_team(session: Session) -> list[Letter]:
    return list(session.exec(select(Letter).where(Letter.recipient == "equipe@example.org")))


@pytest.mark.parametrize("zone", ZONES)
def test_the_team_is_told_on_the_day_promised_there(
    session: Session, cast: Cast, zone: str
) -> None:
    cast.tarn.timezone = zone
    session.add(cast.tarn)
    team_of(session, cast.tarn)
    opened = claim(session, cast.amina)
    midnight = datetime.combine(opened.escalates_on, datetime.min.time(), cast.tarn.zone)
    pass_time(session, now=(midnight - timedelta(seconds=1)).astimezone(UTC))
    assert opened.escalated_at is None
    for seconds in (0, 1, 24 * 3600):
        pass_time(session, now=(midnight + timedelta(seconds=seconds)).astimezone(UTC))
    assert opened.escalated_at == midnight
    assert moves(session, opened) == [Move.RECEIVE, Move.ESCALATE]
    assert len(to_the_team(session)) == 1


@pytest.mark.parametrize("zone", ZONES)
def test_silence_takes_its_meaning_when_the_last_day_is_over_there(
    session: Session, cast: Cast, zone: str
) -> None:
    cast.tarn.timezone = zone
    session.add(cast.tarn)
    opened = claim(session, cast.amina)
    after = datetime.combine(opened.due_on + DAY, datetime.min.time(), cast.tarn.zone)
    pass_time(session, now=(after - timedelta(seconds=1)).astimezone(UTC))
    assert opened.implied_on is None
    for seconds in (0, 1, 24 * 3600):
        pass_time(session, now=(after + timedelta(seconds=seconds)).astimezone(UTC))
    assert opened.implied_on == opened.due_on
    assert moves(session, opened).count(Move.IMPLY) == 1
    assert opened.is_open


def test_the_letter_to_the_team_names_nobody(session: Session, cast: Cast) -> None:
    team_of(session, cast.tarn)
    opened = claim(session, cast.amina)
    pass_time(session, now=NOON + 8 * DAY)
    [letter] = to_the_team(session)
    told = f"{letter.subject} {letter.text}"
    for secret in ("Amina", "Benali", "nouvelles", WORDS, opened.number):
        assert secret not in told


def test_where_silence_decides_nothing_nothing_is_implied(session: Session, cast: Cast) -> None:
    opened = claim(session, cast.amina, Kind.ACCESSIBILITY)
    pass_time(session, now=NOON + 90 * DAY)
    assert opened.implied_on is None
    assert opened.escalated_at is not None


def test_the_clock_goes_on_when_what_is_missing_does_not_come(session: Session, cast: Cast) -> None:
    opened = claim(session, cast.amina)
    until = date(2026, 3, 12)
    ask_missing(session, opened, cast.claire, "Un papier", until, site=SITE, now=NOON)
    pass_time(session, now=NOON + 10 * DAY)
    assert opened.status is Status.INCOMPLETE
    for days in (11, 12):
        pass_time(session, now=NOON + days * DAY)
    assert opened.status is Status.ASSIGNED
    assert opened.due_on == date(2026, 5, 12)
    assert moves(session, opened) == [Move.RECEIVE, Move.ASK_MISSING, Move.RESUME]


def test_what_is_answered_is_left_in_peace(session: Session, cast: Cast) -> None:
    opened = claim(session, cast.amina)
    answer(session, opened, cast.claire, Outcome.ACCEPTED, "Oui", site=SITE, now=NOON)
    pass_time(session, now=NOON + 90 * DAY)
    assert moves(session, opened) == [Move.RECEIVE, Move.ANSWER]
    close_settled(session, now=NOON + 91 * DAY)
    assert opened.status is Status.ANSWERED
    close_settled(session, now=NOON + 93 * DAY)
    assert opened.status is Status.CLOSED


def test_many_are_done_a_batch_at_a_time(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "AT_ONCE", 2)
    opened = [claim(session, cast.amina) for _ in range(5)]
    counts = []
    for _ in range(4):
        pass_time(session, now=NOON + 8 * DAY)
        counts.append(sum(one.escalated_at is not None for one in opened))
    assert counts == [2, 4, 5, 5]


def test_drafts_that_nobody_came_back_to_are_forgotten(session: Session, cast: Cast) -> None:
    for kind, days in ((Kind.NO_NEWS, 91), (Kind.REDUCED_HOURS, 89)):
        session.add(
            ClaimDraft(person_id=cast.amina.id, kind=kind, fields="{}", saved_at=NOON - days * DAY)
        )
    session.flush()
    forget_old_drafts(session, now=NOON)
    session.flush()
    assert [draft.kind for draft in session.exec(select(ClaimDraft))] == [Kind.REDUCED_HOURS]
