"""Reading the journal and the ledger for people: an actor's history, its balances, a command's postings."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select

from actors.identity import ActorId
from actors.ports import DeltaRow, EntryRow
from persistence.kept import Kept, read_kept
from persistence.reading import Reading, epoch_ms
from persistence.schema import delta, entry


class Account(NamedTuple):
    """A ledger account of one actor: its name there, and a currency."""

    account: str
    currency: str


class Journal:
    """Reads only, and never on the connections that the runtime needs. Raises `Unavailable`."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database_url: str, *, connections: int = 2, timeout_s: float = 5.0
    ) -> AsyncIterator["Journal"]:
        """Open the journal of a migrated database; it is connected to when first needed."""
        async with Reading.open(database_url, connections=connections, timeout_s=timeout_s) as reading:
            yield cls(reading)

    async def page(self, actor: ActorId, *, below: int | None = None, limit: int = 10) -> Sequence[DeltaRow]:
        """Return deltas of an actor, newest first; with `below`, only those before that number."""
        query = select(delta).where(delta.c.kind == actor.kind, delta.c.key == actor.key)
        if below is not None:
            query = query.where(delta.c.seq < below)
        newest = query.order_by(delta.c.seq.desc()).limit(limit)
        return [_delta_row(row) for row in await self._reading.rows(newest)]

    async def balances(self, actor: ActorId) -> Mapping[Account, int]:
        """Return what the ledger says of each account of an actor."""
        query = (
            select(entry.c.account, entry.c.currency, func.sum(entry.c.amount).label("total"))
            .where(entry.c.kind == actor.kind, entry.c.key == actor.key)
            .group_by(entry.c.account, entry.c.currency)
        )
        return {Account(row.account, row.currency): int(row.total) for row in await self._reading.rows(query)}

    async def postings(self, command_id: int) -> Sequence[EntryRow]:
        """Return what one command posted, in all actors."""
        return await self._entries(select(entry).where(entry.c.command_id == command_id))

    async def postings_of(self, actor: ActorId, command_ids: Collection[int]) -> Sequence[EntryRow]:
        """Return what commands posted in one actor."""
        mine = select(entry).where(entry.c.kind == actor.kind, entry.c.key == actor.key)
        return await self._entries(mine.where(entry.c.command_id.in_(command_ids)))

    async def kept(self, actor: ActorId) -> Kept:
        """Return all that is kept of an actor beside its deltas and postings."""
        return await read_kept(self._reading, actor)

    async def _entries(self, query: Select[Any]) -> Sequence[EntryRow]:
        ordered = query.order_by(*entry.primary_key.columns)
        return [
            EntryRow(row.command_id, ActorId(row.kind, row.key), row.account, row.currency, row.amount)
            for row in await self._reading.rows(ordered)
        ]


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
        at_ms=epoch_ms(row.at),
    )
