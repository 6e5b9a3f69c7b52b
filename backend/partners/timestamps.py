"""The shapes in which the two tools write a moment, read into aware UTC."""

from datetime import UTC, datetime

FIRST_YEAR, LAST_YEAR = 2000, 2099  # outside, it is a fault of the sender


def read(text: object) -> datetime:
    """`2024-08-26T09:00:00.000+02:00`, `2024-08-15 19:30:08 +0200` or `2024-08-15 19:30:08 UTC`."""
    if not isinstance(text, str):
        raise ValueError("a moment is a text such as 2024-08-15 19:30:08 +0200")  # noqa: TRY004 (pydantic reports ValueError)
    moment = _from_iso(text.strip())
    if moment.utcoffset() is None:
        raise ValueError("a moment must say its offset from UTC")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("a moment must be of this century")
    return moment.astimezone(UTC)


def _from_iso(text: str) -> datetime:
    if text.endswith(" UTC"):
        text = text.removesuffix(" UTC") + "+00:00"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass  # fromisoformat takes no blank after a fraction of a second
    try:
        return datetime.fromisoformat("".join(text.rsplit(" ", 1)))
    except ValueError:
        raise ValueError("not a moment we can read") from None
