"""For how long shards that changed hands were dark, by what those saw who sent commands to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actors.identity import shard_of
from reve.chaos.observation import End, Observation


@dataclass(frozen=True, slots=True)
class Handover:
    """A time in which shards changed hands."""

    what: str
    began_s: float
    ended_s: float
    moved: frozenset[int]


def dark_times(handover: Handover, seen: Iterable[Observation]) -> list[float]:
    """Return, for each shard that moved and was asked meanwhile, the longest wait for an answer."""
    longest: dict[int, float] = {}
    for one in seen:
        shard = shard_of(one.actors[0])
        if one.end is not End.ANSWERED or one.ended_s is None or len(one.actors) > 1:
            continue
        if shard in handover.moved and one.began_s < handover.ended_s and one.ended_s > handover.began_s:
            waited_s = one.ended_s - max(one.began_s, handover.began_s)
            longest[shard] = max(longest.get(shard, 0.0), waited_s)
    return list(longest.values())


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share lies; raises ValueError when there is none."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("there are no values")
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
