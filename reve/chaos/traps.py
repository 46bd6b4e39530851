"""What may happen to one commit on its way to Postgres or back, by an order given beforehand."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from actors.identity import ActorId
from actors.moment import NOBODY


class Deed(Enum):
    """What a trap does to the commit that it catches."""

    CUT_BEFORE = "the connection breaks before anything is sent"
    CUT_WITHIN = "the connection breaks in the middle of a message"
    HOLD_SYNC = "the server executes, and waits for the last bytes"
    HOLD_ALL = "nothing is sent until the trap is released"
    HOLD_ANSWER = "the server has answered, and nobody hears it until the trap is released"
    DROP_ANSWER = "the server has answered, and the connection breaks"


def any_commit(values: bytes) -> bool:
    """Match every commit."""
    return True


@dataclass(eq=False, slots=True)
class Trap:
    """Waits for the next commit whose values match. `sprung` is set once the deed is done. Mutable."""

    deed: Deed
    matches: Callable[[bytes], bool] = any_commit
    sprung: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    about: ActorId = NOBODY
    """Whose commit is waited for."""
    backend: int = 0
    """The server process whose commit it was."""

    async def caught(self, within_s: float) -> bool:
        """Wait until a commit was caught; tell whether one was."""
        try:
            async with asyncio.timeout(within_s):
                await self.sprung.wait()
        except TimeoutError:
            return False
        return True
