"""Each trap does to a commit what it says: the server has it or has it not, and nobody hears of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import asyncpg
import pytest

from reve.chaos.postgres_proxy import PostgresProxy
from reve.chaos.traps import Deed, Trap

pytestmark = pytest.mark.anyio

SETUP = """
    CREATE TABLE done (n bigint);
    CREATE FUNCTION commit_v0(n bigint) RETURNS TABLE (n bigint) LANGUAGE sql
    AS 'INSERT INTO done VALUES ($1) RETURNING n';
"""
COMMIT = "SELECT * FROM commit_v0($1)"


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Have a connection for the length of a block."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        connection.terminate()


async def done(url: str) -> list[int]:
    """Return what has been committed."""
    async with connected(url) as connection:
        return [row["n"] for row in await connection.fetch("SELECT n FROM done ORDER BY n")]


@pytest.mark.parametrize(
    ("deed", "committed"),
    [(Deed.CUT_BEFORE, []), (Deed.CUT_WITHIN, []), (Deed.DROP_ANSWER, [7])],
)
async def test_a_commit_whose_connection_breaks_is_there_or_not(
    fresh_database: str, deed: Deed, committed: list[int]
) -> None:
    async with connected(fresh_database) as connection:
        await connection.execute(SETUP)
    proxy = await PostgresProxy(fresh_database).open()
    try:
        async with connected(proxy.url) as client:
            with proxy.trap(Trap(deed)) as trap, anyio.fail_after(20):
                with pytest.raises((asyncpg.PostgresConnectionError, OSError)):
                    await client.fetch(COMMIT, 7)
                assert await trap.caught(5)
        assert await done(fresh_database) == committed
    finally:
        await proxy.close()


async def test_a_commit_that_is_held_lands_when_it_is_released(fresh_database: str) -> None:
    async with connected(fresh_database) as connection:
        await connection.execute(SETUP)
    proxy = await PostgresProxy(fresh_database).open()
    try:
        async with connected(proxy.url) as client, anyio.create_task_group() as tasks:
            with proxy.trap(Trap(Deed.HOLD_SYNC)) as trap, anyio.fail_after(20):
                tasks.start_soon(client.fetch, COMMIT, 7)
                assert await trap.caught(5)
                assert await done(fresh_database) == []
        assert await done(fresh_database) == [7]
    finally:
        await proxy.close()


async def test_what_no_trap_waits_for_passes(fresh_database: str) -> None:
    async with connected(fresh_database) as connection:
        await connection.execute(SETUP)
    proxy = await PostgresProxy(fresh_database).open()
    try:
        async with connected(proxy.url) as client:
            with proxy.trap(Trap(Deed.CUT_BEFORE, lambda values: b"never" in values)):
                await client.fetch(COMMIT, 7)
        assert await done(fresh_database) == [7]
    finally:
        await proxy.close()
