"""A link that loses, doubles, reorders and delays messages when told to."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio
from anyio.abc import TaskGroup

from actors.errors import LinkError
from actors.ports import Link, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mischief:
    """How likely each message meets what, from 0 to 1; `containing` picks those that say that word."""

    lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    late_s: float = 0.3
    containing: str = ""


class MischievousLink:
    """A `Link` around another one. Mutable: `mischief` is what it does now, `done` counts what it did.

    What is late arrives after what was sent later: that is how messages are reordered.
    """

    def __init__(self, link: Link, seed: int) -> None:
        self._link = link
        self._random = random.Random(seed)
        self._tasks: TaskGroup | None = None
        self.mischief = Mischief()
        self.done: Counter[str] = Counter()

    @asynccontextmanager
    async def listening(self, hear: Callable[[Message], None]) -> AsyncIterator[None]:
        """Call `hear` for each message, inside the block."""
        async with anyio.create_task_group() as tasks, self._link.listening(hear):
            self._tasks = tasks
            yield
            tasks.cancel_scope.cancel()

    async def send(self, to: str, message: Message) -> None:
        """Send to one instance, or pretend to."""
        for wait_s in self._times(message):
            if wait_s and self._tasks is not None:
                self._tasks.start_soon(self._later, wait_s, to, message)
            else:
                await self._link.send(to, message)

    async def tell_all(self, message: Message) -> None:
        """Send to all, or pretend to."""
        if self._times(message):
            await self._link.tell_all(message)

    async def _later(self, wait_s: float, to: str, message: Message) -> None:
        await anyio.sleep(wait_s)
        try:
            await self._link.send(to, message)
        except LinkError:
            self.done["late for nobody"] += 1

    def _times(self, message: Message) -> list[float]:
        """Return when a message is sent, in seconds from now, once for each time."""
        wish = self.mischief
        if wish.containing and wish.containing not in _words(message):
            return [0.0]
        if self._meets("lost", wish.lost):
            return []
        wait_s = wish.late_s * self._random.random() if self._meets("late", wish.late) else 0.0
        return [wait_s, 0.0] if self._meets("doubled", wish.doubled) else [wait_s]

    def _meets(self, what: str, likely: float) -> bool:
        met = self._random.random() < likely
        self.done[what] += met
        return met


def _words(message: Message) -> set[Any]:
    return {value for value in message.values() if isinstance(value, str)}
