"""Pauses between tries of what will work again sooner or later."""

from typing import Final

import anyio

PAUSES_S: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
LONGEST_PAUSE_S: Final = PAUSES_S[-1]


async def pause(tries: int) -> None:
    """Wait after a try that failed, longer the more have failed before it."""
    await anyio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
