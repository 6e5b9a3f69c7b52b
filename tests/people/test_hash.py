"""How codes and passphrases are kept: argon2id, strong enough, renewed, two at a time."""

import asyncio
import threading
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from backend.people import hashing

OWASP_MEMORY = 19 * 1024  # KiB, with two passes and one lane: the cheat sheet's floor
OWASP_PASSES = 2


def test_the_parameters_are_above_owasp_s_floor() -> None:
    kept = extract_parameters(hashing.hashed("quatre velos sous la pluie"))

    assert kept.type is Type.ID
    assert kept.memory_cost >= OWASP_MEMORY
    assert kept.time_cost >= OWASP_PASSES
    assert kept.parallelism >= 1
    assert (kept.memory_cost, kept.time_cost, kept.parallelism) == (
        hashing.MEMORY,
        hashing.PASSES,
        hashing.LANES,
    )
    assert (kept.salt_len, kept.hash_len) == (16, 32)


def test_the_same_passphrase_is_never_kept_twice_alike() -> None:
    assert hashing.hashed("quatre velos") != hashing.hashed("quatre velos")


@pytest.mark.usefixtures("quick_hashes")
def test_only_the_right_one_matches() -> None:
    known = hashing.hashed("quatre velos")

    assert hashing.check(known, "quatre velos").matches
    assert not hashing.check(known, "quatre vélos").matches
    assert not hashing.check("not a hash", "quatre velos").matches


def test_nothing_matches_nobody_and_it_takes_a_real_check(monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []

    class Spy(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            verified.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    spy = Spy(hashing.PASSES, hashing.MEMORY, hashing.LANES)
    monkeypatch.setattr(hashing, "hasher", spy)

    assert not hashing.check(None, "quatre velos").matches
    assert verified == [extract_parameters(hashing.hashed("quatre velos"))]


@pytest.mark.usefixtures("quick_hashes")
def test_a_hash_with_old_parameters_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    old = hashing.hashed("quatre velos")
    assert hashing.check(old, "quatre velos").renewed is None

    monkeypatch.setattr(hashing, "hasher", PasswordHasher(2, 16, 1))
    renewed = hashing.check(old, "quatre velos").renewed

    assert renewed
    assert extract_parameters(renewed).memory_cost == 16
    assert hashing.check(old, "wrong").renewed is None


def test_no_more_than_two_are_hashed_at_once() -> None:
    running, most, lock, enough = 0, 0, threading.Lock(), threading.Event()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        enough.wait(0.05)
        with lock:
            running -= 1

    async def many() -> None:
        await asyncio.gather(*(hashing.off_the_loop(work) for _ in range(8)))

    asyncio.run(many())
    assert most == hashing.TOGETHER
