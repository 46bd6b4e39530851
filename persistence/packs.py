"""Content packs by version, each stored once and never changed: bytes that only the game can read."""

import asyncpg

from actors.errors import Unavailable
from persistence.failures import FAILURES

_PUT = "INSERT INTO pack (version, body, stored_at) VALUES ($1, $2, now()) ON CONFLICT (version) DO NOTHING"
_GET = "SELECT body FROM pack WHERE version = $1"


class StoredPacks:
    """The packs of a migrated database. Raises `Unavailable`.

    Packs are rarely asked for, so that each call makes a connection of its own.
    """

    def __init__(self, database_url: str, *, timeout_s: float = 5.0) -> None:
        self._database_url = database_url
        self._timeout_s = timeout_s

    async def put(self, version: int, body: bytes) -> bytes:
        """Store a pack unless its version is taken; return what is stored of that version."""
        try:
            connection = await self._connect()
            try:
                await connection.execute(_PUT, version, body)
                return bytes(await connection.fetchval(_GET, version))
            finally:
                await connection.close(timeout=self._timeout_s)
        except FAILURES as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error

    async def get(self, version: int) -> bytes | None:
        """Return the pack of a version, None if none is stored."""
        try:
            connection = await self._connect()
            try:
                body = await connection.fetchval(_GET, version)
            finally:
                await connection.close(timeout=self._timeout_s)
        except FAILURES as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error
        return None if body is None else bytes(body)

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(
            self._database_url, timeout=self._timeout_s, command_timeout=self._timeout_s
        )
