"""Reading the journal and the ledger for people: an actor's history, its balances, a command's postings."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import anyio
import asyncpg
from sqlalchemy import Executable, Row, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from actors.errors import Unavailable
from actors.identity import ActorId
from actors.ports import DeltaRow, EntryRow
from persistence.schema import delta, entry

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Account(NamedTuple):
    """A ledger account of one actor: its name there, and a currency."""

    account: str
    currency: str


class Journal:
    """Reads only, and never on the connections that the runtime needs. Raises `Unavailable`."""

    def __init__(self, engine: AsyncEngine, *, timeout_s: float) -> None:
        self._engine = engine
        self._timeout_s = timeout_s

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database_url: str, *, connections: int = 2, timeout_s: float = 5.0
    ) -> AsyncIterator["Journal"]:
        """Open the journal of a migrated database; it is connected to when first needed."""

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

    async def page(self, actor: ActorId, *, below: int | None = None, limit: int = 10) -> Sequence[DeltaRow]:
        """Return deltas of an actor, newest first; with `below`, only those before that number."""
        query = select(delta).where(delta.c.kind == actor.kind, delta.c.key == actor.key)
        if below is not None:
            query = query.where(delta.c.seq < below)
        return [_delta_row(row) for row in await self._rows(query.order_by(delta.c.seq.desc()).limit(limit))]

    async def balances(self, actor: ActorId) -> Mapping[Account, int]:
        """Return what the ledger says of each account of an actor."""
        query = (
            select(entry.c.account, entry.c.currency, func.sum(entry.c.amount).label("total"))
            .where(entry.c.kind == actor.kind, entry.c.key == actor.key)
            .group_by(entry.c.account, entry.c.currency)
        )
        return {Account(row.account, row.currency): int(row.total) for row in await self._rows(query)}

    async def postings(self, command_id: int) -> Sequence[EntryRow]:
        """Return what one command posted, in all actors."""
        query = select(entry).where(entry.c.command_id == command_id)
        rows = await self._rows(query.order_by(entry.c.kind, entry.c.key, entry.c.account, entry.c.currency))
        return [
            EntryRow(row.command_id, ActorId(row.kind, row.key), row.account, row.currency, row.amount)
            for row in rows
        ]

    async def _rows(self, query: Executable) -> Sequence[Row[Any]]:
        try:
            async with asyncio.timeout(self._timeout_s), self._engine.connect() as connection:
                return (await connection.execute(query)).all()
        except (SQLAlchemyError, asyncpg.PostgresError, OSError, TimeoutError) as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error


def _delta_row(row: Row[Any]) -> DeltaRow:
    return DeltaRow(
        actor=ActorId(row.kind, row.key),
        seq=row.seq,
        command_id=row.command_id,
        name=row.name,
        schema=row.schema,
        settings_version=row.settings_version,
        release=row.release,
        events=row.events,
        reply=row.reply,
        at_ms=(row.at - EPOCH) // timedelta(milliseconds=1),
    )
