"""Rule 7 of rdv-insertion's receiver: a moment comes in three shapes."""

from datetime import UTC, datetime

import pytest

from backend.partners.phones import dialable
from backend.partners.timestamps import read


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-24T14:30:00.250+01:00", datetime(2026, 3, 24, 13, 30, 0, 250_000, tzinfo=UTC)),
        ("2026-07-24 14:30:00 +0200", datetime(2026, 7, 24, 12, 30, tzinfo=UTC)),
        ("2026-03-24 14:30:00 UTC", datetime(2026, 3, 24, 14, 30, tzinfo=UTC)),
        ("2026-03-24T14:30:00Z", datetime(2026, 3, 24, 14, 30, tzinfo=UTC)),
        ("2026-03-24 14:30:00.250 -0300", datetime(2026, 3, 24, 17, 30, 0, 250_000, tzinfo=UTC)),
        (" 2026-03-24 14:30:00 +0100 ", datetime(2026, 3, 24, 13, 30, tzinfo=UTC)),
    ],
)
def test_each_shape_is_read_into_utc(text: str, moment: datetime) -> None:
    assert read(text) == moment
    assert read(text).utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "demain",
        "2026-03-24",
        "2026-03-24 14:30:00",
        "2026-02-30 14:30:00 +0100",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1999-12-31T23:59:59Z",
        "2026-03-24 14:30:00 +9900",
        1774358000,
        None,
        ["2026-03-24T14:30:00Z"],
    ],
)
def test_what_is_no_moment_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="moment"):
        read(text)


@pytest.mark.parametrize(
    ("number", "territory_code", "dialled"),
    [
        ("05 63 00 00 02", "81", "+33563000002"),
        ("0594 00 00 02", "973", "+594594000002"),
        ("+33 6 12 00 00 01", "973", "+33612000001"),
        ("3949", "81", "3949"),
        ("0805 38 48 00", "81", "0805 38 48 00"),
        ("05 63 00 00 02 poste 12", "81", "05 63 00 00 02 poste 12"),
        ("au bureau", "81", "au bureau"),
        ("", "81", ""),
    ],
)
def test_a_number_can_be_dialled_from_anywhere_or_stays_as_it_was_given(
    number: str, territory_code: str, dialled: str
) -> None:
    assert dialable(number, territory_code) == dialled
