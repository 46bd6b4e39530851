"""A TCP proxy before a server: passes on, delays, freezes, cuts, refuses."""

import asyncio
from contextlib import suppress
from typing import Final, Self
from urllib.parse import urlsplit, urlunsplit

CHUNK_BYTES: Final = 65536
GONE: Final = (OSError, RuntimeError)
"""What writing to a connection that was cut raises, by the event loop."""


class Connection:
    """One client's connection and the one to the server that stands behind it."""

    def __init__(
        self,
        client: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        self.from_client, self.to_client = client
        self.from_server, self.to_server = server

    def cut(self) -> None:
        """Break both sides off."""
        for writer in (self.to_client, self.to_server):
            writer.transport.abort()


class Proxy:
    """Passes bytes both ways until told otherwise; `delay_s` is added to each piece. Mutable."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._parts = parts
        self._target = (parts.hostname or "127.0.0.1", parts.port or 0)
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()
        self._flow = asyncio.Event()
        self._flow.set()
        self.connections: set[Connection] = set()
        self.port = 0
        self.delay_s = 0.0

    @property
    def url(self) -> str:
        """The server's URL, led through here."""
        place = f"127.0.0.1:{self.port}"
        credentials, at, _ = self._parts.netloc.rpartition("@")
        return urlunsplit(self._parts._replace(netloc=f"{credentials}{at}{place}"))

    async def open(self) -> Self:
        """Accept connections, at the port of before if there was one."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def close(self) -> None:
        """Refuse connections, and cut those that there are."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self.cut()
        self.thaw()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def cut(self) -> int:
        """Cut all connections; return how many."""
        for connection in self.connections:
            connection.cut()
        return len(self.connections)

    def freeze(self) -> None:
        """Pass nothing on, but keep all connections."""
        self._flow.clear()

    def thaw(self) -> None:
        """Pass on what was held, and go on."""
        self._flow.set()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        connection = Connection((reader, writer), server)
        self.connections.add(connection)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._requests(connection))
                tasks.create_task(self._answers(connection))
        finally:
            self.connections.discard(connection)
            connection.cut()

    async def _requests(self, connection: Connection) -> None:
        await self._pass_on(connection.from_client, connection.to_server)

    async def _answers(self, connection: Connection) -> None:
        await self._pass_on(connection.from_server, connection.to_client)

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(*GONE):
            while data := await source.read(CHUNK_BYTES):
                await self._pace()
                sink.write(data)
                await sink.drain()
        sink.transport.abort()

    async def _pace(self) -> None:
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        await self._flow.wait()
