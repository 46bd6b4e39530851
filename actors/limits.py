"""Rate limits that protect the process: token buckets in an activation's memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` commands of a group in `per_s` seconds, refilled evenly."""

    group: str
    count: int
    per_s: float


class Buckets:
    """The token buckets of one activation, a bucket per group."""

    __slots__ = ("_levels",)

    def __init__(self) -> None:
        self._levels: dict[str, tuple[float, float]] = {}  # group -> (tokens left, at)

    def take(self, limit: Limit, now_s: float) -> float:
        """Take a token; return 0.0, or the seconds to wait when there is none."""
        left, at = self._levels.get(limit.group, (float(limit.count), now_s))
        refill = limit.count / limit.per_s
        left = min(float(limit.count), left + max(0.0, now_s - at) * refill)
        if left < 1.0:
            self._levels[limit.group] = (left, now_s)
            return (1.0 - left) / refill
        self._levels[limit.group] = (left - 1.0, now_s)
        return 0.0
