"""The two servers of a run, which it may stop, freeze and start; and databases that can be set back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import anyio
import asyncpg
import psutil
from anyio import to_thread
from redis.asyncio import Redis

from persistence.cluster import check
from persistence.embedded.account import settled
from persistence.embedded.folder import make
from persistence.embedded.postgres import PostgresServer
from persistence.embedded.valkey import ValkeyServer
from persistence.migrate import migrate

CONNECT_TIMEOUT_S: Final = 10.0


class OwnServers:
    """A Postgres and a Valkey that nobody else uses. Mutable: they come and go."""

    def __init__(self, folder: Path) -> None:
        self._postgres_home = make(folder / "postgres")
        self._postgres = PostgresServer(self._postgres_home, _silent)
        self._valkey = ValkeyServer(make(folder / "valkey"))
        self.postgres_url = ""
        self.redis_url = ""

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path) -> AsyncIterator["OwnServers"]:
        """Have both for the length of a block. Raises `ServersError`."""
        servers = cls(folder)
        try:
            await servers.start_postgres()
            await servers.start_redis()
            yield servers
        finally:
            with anyio.CancelScope(shield=True):
                await servers.stop_redis()
                await servers.stop_postgres()

    async def start_postgres(self) -> None:
        """Have Postgres running, where it was before."""
        self.postgres_url = await to_thread.run_sync(self._postgres.ensure)

    async def stop_postgres(self) -> None:
        """End all sessions and stop."""
        await to_thread.run_sync(self._postgres.stop)

    async def promote_postgres(self) -> None:
        """Restart it as one that ends a recovery: with the same rows, under a new timeline."""
        await _on(self.postgres_url, "ALTER SYSTEM SET restore_command = 'exit 1'")
        await self.stop_postgres()
        (settled(self._postgres_home) / "cluster" / "recovery.signal").touch(mode=0o600)
        await self.start_postgres()

    async def start_redis(self) -> None:
        """Have Redis running, where it was before, and empty."""
        self.redis_url = await to_thread.run_sync(self._valkey.ensure)

    async def stop_redis(self) -> None:
        """Stop it; all that was in it is gone."""
        await to_thread.run_sync(self._valkey.stop)

    def redis(self) -> Redis:
        """Open a connection that no proxy stands before; use it as a context manager."""
        return Redis.from_url(self.redis_url, decode_responses=True, socket_timeout=2, retry=None)

    async def redis_process(self) -> psutil.Process:
        """Return the process of Redis."""
        async with self.redis() as redis:
            return psutil.Process((await redis.info("server"))["process_id"])


class Database:
    """One database; each statement goes over a connection of its own, as servers come and go."""

    def __init__(self, url: str, cluster_id: str) -> None:
        self.url = url
        self.cluster_id = cluster_id

    @classmethod
    async def create(cls, server_url: str, name: str) -> "Database":
        """Make a database of this release."""
        await _on(server_url, f'CREATE DATABASE "{name}"')
        url = _named(server_url, name)
        await migrate(url)
        return cls(url, await check(url))

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        """Run a query and return its rows."""
        async with self.session() as connection:
            rows: list[Any] = await connection.fetch(query, *arguments)
            return rows

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Any]:
        """Have a connection for the length of a block."""
        connection = await asyncpg.connect(self.url, timeout=CONNECT_TIMEOUT_S)
        try:
            yield connection
        finally:
            connection.terminate()

    async def save(self) -> None:
        """Keep a copy of what is committed now, as a replica that has just been fed."""
        await self._alone()
        await self._server(f'DROP DATABASE IF EXISTS "{self._saved}"')
        await self._server(f'CREATE DATABASE "{self._saved}" TEMPLATE "{self.name}"')
        await self._server(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')

    async def set_back(self, look: Callable[["Database"], Any]) -> tuple[Any, Any]:
        """Put the copy in the place of the database; return what `look` finds in both, newer first."""
        await self._alone()
        await self._server(f'ALTER DATABASE "{self.name}" RENAME TO "{self._newer}"')
        newer, saved = (Database(_named(self.url, n), self.cluster_id) for n in (self._newer, self._saved))
        await self._server(f'ALTER DATABASE "{self._newer}" ALLOW_CONNECTIONS true')
        found = (await look(newer), await look(saved))
        await self._server(f'ALTER DATABASE "{self._saved}" RENAME TO "{self.name}"')
        await self._server(f'DROP DATABASE "{self._newer}" WITH (FORCE)')
        return found

    @property
    def name(self) -> str:
        """Its name on the server."""
        return urlsplit(self.url).path.lstrip("/")

    @property
    def _saved(self) -> str:
        return f"{self.name}_saved"

    @property
    def _newer(self) -> str:
        return f"{self.name}_newer"

    async def _alone(self) -> None:
        """Let nobody in, and end the sessions that there are."""
        await self._server(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1"
        await _on(_named(self.url, "postgres"), ended, self.name)

    async def _server(self, statement: str) -> None:
        await _on(_named(self.url, "postgres"), statement)


async def _on(url: str, statement: str, *arguments: Any) -> None:
    connection = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT_S)
    try:
        await connection.execute(statement, *arguments)
    finally:
        await connection.close()


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _silent(text: str) -> None:
    """Nobody watches these servers start."""
