"""A bounded store of things that can be made again: the least recently used makes room."""

from collections import OrderedDict
from collections.abc import Hashable


class Shelf[K: Hashable, V]:
    """Keeps values up to a total size; one larger than the shelf is not kept."""

    __slots__ = ("_items", "_most", "_used", "hits", "misses")

    def __init__(self, most: int) -> None:
        self._most = most
        self._used = 0
        self.hits = 0
        self.misses = 0
        self._items: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value, which thereby becomes the most recently used; None if it is not kept."""
        if (found := self._items.get(key)) is None:
            self.misses += 1
            return None
        self.hits += 1
        self._items.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep a value of this size, letting go of others as needed."""
        if (old := self._items.pop(key, None)) is not None:
            self._used -= old[1]
        if size > self._most:
            return
        self._items[key] = (value, size)
        self._used += size
        while self._used > self._most:
            _, (_, freed) = self._items.popitem(last=False)
            self._used -= freed

    def clear(self) -> None:
        """Let go of everything."""
        self._items.clear()
        self._used = 0

    @property
    def used(self) -> int:
        """The total size of what is kept."""
        return self._used

    def __len__(self) -> int:
        return len(self._items)
