"""A TCP proxy before a real server, with the faults of networks: cut, deaf, hung, closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit


class Proxy:
    """Passes bytes both ways until told otherwise.

    `answers` = False: what the server says is thrown away. `requests` = False: so is what the client says.
    Connections that are `deafened` stay so.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._writers: set[asyncio.StreamWriter] = set()
        self._deaf: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.answers = True
        self.requests = True

    async def listen(self) -> None:
        """Accept connections, at the port of before if there was one."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Refuse connections, and cut those that there are."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self.cut()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def cut(self) -> None:
        """Cut all connections."""
        for writer in self._writers:
            writer.transport.abort()

    def deafen(self) -> None:
        """Throw away from now on what passes on the connections that there are."""
        self._deaf |= self._writers

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream = await asyncio.open_connection(*self._target)
        self._writers |= {writer, upstream}
        with suppress(OSError):
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass_on(reader, upstream, "requests"))
                group.create_task(self._pass_on(upstream_reader, writer, "answers"))
        self._writers -= {writer, upstream}
        self._deaf -= {writer, upstream}

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, what: str) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                if getattr(self, what) and sink not in self._deaf:
                    sink.write(data)
                    await sink.drain()
        sink.transport.abort()


@asynccontextmanager
async def proxy_before(url: str) -> AsyncIterator[tuple[Proxy, str]]:
    """Put a proxy before the server of a URL; give it, and the URL that leads through it."""
    parts = urlsplit(url)
    proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 5432)
    await proxy.listen()
    credentials = parts.netloc.rpartition("@")[0]
    place = f"127.0.0.1:{proxy.port}"
    try:
        yield proxy, urlunsplit(parts._replace(netloc=f"{credentials}@{place}" if credentials else place))
    finally:
        await proxy.close()
