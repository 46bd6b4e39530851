"""Hearing what Redis publishes: a subscription that is rebuilt whenever it breaks or goes deaf."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

import anyio
from redis.asyncio import Redis
from redis.exceptions import RedisError

from actors.pauses import pause

log = logging.getLogger(__name__)


class Ear:
    """Subscribes to channels, for ever. `hear` is called with the bytes of each message.

    Somebody must publish to the first channel more often than every `deaf_s`; a connection on which
    nothing comes from there is deaf.
    """

    def __init__(
        self, redis: Redis, channels: Sequence[str], hear: Callable[[bytes], None], *, deaf_s: float
    ) -> None:
        self._redis = redis
        self._channels = channels
        self._hear = hear
        self._deaf_s = deaf_s
        self._lifeline = channels[0].encode()
        self._failures = 0
        self.in_force = asyncio.Event()
        """Set once all channels are subscribed to; cleared while they are not."""

    async def listen(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                await self._listen_once()
            except (RedisError, OSError, TimeoutError) as error:
                if self._failures == 0:
                    reason = str(error) or f"nothing was heard for {self._deaf_s} s"
                    log.warning("the subscription is rebuilt: %s", reason)
            except Exception:
                log.exception("the subscription is rebuilt after what was not expected")
            self.in_force.clear()
            await pause(self._failures)
            self._failures += 1

    async def _listen_once(self) -> None:
        """Listen until the connection breaks or nothing was heard for too long."""
        now_s = asyncio.get_running_loop().time
        subscription: Any = self._redis.pubsub()
        try:
            async with asyncio.timeout(self._deaf_s) as patience:
                await subscription.subscribe(*self._channels)
                async for message in subscription.listen():
                    self._take(message)
                    if message["channel"] == self._lifeline:
                        patience.reschedule(now_s() + self._deaf_s)
        finally:
            with anyio.CancelScope(shield=True):
                await subscription.aclose()

    def _take(self, message: Any) -> None:
        if message["type"] == "message":
            self._hear(message["data"])
        elif message["type"] == "subscribe" and message["data"] == len(self._channels):
            if self._failures:
                log.warning("the subscription is in force again")
            self._failures = 0
            self.in_force.set()
