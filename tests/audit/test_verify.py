"""One row changed, removed, inserted or moved, and the chain says where it breaks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, text, update
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from backend.audit import queries
from backend.audit.actions import Deed, note
from backend.audit.anchors import log_anchor
from backend.audit.models import AuditEntry, AuditHead
from backend.audit.queries import Fault, head_of, verify
from tests.commands.conftest import Parcours, parcours  # noqa: F401 (a fixture)
from tests.conftest import NOON

LONG = 8
NUMBERS = st.integers(1, LONG)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
Change = tuple[str, Any]
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.tuples(st.sampled_from(["actor", "action", "subject", "details", "digest"]), WORDS),
    st.tuples(st.just("happened_at"), st.timedeltas().map(lambda gap: NOON + gap % timedelta(9))),
    st.tuples(st.just("number"), st.integers(-3, LONG + 9)),
)
many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def chain(session: Session) -> Iterator[Session]:
    """Eight links, in a database whose guards were taken away for the time of the test."""
    for number in range(LONG):
        note(session, deed(number), now=NOON + timedelta(hours=number))
    session.commit()
    unguard(session)
    yield session
    session.rollback()


def deed(number: int) -> Deed:
    details: dict[str, str | int | None] = {"rows": number} if number % 2 else {}
    return Deed(f"adviser:{number}", "claim.answer", f"claim:81-{number}", details)


def unguard(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.connection().execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
    else:
        session.connection().execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))


def after(session: Session, *tampering: Callable[[], object]) -> queries.Report:
    """What is said of the chain once somebody has done that; it is whole again afterwards."""
    with session.begin_nested() as place:
        for act in tampering:
            act()
        report = verify(session)
        place.rollback()
    session.expire_all()
    return report


def set_in(session: Session, which: int, /, **values: Any) -> None:
    session.connection().execute(
        update(AuditEntry).where(col(AuditEntry.number) == which).values(**values)
    )


def remove(session: Session, number: int) -> None:
    session.connection().execute(delete(AuditEntry).where(col(AuditEntry.number) == number))


def content(session: Session) -> dict[int, dict[str, Any]]:
    rows = session.exec(select(AuditEntry)).all()
    return {row.number: row.model_dump() for row in rows}


def test_a_chain_as_it_was_written_is_sound(chain: Session) -> None:
    report = verify(chain)

    assert (report.fault, report.broken_at) == (None, None)
    assert report.head.number == LONG


def test_an_empty_chain_is_sound(session: Session) -> None:
    assert verify(session).fault is None
    assert head_of(session).number == 0


@given(number=NUMBERS, change=CHANGES)
@many
def test_one_changed_column_is_found(chain: Session, number: int, change: Change) -> None:
    column, value = change
    before = content(chain)
    if before[number][column] == value or (column == "number" and value in before):
        return

    report = after(chain, lambda: set_in(chain, number, **{column: value}))

    assert report.fault is not None
    assert report.broken_at is not None
    assert report.broken_at <= number
    if column not in {"number", "digest"}:
        assert (report.fault, report.broken_at) == (Fault.CHANGED, number)


@given(number=NUMBERS)
@many
def test_one_removed_row_is_found(chain: Session, number: int) -> None:
    report = after(chain, lambda: remove(chain, number))

    assert report.broken_at == number
    assert report.fault is (Fault.TAIL_REMOVED if number == LONG else Fault.REMOVED)


@given(number=NUMBERS)
@many
def test_a_removed_row_is_found_though_the_others_close_up(chain: Session, number: int) -> None:
    def close_up() -> None:
        remove(chain, number)
        for later in range(number + 1, LONG + 1):
            set_in(chain, later, number=later - 1)

    report = after(chain, close_up)

    assert report.broken_at == number
    assert report.fault is (Fault.TAIL_REMOVED if number == LONG else Fault.REMOVED)


@given(number=st.integers(1, LONG + 1), words=WORDS)
@many
def test_one_inserted_row_is_found(chain: Session, number: int, words: str) -> None:
    def squeeze_in() -> None:
        for later in range(LONG, number - 1, -1):
            set_in(chain, later, number=later + 1)
        row = {"number": number, "happened_at": NOON, "actor": words, "action": words}
        row |= {"subject": words, "details": words, "digest": words}
        chain.connection().execute(insert(AuditEntry).values(row))

    report = after(chain, squeeze_in)

    assert (report.fault, report.broken_at) == (Fault.INSERTED, number)


@given(numbers=st.lists(NUMBERS, min_size=2, max_size=2, unique=True))
@many
def test_two_rows_that_change_places_are_found(chain: Session, numbers: list[int]) -> None:
    one, other = numbers

    def swap() -> None:
        for before, now in ((one, 999), (other, one), (999, other)):
            set_in(chain, before, number=now)

    report = after(chain, swap)

    assert (report.fault, report.broken_at) == (Fault.REORDERED, min(numbers))


@given(kept=st.integers(0, LONG - 1))
@many
def test_a_cut_tail_is_found(chain: Session, kept: int) -> None:
    report = after(
        chain,
        lambda: chain.connection().execute(delete(AuditEntry).where(col(AuditEntry.number) > kept)),
    )

    assert (report.fault, report.broken_at) == (Fault.TAIL_REMOVED, kept + 1)


def test_a_head_that_was_rewritten_is_found(chain: Session) -> None:
    change = update(AuditHead).values(digest="0" * 64)

    assert after(chain, lambda: chain.connection().execute(change)).fault is Fault.HEAD_CHANGED
    gone = after(chain, lambda: chain.connection().execute(delete(AuditHead)))
    assert gone.fault is Fault.HEAD_CHANGED


def test_a_chain_written_anew_no_longer_goes_through_the_anchor(chain: Session) -> None:
    noted = head_of(chain).digest
    chain.connection().execute(delete(AuditEntry))
    chain.connection().execute(delete(AuditHead))
    chain.expire_all()
    for number in range(LONG):
        note(chain, deed(number + 1), now=NOON)

    assert verify(chain).fault is None
    assert verify(chain, anchor=noted).fault is Fault.OTHER_CHAIN
    assert verify(chain, anchor=head_of(chain).digest).fault is None


def test_it_is_read_a_batch_at_a_time(chain: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "AT_ONCE", 3)

    assert verify(chain).fault is None
    assert after(chain, lambda: set_in(chain, 7, actor="x")).broken_at == 7


def test_the_database_refuses_to_rewrite_it(session: Session, engine: Engine) -> None:
    note(session, deed(1), now=NOON)
    session.commit()
    for verb in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="only added"), engine.begin() as connection:
            connection.execute(text(verb))
    if engine.dialect.name == "postgresql":
        with pytest.raises(DatabaseError, match="only added"), engine.begin() as connection:
            connection.execute(text("TRUNCATE audit_entry"))

    assert verify(session).fault is None


def test_the_anchor_is_logged_once_a_day(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="backend.audit.anchors")
    for hours in (0, 1, 11, 12, 13):
        log_anchor(session, now=NOON + timedelta(hours=hours))

    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert said[-1] == f"audit anchor: {head_of(session)}"
    assert all(one.startswith("audit anchor: ") for one in said)
    assert len({tuple(pair) for pair in pairwise(said)}) == 1


def test_an_operator_verifies_the_chain(parcours: Parcours, session: Session) -> None:  # noqa: F811
    note(session, deed(1), now=NOON)
    session.commit()
    number, digest = parcours("audit", "anchor").output.split()
    note(session, deed(2), now=NOON)
    session.commit()

    assert number == "1"
    assert "2 rows, sound" in parcours("audit", "verify", "--expect", digest).output
    assert "other chain" in parcours("audit", "verify", "--expect", "0" * 64, fails=True).output
    unguard(session)
    set_in(session, 1, actor="x")
    assert "changed at number 1" in parcours("audit", "verify", fails=True).output
