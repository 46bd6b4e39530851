"""Days: UTC calendar dates, counted since the epoch."""

from datetime import date
from typing import Final

DAY_MS: Final = 24 * 60 * 60 * 1000
_EPOCH: Final = date(1970, 1, 1).toordinal()


def day_of(at_ms: int) -> int:
    """Return the day that a time falls on."""
    return at_ms // DAY_MS


def start_of(day: int) -> int:
    """Return the first millisecond of a day."""
    return day * DAY_MS


def date_of(day: int) -> str:
    """Return a day as yyyy-mm-dd."""
    return date.fromordinal(_EPOCH + day).isoformat()
