"""Every way another computer can answer when we ask it to reach somebody."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

SERVER_FAULT = 500  # from this status on, the fault is theirs
LONGEST_WAIT = timedelta(hours=6)  # however long the other computer asks us to wait


class Outcome(StrEnum):
    DELIVERED = "delivered"
    GONE = "gone"  # that browser no longer exists: forget it
    FAILED = "failed"  # this message will never pass
    RETRY_LATER = "retry_later"  # no answer, or a fault of theirs
    SLOW_DOWN = "slow_down"  # they ask everything from us to wait
    REFUSED = "refused"  # our key, password or credit is not accepted: somebody must look


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    retry_after: timedelta | None = None
    reason: str = ""  # code words for a log: no address, no text


def of_http(status: int, retry_after: str | None, meanings: Mapping[int, Outcome]) -> Result:
    """What an HTTP answer means to us. A redirection is a failure: none is followed."""
    if status in range(200, 300):
        return Result(Outcome.DELIVERED)
    fallback = Outcome.RETRY_LATER if status >= SERVER_FAULT else Outcome.FAILED
    wait = wait_asked(retry_after, now=world_time())
    return Result(meanings.get(status, fallback), wait, f"http {status}")


def wait_asked(value: str | None, *, now: datetime) -> timedelta | None:
    """The meaning of a Retry-After header: seconds or a date, kept within reason."""
    if not value:
        return None
    seconds = re.fullmatch(r"[0-9]{1,9}", value.strip())
    asked = timedelta(seconds=int(seconds[0])) if seconds else _until(value, now)
    return None if asked is None else min(max(asked, timedelta()), LONGEST_WAIT)


def _until(value: str, now: datetime) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) - now


def world_time() -> datetime:
    """The clock by which other computers judge us: ours may be turned for a demonstration."""
    return datetime.fromtimestamp(time.time(), UTC)
