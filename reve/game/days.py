"""Days: UTC calendar dates, counted since the epoch."""

from datetime import date
from typing import Final, Literal

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


type Per = Literal["day", "week", "month", "ever"]

_MONDAY: Final = 3  # the epoch is a Thursday


def period_of(per: Per, day: int) -> int:
    """Return the number of the day, week (from Monday) or month that a day lies in; 0 for ever."""
    match per:
        case "day":
            return day
        case "week":
            return (day + _MONDAY) // 7
        case "month":
            on = date.fromordinal(_EPOCH + day)
            return on.year * 12 + on.month - 1
        case "ever":
            return 0


def start_of_period(per: Literal["day", "week", "month"], period: int) -> int:
    """Return the first millisecond of a day, week or month."""
    match per:
        case "day":
            return start_of(period)
        case "week":
            return start_of(period * 7 - _MONDAY)
        case "month":
            year, month = divmod(period, 12)
            return start_of(date(year, month + 1, 1).toordinal() - _EPOCH)
