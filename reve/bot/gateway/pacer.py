"""The pace of session starts (IDENTIFY), which all instances under one token keep together.

Discord lets one session start in 5 s for each bucket, `shard_id % max_concurrency`. A start out of turn
is refused, and counts against the 1,000 of a day. Only a start needs a turn: a RESUME does not.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

import anyio

from actors.errors import LeasesUnavailable
from reve.bot.gateway.ports import Turnstile

log = logging.getLogger(__name__)

SLACK_S: Final = 0.5
"""How long after its turn began a start may still be sent; turns are that much further apart."""
AGAIN_S: Final = 1.0


class Pacer:
    """Waits for turns at a turnstile that all instances pass."""

    def __init__(
        self,
        turnstile: Turnstile,
        *,
        every_s: float,
        max_concurrency: int,
        monotonic_s: Callable[[], float] = monotonic,
    ) -> None:
        self._turnstile = turnstile
        self._apart_ms = int((every_s + SLACK_S) * 1000) if every_s else 0
        self._max_concurrency = max_concurrency
        self._monotonic_s = monotonic_s

    async def turn(self, shard: int) -> None:
        """Return when it is this shard's turn; what was permitted is to be done at once.

        While the turnstile cannot be asked nothing may start: a refused start would be a wasted one.
        """
        bucket = f"identify:{shard % self._max_concurrency}"
        while self._apart_ms:
            asked_s = self._monotonic_s()
            try:
                wait_ms = await self._turnstile.ask(bucket, self._apart_ms)
            except LeasesUnavailable as error:
                log.warning("gateway shard %d cannot be given its turn: %s", shard, error)
                await anyio.sleep(AGAIN_S)
                continue
            # A turn that was learned of late has passed: the next one may be close behind it.
            if not wait_ms and self._monotonic_s() - asked_s <= SLACK_S:
                return
            await anyio.sleep(wait_ms / 1000)
