"""Publishing to Redis: what comes up while a publication is under way goes out with the next, at once."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

import anyio
from redis.asyncio import Redis

from actors.errors import LinkUnavailable
from persistence.patience import patience


class _Publication(NamedTuple):
    channel: str
    data: bytes
    receivers: asyncio.Future[int]


class Publisher:
    """Publishes in order, on one connection; nothing is sent twice.

    A call lasts at most two time-outs: that of what is under way, and its own.
    """

    def __init__(self, redis: Redis, *, timeout_s: float) -> None:
        self._redis = redis
        self._timeout_s = timeout_s
        self._pending: list[_Publication] = []
        self._sending: asyncio.Task[None] | None = None

    async def publish(self, channel: str, data: bytes) -> int:
        """Return how many received it. Raises `LinkUnavailable`: it may have been sent."""
        receivers: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._pending.append(_Publication(channel, data, receivers))
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all())
        return await receivers

    async def close(self) -> None:
        """Wait for what is under way, which does not take longer than its time-out."""
        if self._sending is not None:
            with anyio.CancelScope(shield=True):
                await asyncio.wait({self._sending})

    async def _send_all(self) -> None:
        while self._pending:
            batch = [publication for publication in self._pending if not publication.receivers.done()]
            self._pending.clear()
            answers: Sequence[int | Exception]
            try:
                async with patience(self._timeout_s):
                    answers = await self._send(batch)
            except Exception as error:  # noqa: BLE001 - told to all who wait, whatever it is
                answers = [error] * len(batch)
            for publication, answer in zip(batch, answers, strict=True):
                _resolve(publication.receivers, answer)

    async def _send(self, batch: Sequence[_Publication]) -> Sequence[int | Exception]:
        if len(batch) == 1:
            return [await self._redis.publish(batch[0].channel, batch[0].data)]
        async with self._redis.pipeline(transaction=False) as pipeline:
            for publication in batch:
                pipeline.publish(publication.channel, publication.data)
            return await pipeline.execute(raise_on_error=False)


def _resolve(receivers: asyncio.Future[int], answer: int | Exception) -> None:
    if receivers.done():  # whoever asked does not wait any more
        return
    if isinstance(answer, Exception):
        failure = LinkUnavailable(f"{type(answer).__name__}: {answer}".rstrip(": "))
        failure.__cause__ = answer
        receivers.set_exception(failure)
    else:
        receivers.set_result(answer)
