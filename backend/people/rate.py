"""How often something guarded may be tried: counted in the database, so all processes count as one.

The caller commits: a count must stay whatever becomes of the request.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, case, col, delete, select, update

from backend.people.models import Attempt
from backend.web.security import keyed_hash

# An office of the département opens many letters from one address: what stops guessing is the
# code (39 bits and a surname) and the account's own delay; these stop floods. What all addresses
# share comes back after a minute: whoever uses it up keeps nobody out for long.
CODE_FROM_ADDRESS = RateLimitItemPerMinute(30, 15, namespace="code-address")
CODE_ITSELF = RateLimitItemPerMinute(5, 15, namespace="code")
CODE_IN_ALL = RateLimitItemPerMinute(60, namespace="code-all")
SIGN_IN_FROM_ADDRESS = RateLimitItemPerMinute(30, 15, namespace="sign-in-address")
SIGN_IN_IN_ALL = RateLimitItemPerMinute(120, namespace="sign-in-all")
ANSWER_FROM_ADDRESS = RateLimitItemPerMinute(30, 15, namespace="answer-address")

FREE_FAILURES = 5
FIRST_DELAY = timedelta(minutes=1)  # then 2, 4, 8…: never a hard lock, which anybody could cause
LONGEST_DELAY = timedelta(hours=1)
MEMORY = timedelta(days=1)  # how long failures count after the account could be tried again

Hit = tuple[RateLimitItem, str]


class Attempts(Storage):
    """What the `limits` library counts in, on the attempt table."""

    STORAGE_SCHEME = None

    def __init__(self, session: Session, *, key: str, now: datetime) -> None:
        super().__init__()
        self.session, self.key, self.now = session, key, now

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        row = insert(Attempt).values(
            key=self._named(key), count=amount, expires_at=self.now + timedelta(seconds=expiry)
        )
        over = col(Attempt.expires_at) <= self.now
        counted = row.on_conflict_do_update(
            index_elements=[col(Attempt.key)],
            set_={
                "count": case((over, row.excluded.count), else_=Attempt.count + amount),
                "expires_at": case((over, row.excluded.expires_at), else_=Attempt.expires_at),
            },
        ).returning(col(Attempt.count))
        return self.session.connection().execute(counted).scalar_one()

    def get(self, key: str) -> int:
        found = self._find(key)
        return found.count if found else 0

    def get_expiry(self, key: str) -> float:
        found = self._find(key)
        return (found.expires_at if found else self.now).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        return self.session.exec(delete(Attempt)).rowcount

    def clear(self, key: str) -> None:
        self.session.exec(delete(Attempt).where(col(Attempt.key) == self._named(key)))

    def _find(self, key: str) -> Attempt | None:
        return self.session.exec(
            select(Attempt)
            .where(Attempt.key == self._named(key), Attempt.expires_at > self.now)
            .execution_options(populate_existing=True)
        ).one_or_none()

    def _named(self, key: str) -> str:
        return keyed_hash(self.key, "attempt", key)


def wait_before(
    session: Session, hits: Sequence[Hit], *, key: str, now: datetime
) -> timedelta | None:
    """Counts one try and says how long to wait when there were too many.

    The first limit reached stops the count, so that one address cannot use up everybody's.
    """
    attempts = Attempts(session, key=key, now=now)
    limiter = FixedWindowRateLimiter(attempts)
    for limit, of in hits:
        if not limiter.hit(limit, of):
            ends = limiter.get_window_stats(limit, of).reset_time
            return datetime.fromtimestamp(ends, UTC) - now
    return None


def wait_for_account(
    session: Session, account: str, *, key: str, now: datetime
) -> timedelta | None:
    """Counts a failure beforehand, or says how long this account has to wait.

    Counting first leaves no gap for many tries at once; `forgive` takes it back.
    """
    name = keyed_hash(key, "account", account)
    row = insert(Attempt).values(key=name, count=1, expires_at=now + MEMORY)
    forgotten = col(Attempt.expires_at) <= now
    counted = row.on_conflict_do_update(
        index_elements=[col(Attempt.key)],
        set_={"count": case((forgotten, 1), else_=Attempt.count + 1)},
        where=col(Attempt.expires_at) <= now + MEMORY,
    ).returning(col(Attempt.count))
    failures = session.connection().execute(counted).scalar_one_or_none()
    this_one = col(Attempt.key) == name
    if failures is None:
        return session.exec(select(Attempt.expires_at).where(this_one)).one() - MEMORY - now
    ends = now + delay_after(failures) + MEMORY
    session.exec(update(Attempt).where(this_one).values(expires_at=ends))
    return None


def delay_after(failures: int) -> timedelta:
    """1, 2, 4… 60 minutes from the fifth failure on."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(FIRST_DELAY * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_DELAY)


def forgive(session: Session, account: str, *, key: str) -> None:
    name = keyed_hash(key, "account", account)
    session.exec(delete(Attempt).where(col(Attempt.key) == name))


def forget_attempts(session: Session, *, now: datetime) -> None:
    """Deletes what no longer counts; the worker does it from time to time."""
    session.exec(delete(Attempt).where(col(Attempt.expires_at) <= now))


def minutes(wait: timedelta) -> int:
    """Rounded up: she is not told to come back too early."""
    return max(1, -(-wait // timedelta(minutes=1)))


def address_of(peer: str, forwarded: str, *, trusted_proxies: str) -> str:
    """Who asks, as far as we can know: the last hop no proxy of ours wrote; an IPv6 by its /64."""
    hops = [*(hop.strip() for hop in forwarded.split(",") if hop.strip()), peer]
    client = hops.pop()
    while hops and _is_ours(client, trusted_proxies):
        client = hops.pop()
    return _household(client)


@lru_cache(maxsize=4096)
def _is_ours(address: str, trusted_proxies: str) -> bool:
    ip = _read(address)
    proxies = [ip_network(part.strip()) for part in trusted_proxies.split(",") if part.strip()]
    return ip is not None and any(ip in network for network in proxies)


@lru_cache(maxsize=4096)
def _household(address: str) -> str:
    ip = _read(address)
    if isinstance(ip, IPv6Address):
        return str(ip_network((ip, 64), strict=False))
    return str(ip or address)


def _read(address: str) -> IPv4Address | IPv6Address | None:
    with_port = re.fullmatch(r"\[(.+)\](?::\d+)?|([\d.]+):\d+", address)  # some proxies add a port
    try:
        ip = ip_address((with_port[1] or with_port[2]) if with_port else address)
    except ValueError:
        return None
    return (ip.ipv4_mapped if isinstance(ip, IPv6Address) else None) or ip
