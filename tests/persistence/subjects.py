"""The stores that one contract suite is run against, and what it needs to look behind the port."""

from collections.abc import Sequence
from typing import Protocol

from actors.identity import ActorId
from actors.ports import EntryRow, NoteRow, SnapshotRow, StandingRow, Store
from actors.testing import MemoryStore
from persistence.connections import Connections
from persistence.store import PostgresStore


class Subject(Protocol):
    """A store, and a look at what the port only takes in."""

    @property
    def store(self) -> Store: ...
    async def entries(self) -> Sequence[EntryRow]: ...
    async def standings(self) -> Sequence[StandingRow]: ...
    async def inbox(self) -> Sequence[NoteRow]: ...
    async def snapshots(self, actor: ActorId) -> Sequence[SnapshotRow]: ...

    async def erase(self, actor: ActorId, seq: int) -> None:
        """Leave nothing of an actor but the snapshot at `seq`."""
        ...


class MemorySubject:
    """The twin in memory."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    async def entries(self) -> Sequence[EntryRow]:
        """Return all postings."""
        return self.store.entries

    async def standings(self) -> Sequence[StandingRow]:
        """Return all standings."""
        return list(self.store.standings.values())

    async def inbox(self) -> Sequence[NoteRow]:
        """Return all notes."""
        return list(self.store.inbox.values())

    async def snapshots(self, actor: ActorId) -> Sequence[SnapshotRow]:
        """Return an actor's snapshots."""
        return self.store.snapshots.get(actor, [])

    async def erase(self, actor: ActorId, seq: int) -> None:
        """Leave nothing but the snapshot at `seq`."""
        for row in self.store.deltas.pop(actor, {}).values():
            del self.store.by_command[row.command_id, actor]
        self.store.snapshots[actor] = [s for s in self.store.snapshots.get(actor, []) if s.seq >= seq]


class PostgresSubject:
    """The store on Postgres."""

    def __init__(self, store: PostgresStore, sql: Connections) -> None:
        self.store = store
        self._sql = sql

    async def entries(self) -> Sequence[EntryRow]:
        """Return all postings."""
        records = await self._sql.fetch("SELECT * FROM entry")
        return [
            EntryRow(r["command_id"], ActorId(r["kind"], r["key"]), r["account"], r["currency"], r["amount"])
            for r in records
        ]

    async def standings(self) -> Sequence[StandingRow]:
        """Return all standings."""
        records = await self._sql.fetch("SELECT * FROM standing")
        return [
            StandingRow(r["board"], ActorId(r["kind"], r["key"]), r["value"], r["seq"], r["reached_at"])
            for r in records
        ]

    async def inbox(self) -> Sequence[NoteRow]:
        """Return all notes."""
        records = await self._sql.fetch("SELECT * FROM inbox")
        return [
            NoteRow(
                ActorId(r["kind"], r["key"]),
                r["name"],
                r["shard"],
                r["due_at"],
                r["command_id"],
                r["body"],
                r["attempts"],
            )
            for r in records
        ]

    async def snapshots(self, actor: ActorId) -> Sequence[SnapshotRow]:
        """Return an actor's snapshots."""
        records = await self._sql.fetch(
            "SELECT seq, schema, state FROM snapshot WHERE kind = $1 AND key = $2 ORDER BY seq", *actor
        )
        return [SnapshotRow(actor, *record) for record in records]

    async def erase(self, actor: ActorId, seq: int) -> None:
        """Leave nothing but the snapshot at `seq`."""
        await self._sql.fetch("DELETE FROM delta WHERE kind = $1 AND key = $2", *actor)
        await self._sql.fetch("DELETE FROM snapshot WHERE kind = $1 AND key = $2 AND seq < $3", *actor, seq)
