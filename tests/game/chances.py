"""Whether what was drawn follows its table: chi-square, at one in ten thousand."""

from collections.abc import Hashable, Iterable, Mapping

from actors.identity import ActorId
from reve.game.dice import HmacDice
from tests.game.sample import NOON_MS, SECRET

_BOUND_SIGMA = 3.719  # of a normal variable, which one in ten thousand passes


def stream(seed: int) -> HmacDice:
    """Return dice that are the same in each run."""
    return HmacDice(SECRET, ActorId("player", 1), seed, NOON_MS)


def critical(degrees: int) -> float:
    """Return the chi-square that one in ten thousand fair samples passes (Wilson and Hilferty)."""
    part = 2 / (9 * degrees)
    return float(degrees * (1 - part + _BOUND_SIGMA * part**0.5) ** 3)


def follows[K: Hashable](drawn: Iterable[K], weights: Mapping[K, float]) -> bool:
    """Tell whether a sample follows weights; what has no weight must not come at all."""
    counts = dict.fromkeys(weights, 0)
    for one in drawn:
        if one not in weights:
            return False
        counts[one] += 1
    total, whole = sum(counts.values()), sum(weights.values())
    likely = {key: total * weight / whole for key, weight in weights.items() if weight}
    if any(n for key, n in counts.items() if key not in likely):
        return False
    assert min(likely.values()) >= 5, f"too few draws to tell: {likely}"
    found = sum((counts[key] - due) ** 2 / due for key, due in likely.items())
    return len(likely) < 2 or found < critical(len(likely) - 1)
