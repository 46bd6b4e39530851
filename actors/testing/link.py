"""The way between hosts of one process."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio.lowlevel

from actors.errors import NobodyThere
from actors.ports import Message


@dataclass(slots=True)
class Ether:
    """Who listens. `lost` tells of each message whether it shall not arrive. Mutable."""

    listeners: dict[str, Callable[[Message], None]] = field(default_factory=dict)
    lost: Callable[[str, Message], bool] = lambda to, message: False


class MemoryLink:
    """`Link` in memory; several hosts share one `ether`. `faults` meet the next sends."""

    def __init__(self, instance: str, ether: Ether | None = None) -> None:
        self.instance = instance
        self.ether = ether or Ether()
        self.faults: deque[Exception] = deque()

    @asynccontextmanager
    async def listening(self, hear: Callable[[Message], None]) -> AsyncIterator[None]:
        """Hear what is sent to this instance or to all."""
        self.ether.listeners[self.instance] = hear
        try:
            yield
        finally:
            if self.ether.listeners.get(self.instance) is hear:
                del self.ether.listeners[self.instance]

    async def send(self, to: str, message: Message) -> None:
        """Deliver at once."""
        await self._call()
        hear = self.ether.listeners.get(to)
        if hear is None:
            raise NobodyThere(to)
        if not self.ether.lost(to, message):
            hear(message)

    async def tell_all(self, message: Message) -> None:
        """Deliver to all at once."""
        await self._call()
        for to, hear in list(self.ether.listeners.items()):
            if not self.ether.lost(to, message):
                hear(message)

    async def _call(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.faults:
            raise self.faults.popleft()
