"""Counting tries: in the database, for everybody, without naming anybody."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.people import rate
from backend.people.models import Attempt
from tests.conftest import NOON

KEY = "key"
THREE = rate.RateLimitItemPerMinute(3, 15, namespace="three")


def test_tries_are_counted_together_by_all_processes(engine: Engine) -> None:
    for _ in range(3):
        with Session(engine) as session:
            assert rate.wait_before(session, [(THREE, "a")], key=KEY, now=NOON) is None
            session.commit()
    with Session(engine) as other:
        wait = rate.wait_before(other, [(THREE, "a")], key=KEY, now=NOON + timedelta(minutes=5))
        assert wait == timedelta(minutes=10)
        assert rate.wait_before(other, [(THREE, "b")], key=KEY, now=NOON) is None


def test_a_window_ends(session: Session) -> None:
    for _ in range(4):
        rate.wait_before(session, [(THREE, "a")], key=KEY, now=NOON)

    later = NOON + timedelta(minutes=15)
    assert rate.wait_before(session, [(THREE, "a")], key=KEY, now=later) is None


def test_one_address_cannot_use_up_what_is_everybody_s(session: Session) -> None:
    one = rate.RateLimitItemPerMinute(1, namespace="one")
    hits = [(one, "here"), (THREE, "")]
    for _ in range(10):
        rate.wait_before(session, hits, key=KEY, now=NOON)

    assert rate.wait_before(session, [(one, "there"), (THREE, "")], key=KEY, now=NOON) is None


def test_what_is_kept_names_nobody(session: Session) -> None:
    rate.wait_before(session, [(THREE, "203.0.113.9")], key=KEY, now=NOON)
    rate.wait_for_account(session, "name:amina@example.org", key=KEY, now=NOON)

    kept = str(session.exec(select(Attempt)).all())
    assert "203.0.113.9" not in kept
    assert "amina" not in kept


def test_what_no_longer_counts_is_forgotten(session: Session) -> None:
    rate.wait_before(session, [(THREE, "a")], key=KEY, now=NOON)
    rate.wait_for_account(session, "b", key=KEY, now=NOON)

    rate.forget_attempts(session, now=NOON + timedelta(hours=1))
    assert len(session.exec(select(Attempt)).all()) == 1
    rate.forget_attempts(session, now=NOON + timedelta(days=1))
    assert session.exec(select(Attempt)).all() == []


def test_failures_of_yesterday_are_forgotten(session: Session) -> None:
    for _ in range(4):
        assert rate.wait_for_account(session, "a", key=KEY, now=NOON) is None
    later = NOON + rate.MEMORY
    for _ in range(5):
        assert rate.wait_for_account(session, "a", key=KEY, now=later) is None
    assert rate.wait_for_account(session, "a", key=KEY, now=later) == timedelta(minutes=1)


def test_forgiving_starts_afresh(session: Session) -> None:
    for _ in range(5):
        rate.wait_for_account(session, "a", key=KEY, now=NOON)
    rate.forgive(session, "a", key=KEY)

    assert rate.wait_for_account(session, "a", key=KEY, now=NOON) is None


def test_minutes_are_rounded_up() -> None:
    assert [rate.minutes(timedelta(seconds=s)) for s in (1, 60, 61, 3600)] == [1, 1, 2, 60]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("203.0.113.9", "", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "", "203.0.113.9"),  # a header anybody can write
        ("10.0.0.2", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.3", "10.0.0.0/8, 192.0.2.1", "198.51.100.1"),
        ("10.0.0.2", "", "10.0.0.0/8", "10.0.0.2"),
        ("::ffff:10.0.0.2", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "", "", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1:4711", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.2", "[2001:db8:1:2::9]:4711", "10.0.0.0/8", "2001:db8:1:2::/64"),
        ("10.0.0.2", "unknown", "10.0.0.0/8", "unknown"),
        ("", "", "", ""),
    ],
)
def test_the_address_counted_is_one_its_owner_cannot_choose(
    peer: str, forwarded: str, trusted: str, address: str
) -> None:
    assert rate.address_of(peer, forwarded, trusted_proxies=trusted) == address
