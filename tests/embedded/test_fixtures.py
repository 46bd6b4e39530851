"""The servers that all tests lean on are the real ones."""

from collections.abc import Callable

import asyncpg
import pytest
import redis.asyncio

pytestmark = pytest.mark.anyio


async def test_a_fresh_database_is_utf8_and_empty(fresh_database: str) -> None:
    connection = await asyncpg.connect(fresh_database)
    encoding = await connection.fetchval("SHOW server_encoding")
    tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()
    assert (encoding, tables) == ("UTF8", 0)


async def test_two_databases_are_apart(fresh_database: str, database_url: str) -> None:
    assert fresh_database != database_url


async def test_a_copied_database_has_the_contents_of_its_origin(
    fresh_database: str, copy_of_database: Callable[[str], str]
) -> None:
    connection = await asyncpg.connect(fresh_database)
    await connection.execute("CREATE TABLE thing AS SELECT 7 AS number")
    await connection.close()
    connection = await asyncpg.connect(copy_of_database(fresh_database))
    number = await connection.fetchval("SELECT number FROM thing")
    await connection.close()
    assert number == 7


async def test_valkey_is_empty_when_a_test_begins(redis_url: str) -> None:
    client = redis.asyncio.Redis.from_url(redis_url)
    count = await client.dbsize()
    await client.set("left", "over")
    await client.aclose()
    assert count == 0


async def test_valkey_is_empty_for_the_next_test_too(redis_url: str) -> None:
    client = redis.asyncio.Redis.from_url(redis_url)
    count = await client.dbsize()
    await client.aclose()
    assert count == 0
