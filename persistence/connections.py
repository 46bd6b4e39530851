"""Connections to Postgres: small pools, each call with deadlines that hold on a hung server."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, Final

import anyio
import asyncpg

EPOCH_2000_MS: Final = 946_684_800_000
"""Postgres counts microseconds from the year 2000."""

INFINITY: Final = 2**63 - 1
MINUS_INFINITY: Final = -(2**63)


class Connections:
    """A pool of connections that speak epoch milliseconds for `timestamptz`.

    A call that is not answered in time, or is cancelled, costs its connection: what the server
    makes of it is not waited for.
    """

    def __init__(self, pool: Any, *, connect_timeout_s: float, timeout_s: float) -> None:
        self._pool = pool
        self._connect_timeout_s = connect_timeout_s
        self._timeout_s = timeout_s

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database_url: str,
        *,
        size: int,
        settings: Mapping[str, str],
        connect_timeout_s: float,
        timeout_s: float,
        prepared: str | None = None,
    ) -> AsyncIterator["Connections"]:
        """Open a pool of at most `size` connections, each made when first needed.

        With `prepared`, what the driver must know to run that query is found out while connecting.
        """

        async def prepare(connection: Any) -> None:
            await _prepare(connection, settings)
            if prepared is not None:
                await connection.prepare(prepared)

        pool = asyncpg.create_pool(
            database_url,
            min_size=0,
            max_size=size,
            init=prepare,
            reset=_keep,
            timeout=connect_timeout_s,
        )
        await pool
        try:
            yield cls(pool, connect_timeout_s=connect_timeout_s, timeout_s=timeout_s)
        finally:
            with anyio.CancelScope(shield=True):
                await _close(pool, timeout_s)

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Any]:
        """Lend a connection. What is raised before the body runs means that nothing was sent."""
        async with asyncio.timeout(self._connect_timeout_s):
            connection = await self._pool.acquire()
        try:
            yield connection
        except BaseException as error:
            if not _leaves_usable(error):
                with suppress(asyncpg.InterfaceError):  # the pool has taken back a connection that broke
                    connection.terminate()
            raise
        finally:
            await self._pool.release(connection)

    async def fill(self, query: str, *arguments: Any) -> None:
        """Make all connections that there may be, and run a query on each."""
        async with AsyncExitStack() as stack:
            for _ in range(self._pool.get_max_size()):
                connection = await stack.enter_async_context(self.acquire())
                await self.fetch_on(connection, query, *arguments)

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        """Run a query and return its rows."""
        async with self.acquire() as connection:
            return await self.fetch_on(connection, query, *arguments)

    async def fetch_on(self, connection: Any, query: str, *arguments: Any) -> list[Any]:
        """Run a query on a connection that was lent."""
        async with asyncio.timeout(self._timeout_s):
            rows: list[Any] = await connection.fetch(query, *arguments)
            return rows


def _leaves_usable(error: BaseException) -> bool:
    """Tell whether a session goes on after an error: the server ends it after a fatal one."""
    return isinstance(error, asyncpg.PostgresError) and getattr(error, "severity_en", None) != "FATAL"


async def _prepare(connection: Any, settings: Mapping[str, str]) -> None:
    """Set the session up: times as numbers, and the time-outs that this server knows."""
    await connection.set_type_codec(
        "timestamptz", schema="pg_catalog", encoder=_encode_time, decoder=_decode_time, format="tuple"
    )
    known = {
        name: value
        for name, value in settings.items()
        if name != "transaction_timeout" or connection.get_server_version().major >= 17
    }
    await connection.fetch(
        "SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS s(name, value)",
        list(known),
        list(known.values()),
    )


async def _keep(connection: Any) -> None:
    """Leave a session as it is: nothing here changes one, and a reset costs a round trip."""


async def _close(pool: Any, timeout_s: float) -> None:
    try:
        async with asyncio.timeout(timeout_s):
            await pool.close()
    except TimeoutError:
        pool.terminate()


def _encode_time(ms: int) -> tuple[int]:
    if ms == INFINITY:
        return (INFINITY,)
    return ((ms - EPOCH_2000_MS) * 1000,)


def _decode_time(value: tuple[int]) -> int:
    micros = value[0]
    if micros in (INFINITY, MINUS_INFINITY):
        return micros
    return micros // 1000 + EPOCH_2000_MS
