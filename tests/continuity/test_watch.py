"""The night run: whom it looks at, what it writes down, and that it stays small."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend.appointments.actions import conclude
from backend.appointments.models import Status as Outcome
from backend.continuity import watching
from backend.continuity.models import Signal, Watch, WatchRule, Worry
from backend.continuity.queries import counts_of
from backend.continuity.watching import run
from backend.people.models import Accompaniment, Person
from tests.appointments.saving import given, statements
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.continuity.living import Life
from tests.continuity.looking import from_scratch, written_down
from tests.parcours.writing import by, day, step

DAY = timedelta(days=1)


def signals(session: Session, person: Person) -> dict[Worry, Signal]:
    session.expire_all()
    rows = session.exec(select(Signal).where(Signal.person_id == person.id)).all()
    return {row.worry: row for row in rows}


def nights(session: Session, cast: Cast, *after: int) -> None:
    for days in after:
        run(session, cast.tarn, now=NOON + days * DAY)


@pytest.mark.parametrize("seed", range(4))
def test_each_night_leaves_what_a_look_at_everybody_would_leave(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Random months, in batches of three: only what changed was looked at, and nothing missed."""
    monkeypatch.setattr(watching, "BATCH", 3)
    lives = [
        Life(session, cast.tarn, cast.claire, seed),
        Life(session, cast.guyane, cast.karim, seed + 100),
    ]
    for life in lives:
        for ago in range(8):
            life.moves_in(NOON - ago * 12 * DAY)
    looked_at = 0
    for night in range(25):
        now = NOON + night * 3 * DAY + timedelta(hours=7)
        for life in lives:
            life.goes_on_until(now - timedelta(minutes=30))
        session.commit()
        for life in lives:
            looked_at += run(session, life.territory, now=now).people
            session.expire_all()
            assert written_down(session, life) == from_scratch(session, life, now)
            session.commit()
    assert looked_at < 25 * 18  # some nights somebody slept on


def test_run_again_it_changes_nothing(session: Session, cast: Cast) -> None:
    first = run(session, cast.tarn, now=NOON + 40 * DAY)
    again = run(session, cast.tarn, now=NOON + 40 * DAY)
    assert (first.people, first.appeared) == (1, 2)
    assert (again.appeared, again.gone) == (0, 0)


def test_nobody_is_looked_at_when_nothing_changed_and_no_day_has_come(
    session: Session, cast: Cast
) -> None:
    nights(session, cast, 2)
    done = run(session, cast.tarn, now=NOON + 4 * DAY)
    assert done.people == 0


def test_silence_is_noticed_on_its_day_and_goes_when_somebody_writes(
    session: Session, cast: Cast
) -> None:
    nights(session, cast, 1, 22)
    assert signals(session, cast.amina) == {}
    nights(session, cast, 23)
    found = signals(session, cast.amina)
    assert set(found) == {Worry.NO_CONTACT, Worry.NO_APPOINTMENT}
    assert found[Worry.NO_CONTACT].hers_from == day(30)

    written = step(session, cast.amina, "Formation", by(cast.claire), status="planned")
    written.created_at = written.changed_at = NOON + 24 * DAY
    session.add(written)
    session.commit()
    nights(session, cast, 24)

    assert set(signals(session, cast.amina)) == {Worry.NO_APPOINTMENT}


def test_what_she_writes_herself_is_no_news_from_anybody(session: Session, cast: Cast) -> None:
    written = step(session, cast.amina, "Code de la route", status="in_progress")
    written.created_at = written.changed_at = NOON + 29 * DAY
    session.add(written)
    session.commit()
    nights(session, cast, 30)
    assert Worry.NO_CONTACT in signals(session, cast.amina)


def test_an_appointment_that_was_held_is_a_contact_from_the_night_after(
    session: Session, cast: Cast
) -> None:
    row = given(session, cast.amina, NOON + 2 * DAY)
    nights(session, cast, 25)
    assert Worry.NO_CONTACT in signals(session, cast.amina)
    conclude(row, Outcome.SEEN, now=NOON + 25 * DAY)
    session.add(row)
    session.commit()
    nights(session, cast, 26)
    found = signals(session, cast.amina)
    assert found[Worry.NO_CONTACT].since == day(2)


def test_a_referent_who_leaves_the_service_is_gone_though_nobody_said_so_of_her(
    session: Session, cast: Cast
) -> None:
    nights(session, cast, 1)
    cast.claire.left_on = day(2)
    session.add(cast.claire)
    session.commit()
    nights(session, cast, 3)
    assert signals(session, cast.amina)[Worry.NO_REFERENT].since == day(2)
    assert run(session, cast.tarn, now=NOON + 4 * DAY).people == 0


def test_a_file_merged_into_another_is_no_longer_watched(session: Session, cast: Cast) -> None:
    double = saved(
        session,
        Person(territory_id=cast.tarn.id, first_name="A", last_name="B", created_at=NOON),
    )
    session.commit()
    nights(session, cast, 40)
    assert signals(session, double)
    double.merged_into_id = cast.amina.id
    session.add(double)
    link = session.exec(select(Accompaniment).where(Accompaniment.person_id == cast.amina.id)).one()
    session.add(WatchRule(territory_id=cast.tarn.id, worry=Worry.NO_CONTACT, days=10))
    session.add(link)
    session.commit()
    nights(session, cast, 41)
    assert signals(session, double) == {}
    assert session.get(Watch, double.id) is None


def test_other_rules_make_it_look_at_everybody_again(session: Session, cast: Cast) -> None:
    nights(session, cast, 5)
    assert signals(session, cast.amina) == {}
    session.add(
        WatchRule(territory_id=cast.tarn.id, worry=Worry.NO_CONTACT, days=6, head_start_days=2)
    )
    session.commit()
    nights(session, cast, 6)
    assert set(signals(session, cast.amina)) == {Worry.NO_CONTACT}
    assert counts_of(session, cast.tarn.id)[Worry.NO_CONTACT] == 1
    assert counts_of(session, cast.guyane.id)[Worry.NO_CONTACT] == 0
    session.commit()


def test_as_many_statements_for_thirty_people_as_for_three(session: Session, cast: Cast) -> None:
    def crowd(count: int) -> None:
        for number in range(count):
            saved(
                session,
                Person(
                    territory_id=cast.tarn.id,
                    first_name="Camille",
                    last_name=str(number),
                    created_at=NOON + DAY,
                ),
            )
        session.commit()

    asked: list[Sequence[str]] = []
    nights(session, cast, 0)
    for count, night in ((3, 33), (30, 66)):
        crowd(count)
        with statements() as told:
            nights(session, cast, night)
        asked.append([one for one in told if one.startswith("SELECT")])
    assert len(asked[0]) == len(asked[1])
