"""What a measurement found."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Self


@dataclass(frozen=True, slots=True)
class Speed:
    """Commands that were answered: how many a second, and how long one took."""

    what: str
    crowd: int
    count: int
    per_s: float
    p50_ms: float
    p99_ms: float
    failed: int

    @classmethod
    def of(cls, what: str, crowd: int, times_ms: Sequence[float], took_s: float, failed: int) -> Self:
        """Sum up times; raises ValueError when there are fewer than two."""
        if len(times_ms) < 2:
            raise ValueError(f"{what}: only {len(times_ms)} commands were answered; give it more time")
        cuts = quantiles(times_ms, n=100)
        return cls(what, crowd, len(times_ms), len(times_ms) / took_s, cuts[49], cuts[98], failed)

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{self.what:<34} {self.crowd:>4} at a time  {self.per_s:>8.0f}/s"
            f"  p50 {self.p50_ms:>7.1f} ms  p99 {self.p99_ms:>7.1f} ms  ({self.count} answered{failed})"
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What idle actors take, by the growth of the process."""

    actors: int
    bytes_per_actor: int

    def __str__(self) -> str:
        return f"{'memory of an idle player':<34} {self.bytes_per_actor:>8} bytes  ({self.actors} loaded)"
