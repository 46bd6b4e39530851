"""The store's clock, told between answers by a monotonic one."""

from collections.abc import Callable

from actors.ports import Facts


class StoreClock:
    """Postgres' time without asking Postgres.

    The offset comes from the latest answer and is taken so that the result is late by at most the
    answer's way back, and never early. A host whose wall clock is wrong has no say.
    """

    __slots__ = ("_offset_ms", "authors_ms", "heard_at_s", "monotonic_s")

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self.monotonic_s = monotonic_s
        self.heard_at_s = float("-inf")
        self._offset_ms = 0
        self.authors_ms = 0
        """When the newest command was made, by its author's clock."""

    def learn(self, facts: Facts) -> None:
        """Take the time from an answer that has just arrived."""
        self.heard_at_s = self.monotonic_s()
        self._offset_ms = facts.at_ms - int(self.heard_at_s * 1000)

    def is_older_than(self, issued_at_ms: int, age_ms: int) -> bool:
        """Tell whether a command is older than `age_ms`, by the store's clock and by its author's.

        Both, as a store whose clock is ahead must not make all commands late. A command that passes
        for too young is at worst decided once: its id is in the journal or it is not.
        """
        self.authors_ms = max(self.authors_ms, issued_at_ms)
        return issued_at_ms < min(self.now_ms(), self.authors_ms) - age_ms

    def now_ms(self) -> int:
        """Return epoch milliseconds by the store's clock."""
        return int(self.monotonic_s() * 1000) + self._offset_ms
