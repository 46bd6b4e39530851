"""Scripts run in a Redis or Valkey: atomic, by the server's own clock, each call with a deadline."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio
from redis.asyncio import Redis
from redis.exceptions import RedisError

from actors.errors import LeasesUnavailable
from persistence.patience import patience

CLOCK: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
"""
"""Goes before a script that needs the time, in epoch milliseconds: no instance's clock has a say."""


class Scripts:
    """A connection to the server that several small services share."""

    def __init__(self, redis: Redis, *, timeout_s: float = 2.0) -> None:
        self._redis = redis
        self._timeout_s = timeout_s
        self._known: dict[str, Any] = {}

    @classmethod
    @asynccontextmanager
    async def open(cls, redis_url: str, *, timeout_s: float = 2.0) -> AsyncIterator["Scripts"]:
        """Open a Redis or Valkey; it is connected to when first needed."""
        redis = Redis.from_url(redis_url, decode_responses=True, socket_connect_timeout=timeout_s)
        try:
            yield cls(redis, timeout_s=timeout_s)
        finally:
            with anyio.CancelScope(shield=True):
                await redis.aclose()

    async def run(self, script: str, key: str, *arguments: Any) -> Any:
        """Run a script on one key. Raises `LeasesUnavailable`; it may have run even so."""
        known = self._known.setdefault(script, self._redis.register_script(script))
        try:
            async with patience(self._timeout_s):
                return await known(keys=[key], args=_flat(arguments))
        except (RedisError, OSError, TimeoutError) as error:
            raise LeasesUnavailable(f"{type(error).__name__}: {error}") from error


def _flat(arguments: Sequence[Any]) -> list[Any]:
    return [int(one) if isinstance(one, bool) else one for one in arguments]
