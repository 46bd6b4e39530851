"""Reading for people: queries on a small pool of their own, never on what the runtime needs."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import anyio
import asyncpg
from sqlalchemy import Executable, Row
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from actors.errors import Unavailable
from persistence.failures import FAILURES

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Reading:
    """A database to read from. Raises `Unavailable`."""

    def __init__(self, engine: AsyncEngine, *, timeout_s: float) -> None:
        self._engine = engine
        self._timeout_s = timeout_s

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database_url: str, *, connections: int = 2, timeout_s: float = 5.0
    ) -> AsyncIterator["Reading"]:
        """Open a migrated database; it is connected to when first needed."""

        async def connect() -> Any:
            return await asyncpg.connect(database_url, timeout=timeout_s, command_timeout=timeout_s)

        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=timeout_s,
            pool_pre_ping=True,
        )
        try:
            yield cls(engine, timeout_s=timeout_s)
        finally:
            with anyio.CancelScope(shield=True):
                await engine.dispose()

    async def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """Return all rows of a query."""
        try:
            async with asyncio.timeout(self._timeout_s), self._engine.connect() as connection:
                return (await connection.execute(query)).all()
        except (SQLAlchemyError, *FAILURES) as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error


def epoch_ms(at: datetime) -> int:
    """Return a time as epoch milliseconds."""
    return (at - EPOCH) // timedelta(milliseconds=1)
