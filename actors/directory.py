"""Who owns which shard, as far as this instance has heard."""

from collections.abc import Callable, Collection

from actors.identity import SHARD_COUNT


class Directory:
    """The owners as announced; hearsay, which costs a redirection at worst when it is wrong.

    Mutable. What waits for news of a shard (a hop to an owner that may be dead) is called when an
    owner is heard of that differs from the one known before.
    """

    def __init__(self) -> None:
        self._owners: list[tuple[str | None, int]] = [(None, -1)] * SHARD_COUNT
        self._watchers: dict[int, list[Callable[[], None]]] = {}

    def owner(self, shard: int) -> str | None:
        """Return the owner that was heard of last, None if it is gone or was never heard of."""
        return self._owners[shard][0]

    def heard(self, shards: Collection[int], owner: str, epoch: int = -1) -> None:
        """Take note of an owner; what comes with a lower epoch than what is known is old."""
        for shard in shards:
            known, known_epoch = self._owners[shard]
            if 0 <= epoch < known_epoch:
                continue
            self._owners[shard] = (owner, max(epoch, known_epoch))
            if known != owner:
                self._tell(shard)

    def forget(self, shard: int, owner: str) -> None:
        """Take note that somebody does not own a shard (any more)."""
        known, epoch = self._owners[shard]
        if known == owner:
            self._owners[shard] = (None, epoch)

    def keep(self, living: Collection[str]) -> None:
        """Forget owners that do not live."""
        for shard, (owner, epoch) in enumerate(self._owners):
            if owner is not None and owner not in living:
                self._owners[shard] = (None, epoch)
                self._tell(shard)

    def watch(self, shard: int, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` at news of a shard; return what ends that."""
        watchers = self._watchers.setdefault(shard, [])
        watchers.append(tell)

        def end() -> None:
            watchers.remove(tell)
            if not watchers and self._watchers.get(shard) is watchers:
                del self._watchers[shard]

        return end

    def _tell(self, shard: int) -> None:
        for tell in list(self._watchers.get(shard, ())):
            tell()
