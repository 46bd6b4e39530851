"""What is known of background jobs across restarts, and the one job that is a function of the store.

A run is a row of `meta`: when a job ran last is true of the whole database, is written a few times an
hour and only read by name, so that it needs no table of its own.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from persistence.connections import Connections
from persistence.failures import FAILURES, read_failure

PREFIX: Final = "job/"

_ALL: Final = "SELECT name, value FROM meta WHERE starts_with(name, $1)"
_PUT: Final = """
    INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_FORGET: Final = "SELECT forget_v1($1) AS forgotten"


class StoredRuns:
    """The latest run of each job, as texts that only the scheduler reads. Raises `Unavailable`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @classmethod
    @asynccontextmanager
    async def open(cls, database_url: str, *, timeout_s: float = 10.0) -> AsyncIterator["StoredRuns"]:
        """Open the runs of a migrated database; it is connected to when first needed."""
        settings = {
            "application_name": "reve jobs",
            "statement_timeout": f"{int(timeout_s * 1000)}ms",
            "idle_in_transaction_session_timeout": "10s",
            "transaction_timeout": "30s",
        }
        async with Connections.open(
            database_url, size=1, settings=settings, connect_timeout_s=3.0, timeout_s=timeout_s
        ) as connections:
            yield cls(connections)

    async def all(self) -> Mapping[str, str]:
        """Return what was put last, by job."""
        return {row["name"].removeprefix(PREFIX): row["value"] for row in await self._fetch(_ALL, PREFIX)}

    async def put(self, job: str, run: str) -> None:
        """Replace what is known of a job."""
        await self._fetch(_PUT, f"{PREFIX}{job}", run)

    async def forget(self, before_ms: int) -> int:
        """Remove tombstones older than a moment; return how many."""
        (row,) = await self._fetch(_FORGET, before_ms)
        return int(row["forgotten"])

    async def _fetch(self, query: str, *arguments: Any) -> list[Any]:
        try:
            return await self._connections.fetch(query, *arguments)
        except FAILURES as error:
            raise read_failure(error) from error
