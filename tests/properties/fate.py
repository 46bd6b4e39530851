"""Fate: many small choices out of one drawn value, since each draw has its price."""

from collections.abc import Sequence

from hypothesis import strategies as st

BYTES = 64


class Fate:
    """A stream of choices; zeros choose what comes first, so that what fails shrinks to that."""

    def __init__(self, drawn: bytes) -> None:
        self._drawn = drawn
        self._place = 0

    def __repr__(self) -> str:
        return f"Fate({self._drawn.rstrip(bytes(1))!r})"

    def below(self, n: int) -> int:
        """Return a number from 0 to n - 1; 0 when the stream is at its end."""
        pair = self._drawn[self._place : self._place + 2]
        self._place += 2
        return int.from_bytes(pair) % n

    def once_in(self, n: int) -> bool:
        """Tell whether something happens that does once in so many times."""
        return self.below(n) == n - 1

    def pick[T](self, options: Sequence[T]) -> T:
        """Choose one of some options."""
        return options[self.below(len(options))]


fates = st.binary(min_size=BYTES, max_size=BYTES).map(Fate)
