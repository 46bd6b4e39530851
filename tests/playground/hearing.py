"""Whether an interaction was heard by the bot, and answered no more than once."""

import asyncio

from reve.playground.client import Handle

HEARD_WITHIN_S = 20
TOO_LATE = 10062


async def assert_answered_once(handle: Handle) -> None:
    """Fail if nobody tried to answer, or if more than one answer was taken.

    On a busy machine an answer may come after Discord's 3 s: that is late, and not unheard.
    """
    async with asyncio.timeout(HEARD_WITHIN_S):
        while not (attempts := await handle.attempts()):
            await asyncio.sleep(0.05)
    taken = [attempt for attempt in attempts if attempt["status"] < 300]
    late = [attempt for attempt in attempts if (attempt["error"] or {}).get("code") == TOO_LATE]
    assert len(taken) == 1 or (late and not taken), attempts
