"""When the watch runs: in the night of each territory, once, by one worker; or when it is asked."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlmodel import Session, select

from backend.__main__ import main
from backend.continuity import watching
from backend.continuity.models import Signal, WatchRule, WatchRun, Worry
from backend.continuity.watching import run, watch
from backend.people.models import Person
from tests.cast import Cast
from tests.conftest import NOON

DAY = timedelta(days=1)


def signals(session: Session, person: Person) -> dict[Worry, Signal]:
    session.expire_all()
    rows = session.exec(select(Signal).where(Signal.person_id == person.id)).all()
    return {row.worry: row for row in rows}


def ran_for(session: Session, territory_id: int) -> date | None:
    session.expire_all()
    found = session.exec(select(WatchRun).where(WatchRun.territory_id == territory_id)).first()
    day_of_run = found.ran_for if found else None
    session.commit()
    return day_of_run


def test_each_territory_waits_for_its_own_night(session: Session, cast: Cast) -> None:
    """Three o’clock in Albi is eleven in the evening of the day before in Cayenne."""
    watch(session, now=datetime(2026, 3, 3, 1, 30, tzinfo=UTC))  # 2:30 and 22:30
    assert ran_for(session, cast.tarn.id) is None
    assert ran_for(session, cast.guyane.id) == date(2026, 3, 2)
    watch(session, now=datetime(2026, 3, 3, 2, 30, tzinfo=UTC))  # 3:30 and 23:30
    assert ran_for(session, cast.tarn.id) == date(2026, 3, 3)
    assert ran_for(session, cast.guyane.id) == date(2026, 3, 2)
    watch(session, now=datetime(2026, 3, 3, 6, 30, tzinfo=UTC))  # 7:30 and 3:30
    assert ran_for(session, cast.guyane.id) == date(2026, 3, 3)


def test_of_two_workers_one_watches_and_once_a_day(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def note(_: Session, territory: Any, **__: Any) -> None:
        ran.append(territory.code)

    monkeypatch.setattr(watching, "run", note)
    for hours in (0, 1, 2):
        watch(session, now=NOON + timedelta(hours=hours))
    watch(session, now=NOON + DAY)
    assert sorted(ran) == [cast.tarn.code] * 2 + [cast.guyane.code] * 2


def test_a_run_that_was_cut_short_is_taken_up_by_the_next(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(watching, "_look_at", fail)
        with pytest.raises(ConnectionError):
            watch(session, now=NOON + 40 * DAY)
    session.rollback()
    watch(session, now=NOON + 41 * DAY)
    assert signals(session, cast.amina)


def test_the_command_looks_now_and_says_what_it_found(
    session: Session, cast: Cast, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.add(
        WatchRule(territory_id=cast.tarn.id, worry=Worry.NO_CONTACT, days=1, head_start_days=0)
    )
    cast.amina.created_at = NOON - 3 * DAY
    session.add(cast.amina)
    session.commit()
    monkeypatch.setenv("DATABASE_URL", database_url)

    done = CliRunner().invoke(main, ["watch"])

    assert done.exit_code == 0, done.output
    assert "81 Tarn: looked at 1, appeared 1, gone 0." in done.output
    assert "  no_contact: 1" in done.output
    assert set(signals(session, cast.amina)) == {Worry.NO_CONTACT}
    session.commit()


def test_a_day_is_the_territorys_own(session: Session, cast: Cast) -> None:
    """Bilal came at 23 h on 1 March in Cayenne: that is 2 March in Albi."""
    cast.bilal.created_at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    session.add(cast.bilal)
    session.commit()
    run(session, cast.guyane, now=NOON + 30 * DAY)
    assert signals(session, cast.bilal)[Worry.NO_CONTACT].since == date(2026, 3, 1)
