"""A migrated database for the tests of one module, and stores on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from persistence.connections import Connections
from persistence.migrate import migrate
from persistence.store import PostgresStore
from tests.persistence.subjects import MemorySubject, PostgresSubject, Subject

EMPTY_ALL = (
    "TRUNCATE delta, snapshot, entry, standing, inbox, tombstone, pack",
    "UPDATE shard SET epoch = 0, nonce = 0, owner = NULL, taken_at = NULL",
    "UPDATE meta SET value = '0' WHERE name = 'schema_switch'",
)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """The driver of Postgres runs on asyncio only."""
    return "asyncio"


@asynccontextmanager
async def sql_on(url: str) -> AsyncIterator[Connections]:
    """Open connections for plain SQL."""
    async with Connections.open(
        url, size=2, settings={}, connect_timeout_s=5.0, timeout_s=5.0
    ) as connections:
        yield connections


async def waiting_backend(sql: Connections) -> int:
    """Return the process that waits for a lock, once there is one."""
    query = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    async with asyncio.timeout(10):
        while not (found := await sql.fetch(query)):
            await asyncio.sleep(0.01)
    return int(found[0]["pid"])


@pytest.fixture(scope="module")
async def migrated_url(database_url: str) -> str:
    """The URL of a migrated database that the tests of one module share."""
    await migrate(database_url)
    return database_url


@pytest.fixture
async def sql(migrated_url: str) -> AsyncIterator[Connections]:
    """Plain SQL on the module's database, which is empty when the test begins."""
    async with sql_on(migrated_url) as connections:
        for statement in EMPTY_ALL:
            await connections.fetch(statement)
        yield connections


@pytest.fixture
async def store(sql: Connections, migrated_url: str) -> AsyncIterator[PostgresStore]:
    """A store on the module's database, which is empty when the test begins."""
    async with PostgresStore.open(migrated_url, application_name="test") as store:
        yield store


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    """The store under test of a contract, empty."""
    if request.param == "memory":
        return MemorySubject()
    return PostgresSubject(request.getfixturevalue("store"), request.getfixturevalue("sql"))
