"""Quiet hours: from one minute of the day to another, by a clock that is some minutes off UTC."""

from typing import Final

from reve.game.state import Quiet

MINUTE_MS: Final = 60_000
DAY_MINUTES: Final = 24 * 60
MOST_OFFSET: Final = 14 * 60


def minute_of(quiet: Quiet, at_ms: int) -> int:
    """Return the minute of the day that the player's clock shows."""
    return (at_ms // MINUTE_MS + quiet.offset) % DAY_MINUTES


def is_quiet(quiet: Quiet | None, at_ms: int) -> bool:
    """Tell whether nothing is sent now; hours from a minute to the same one are none."""
    if quiet is None:
        return False
    minute = minute_of(quiet, at_ms)
    if quiet.start <= quiet.end:
        return quiet.start <= minute < quiet.end
    return minute >= quiet.start or minute < quiet.end


def after(quiet: Quiet | None, at_ms: int) -> int:
    """Return the first time from `at_ms` on at which something may be sent."""
    if quiet is None or not is_quiet(quiet, at_ms):
        return at_ms
    left = (quiet.end - minute_of(quiet, at_ms)) % DAY_MINUTES
    return at_ms - at_ms % MINUTE_MS + left * MINUTE_MS
