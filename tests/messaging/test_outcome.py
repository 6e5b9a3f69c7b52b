"""How long another computer asks us to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.messaging.outcome import LONGEST_WAIT, wait_asked

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("Mon, 02 Mar 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", timedelta()),
        ("999999999", LONGEST_WAIT),
        ("9" * 5000, None),
        ("Mon, 02 Mar 9999 12:01:00 GMT", LONGEST_WAIT),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds_or_a_date_within_reason(header: str | None, wait: timedelta | None) -> None:
    assert wait_asked(header, now=NOW) == wait
