"""Which instance each shard should be with: rendezvous hashing, the same answer on every instance."""

from functools import lru_cache
from hashlib import blake2b

from actors.identity import SHARD_COUNT


@lru_cache(maxsize=64)
def placed(instances: frozenset[str]) -> tuple[str | None, ...]:
    """Return for each shard the instance with the highest hash; None where there are no instances.

    When one comes or goes, only the shards that it gets or had move (Thaler and Ravishankar, 1996).
    """
    names = sorted(instances)
    return tuple(max(names, key=lambda n: _weight(n, s), default=None) for s in range(SHARD_COUNT))


@lru_cache(maxsize=64)
def share(instances: frozenset[str], instance: str) -> frozenset[int]:
    """Return the shards that are placed with one instance."""
    return frozenset(n for n, owner in enumerate(placed(instances)) if owner == instance)


def _weight(instance: str, shard: int) -> bytes:
    return blake2b(f"{instance}:{shard}".encode(), digest_size=8).digest()
