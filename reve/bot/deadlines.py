"""How long an interaction may wait, whatever the host's clock says.

All waiting is measured by the monotonic clock from receipt. The snowflake adds what passed before
receipt, but only when the wall clock makes that a believable delay: a host whose clock is a day
off must neither drop an answer nor give it twice.
"""

from dataclasses import dataclass
from typing import Final

DEFER_AFTER_S: Final = 1.5  # Discord wants a first answer within 3 s
ANSWER_WITHIN_S: Final = 12.0  # of a deferred command: a take-over fits into it
SUGGEST_WITHIN_S: Final = 2.0  # of an autocomplete, which cannot be deferred
_BELIEVABLE_DELAY_S: Final = 3.0  # older ones are dead for Discord, so the clock must be off


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines of one interaction on the monotonic clock."""

    defer_at: float
    answer_by: float
    suggest_by: float


def deadlines(*, received_at: float, issued_at_ms: int, wall_ms: int) -> Deadlines:
    """Return the deadlines of an interaction received at `received_at` (monotonic seconds)."""
    delay = (wall_ms - issued_at_ms) / 1000
    late = delay if 0.0 < delay < _BELIEVABLE_DELAY_S else 0.0
    return Deadlines(
        defer_at=received_at + max(0.0, DEFER_AFTER_S - late),
        answer_by=received_at + ANSWER_WITHIN_S,
        suggest_by=received_at + max(0.5, SUGGEST_WITHIN_S - late),
    )
