"""The way between hosts of one process."""

import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import anyio.lowlevel

from actors.errors import NobodyThere
from actors.ports import Message

log = logging.getLogger(__name__)

INT64: Final = range(-(2**63), 2**63)


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
        arrives = copied(message)
        await self._call()
        if to not in self.ether.listeners:
            raise NobodyThere(to)
        self._deliver(to, arrives)

    async def tell_all(self, message: Message) -> None:
        """Deliver to all at once."""
        copied(message)
        await self._call()
        for to in list(self.ether.listeners):
            self._deliver(to, copied(message))

    def _deliver(self, to: str, message: Message) -> None:
        hear = self.ether.listeners.get(to)
        if hear is None or self.ether.lost(to, message):
            return
        try:
            hear(message)
        except Exception:
            log.exception("a message was not dealt with")

    async def _call(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.faults:
            raise self.faults.popleft()


def copied(value: Any) -> Any:
    """Return a value as it would arrive over a wire. Raises TypeError or OverflowError where none could.

    Arrays arrive as tuples, whatever they were.
    """
    if isinstance(value, Mapping):
        return {copied(key): copied(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return tuple(copied(part) for part in value)
    if isinstance(value, int) and value not in INT64:
        raise OverflowError(f"{value} does not fit into 64 bits")
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    raise TypeError(f"{type(value).__name__} is no plain value")
