"""The way between instances: Redis' pub/sub, or none where there is but one instance."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from actors.errors import LinkUnavailable, NobodyThere
from actors.ports import Message
from persistence.envelope import Envelopes, plain
from persistence.hearing import Ear
from persistence.packing import pack, unpack
from persistence.publishing import Publisher

log = logging.getLogger(__name__)


class LocalLink:
    """The only instance there is, talking to itself."""

    def __init__(self, instance: str) -> None:
        self._instance = instance
        self._hear: Callable[[Message], None] | None = None

    @asynccontextmanager
    async def listening(self, hear: Callable[[Message], None]) -> AsyncIterator[None]:
        """Call `hear` for each message to this instance or to all, inside the block."""
        self._hear = hear
        try:
            yield
        finally:
            self._hear = None

    async def send(self, to: str, message: Message) -> None:
        """Deliver at once, if it is to this instance. Raises `NobodyThere`."""
        arrives = unpack(pack(plain(message)))
        if to != self._instance or self._hear is None:
            raise NobodyThere(to)
        _deliver(self._hear, arrives)

    async def tell_all(self, message: Message) -> None:
        """Deliver at once."""
        arrives = unpack(pack(plain(message)))
        if self._hear is not None:
            _deliver(self._hear, arrives)


class RedisLink:
    """Channels `<cluster id>:inbox:<instance>`, one for each instance, and `<cluster id>:all`.

    An instance that listens pings itself; what it does not hear for `deaf_s` is taken for broken.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        cluster_id: str,
        instance: str,
        timeout_s: float = 2.0,
        ping_s: float = 2.0,
        deaf_s: float = 5.0,
    ) -> None:
        self._redis = redis
        self._publisher = Publisher(redis, timeout_s=timeout_s)
        self._envelopes = Envelopes(cluster_id)
        self._inbox = f"{cluster_id}:inbox:"
        self._all = f"{cluster_id}:all"
        self._instance = instance
        self._timeout_s = timeout_s
        self._ping_s = ping_s
        self._deaf_s = deaf_s

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        redis_url: str,
        *,
        cluster_id: str,
        instance: str,
        timeout_s: float = 2.0,
        ping_s: float = 2.0,
        deaf_s: float = 5.0,
    ) -> AsyncIterator["RedisLink"]:
        """Open a link over a Redis or Valkey; it is connected to when first needed."""
        # Without retries: what may have been sent is not sent again.
        redis = Redis.from_url(
            redis_url, protocol=2, socket_connect_timeout=timeout_s, retry=Retry(NoBackoff(), 0)
        )
        link = cls(
            redis,
            cluster_id=cluster_id,
            instance=instance,
            timeout_s=timeout_s,
            ping_s=ping_s,
            deaf_s=deaf_s,
        )
        try:
            yield link
        finally:
            with anyio.CancelScope(shield=True):
                await link._publisher.close()
                await redis.aclose()

    @asynccontextmanager
    async def listening(self, hear: Callable[[Message], None]) -> AsyncIterator[None]:
        """Call `hear` for each message to this instance or to all, inside the block.

        While Redis is away the block begins all the same, and hears as soon as it is back.
        """
        channels = (self._inbox + self._instance, self._all)
        ear = Ear(self._redis, channels, lambda data: self._open(hear, data), deaf_s=self._deaf_s)
        tasks = {asyncio.create_task(ear.listen()), asyncio.create_task(self._ping())}
        try:
            with anyio.move_on_after(self._timeout_s):
                await ear.in_force.wait()
            yield
        finally:
            for task in tasks:
                task.cancel()
            with anyio.CancelScope(shield=True):
                await asyncio.wait(tasks)

    async def send(self, to: str, message: Message) -> None:
        """Send to one instance. Raises `NobodyThere` or `LinkUnavailable`."""
        if await self._publisher.publish(self._inbox + to, self._envelopes.seal(message)) == 0:
            raise NobodyThere(to)

    async def tell_all(self, message: Message) -> None:
        """Send to all who listen, this instance too. Raises `LinkUnavailable`."""
        await self._publisher.publish(self._all, self._envelopes.seal(message))

    def _open(self, hear: Callable[[Message], None], data: bytes) -> None:
        message = self._envelopes.open(data)
        if message is not None:
            _deliver(hear, message)

    async def _ping(self) -> None:
        """Say nothing to this instance, again and again."""
        while True:
            await anyio.sleep(self._ping_s)
            try:
                await self._publisher.publish(self._inbox + self._instance, self._envelopes.seal(None))
            except LinkUnavailable as error:
                log.debug("a ping was not sent: %s", error)


def _deliver(hear: Callable[[Message], None], message: Message) -> None:
    """Hand a message over; what becomes of it is nothing to the link."""
    try:
        hear(message)
    except Exception:
        log.exception("a message was not dealt with")
