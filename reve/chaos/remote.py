"""An instance as its supervisor reaches it: requests over one socket, answers in any order."""

import asyncio
import itertools
from contextlib import suppress
from typing import Any

from anyio import connect_tcp
from anyio.abc import SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream

from reve.chaos.wire import ENDED, Frame, framed, next_frame


class Disconnected(Exception):
    """The instance is gone; what it was asked may have been done."""


class Remote:
    """One connection. Mutable: who waits for which answer."""

    def __init__(self, stream: SocketStream) -> None:
        self._stream = stream
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Frame]] = {}
        self._outgoing: asyncio.Queue[Frame] = asyncio.Queue()
        self._hearing = asyncio.create_task(self._hear())
        self._telling = asyncio.create_task(self._tell())

    @classmethod
    async def connect(cls, port: int) -> "Remote":
        """Connect to the instance that listens there."""
        return cls(await connect_tcp("127.0.0.1", port))

    async def ask(self, do: str, *, patience_s: float, **values: Any) -> Frame:
        """Return the answer to a request; raises `Disconnected`, or TimeoutError after `patience_s`."""
        number = next(self._ids)
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(patience_s):
                if self._hearing.done():
                    raise Disconnected
                self._outgoing.put_nowait({"id": number, "do": do, **values})
                return await answer
        finally:
            self._waiting.pop(number, None)

    async def close(self) -> None:
        """Break the connection off; whoever waits is told."""
        for task in (self._telling, self._hearing):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _tell(self) -> None:
        """Send frame after frame: whoever loses patience must not leave half of one in the stream."""
        with suppress(*ENDED):
            while True:
                await self._stream.send(framed(await self._outgoing.get()))

    async def _hear(self) -> None:
        frames = BufferedByteReceiveStream(self._stream)
        try:
            while True:
                frame = await next_frame(frames)
                answer = self._waiting.pop(frame["id"], None)
                if answer is not None and not answer.done():
                    answer.set_result(frame)
        except ENDED:
            await self._stream.aclose()
        finally:
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(Disconnected())
