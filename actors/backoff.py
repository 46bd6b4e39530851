"""Standing back after having been fenced: two instances must not fight over shards."""

from collections.abc import Callable
from typing import Final

WINDOW_S: Final = 60.0
LONGEST_S: Final = 30.0


class Backoff:
    """Fenced twice within 60 s: acquire nothing for 1, 2, 4 … 30 s. Mutable."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._last_s = float("-inf")
        self._times = 0
        self._until_s = float("-inf")

    @property
    def holds(self) -> bool:
        """Whether nothing is to be acquired now."""
        return self._monotonic_s() < self._until_s

    def fenced(self) -> None:
        """Take note that a commit met a token of somebody else."""
        now_s = self._monotonic_s()
        self._times = self._times + 1 if now_s - self._last_s < WINDOW_S else 1
        self._last_s = now_s
        if self._times > 1:
            self._until_s = now_s + min(LONGEST_S, 2.0 ** (self._times - 2))
