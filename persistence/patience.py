"""Deadlines for answers of a server, in the time that the event loop was there to hear them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def patience(timeout_s: float) -> AsyncIterator[None]:
    """Let what runs inside take so long. Raises `TimeoutError`.

    The second half counts from when the loop has seen the first one pass. A loop that stood still
    for longer than the whole (a pause of the machine, a long collection) has found the answer and
    the deadline at once: it gets to read the answer, instead of taking a server for gone that was well.
    """
    loop = asyncio.get_running_loop()
    half_s = timeout_s / 2
    async with asyncio.timeout(None) as limit:
        half_time = loop.call_later(half_s, lambda: limit.reschedule(loop.time() + half_s))
        try:
            yield
        finally:
            half_time.cancel()
