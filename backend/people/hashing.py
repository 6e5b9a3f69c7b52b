"""argon2id, off the event loop and never more than two at a time."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# The floor is OWASP's Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane); raise these as
# machines grow: each hash is renewed the next time its owner signs in.
MEMORY = 32 * 1024  # KiB
PASSES = 2
LANES = 1

hasher = PasswordHasher(
    time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES, hash_len=32, salt_len=16, type=Type.ID
)
TOGETHER = 2  # 64 MiB at most, and two cores at most
_pool = ThreadPoolExecutor(TOGETHER, thread_name_prefix="argon2")

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Check:
    matches: bool
    renewed: str | None = None  # the hash to keep from now on, when its parameters were old


async def off_the_loop(
    work: Callable[Given, Answer], *given: Given.args, **options: Given.kwargs
) -> Answer:
    """Slow arithmetic in its own two threads. The caller holds no transaction meanwhile."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool, lambda: work(*given, **options))


def hashed(secret: str) -> str:
    return hasher.hash(secret)


def check(known: str | None, given: str) -> Check:
    """Takes the same time when nothing is known: a decoy is checked instead."""
    try:
        hasher.verify(known or _decoy(), given)
    except (VerificationError, InvalidHashError):
        return Check(matches=False)
    if known is None:
        return Check(matches=False)
    return Check(matches=True, renewed=hashed(given) if hasher.check_needs_rehash(known) else None)


def _decoy() -> str:
    """A hash that nothing matches, as costly to check as a real one."""
    salt, digest = (b64encode(bytes(size)).rstrip(b"=").decode() for size in (16, 32))
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"
