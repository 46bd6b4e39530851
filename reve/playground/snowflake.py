"""Snowflakes: Discord's ids, which carry their time of birth."""

import time
from dataclasses import dataclass

DISCORD_EPOCH_MS = 1_420_070_400_000
_LOW_BITS = 22


def born_ms(snowflake: int) -> int:
    """Read the epoch milliseconds at which an id was made."""
    return (snowflake >> _LOW_BITS) + DISCORD_EPOCH_MS


@dataclass(slots=True)
class Snowflakes:
    """Issue ids of now that never repeat and, unless shifted, always grow."""

    _last: int = 0
    _count: int = 0

    def next(self, *, shift_s: float = 0.0) -> int:
        """Issue an id; `shift_s` says how far its time is off (negative: in the past)."""
        self._count = (self._count + 1) & ((1 << _LOW_BITS) - 1)
        now_ms = time.time_ns() // 1_000_000 - DISCORD_EPOCH_MS
        if shift_s:
            return ((now_ms + int(shift_s * 1000)) << _LOW_BITS) | self._count
        self._last = max((now_ms << _LOW_BITS) | self._count, self._last + 1)
        return self._last
