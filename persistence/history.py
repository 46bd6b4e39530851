"""Reading a whole database as it stood at one moment, for the history checker."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import anyio
import asyncpg
from sqlalchemy import Row, Table, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from actors.errors import Unavailable
from actors.identity import ActorId
from actors.ports import NEVER_MS, DeltaRow, EntryRow, NoteRow, SnapshotRow
from persistence.failures import FAILURES
from persistence.schema import delta, entry, inbox, snapshot

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST_YEAR: Final = 9999
"""The year as which the driver shows infinity."""


@dataclass(frozen=True, slots=True)
class StoredRows:
    """All rows that a history is made of, as they stood at one moment."""

    deltas: tuple[DeltaRow, ...]
    snapshots: tuple[SnapshotRow, ...]
    entries: tuple[EntryRow, ...]
    inbox: tuple[NoteRow, ...]


async def read_all(database_url: str, *, connect_timeout_s: float = 5.0) -> StoredRows:
    """Stream all rows of a database that nobody needs to have stopped. Raises `Unavailable`."""
    try:
        async with _one_moment(database_url, connect_timeout_s) as connection:
            return StoredRows(
                deltas=await _stream(connection, delta, _delta_row),
                snapshots=await _stream(connection, snapshot, snapshot_row),
                entries=await _stream(connection, entry, _entry_row),
                inbox=await _stream(connection, inbox, note_row),
            )
    except (SQLAlchemyError, *FAILURES) as error:
        raise Unavailable(f"{type(error).__name__}: {error}") from error


@asynccontextmanager
async def _one_moment(database_url: str, timeout_s: float) -> AsyncIterator[AsyncConnection]:
    """Connect, and let every query see the same moment."""

    async def connect() -> Any:
        return await asyncpg.connect(database_url, timeout=timeout_s)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            yield await connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
    finally:
        with anyio.CancelScope(shield=True):
            await engine.dispose()


async def _stream[T](
    connection: AsyncConnection, table: Table, row_of: Callable[[Row[Any]], T]
) -> tuple[T, ...]:
    rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
    return tuple([row_of(row) async for row in rows])


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
        at_ms=_ms(row.at),
    )


def snapshot_row(row: Row[Any]) -> SnapshotRow:
    """Return a row of the snapshots."""
    return SnapshotRow(ActorId(row.kind, row.key), row.seq, row.schema, row.state)


def _entry_row(row: Row[Any]) -> EntryRow:
    actor = ActorId(row.kind, row.key)
    return EntryRow(row.command_id, actor, row.account, row.currency, row.amount)


def note_row(row: Row[Any]) -> NoteRow:
    """Return a row of the inbox."""
    actor = ActorId(row.kind, row.key)
    due_at_ms = NEVER_MS if row.due_at.year == LAST_YEAR else _ms(row.due_at)
    return NoteRow(actor, row.name, row.shard, due_at_ms, row.command_id, row.body, row.attempts)


def _ms(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
