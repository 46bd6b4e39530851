"""The store on Postgres: the runtime's `Store` port over asyncpg and the SQL functions."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from actors.identity import ActorId
from actors.ports import Batch, DeltaRow, Facts, Loaded, LoadRequest, NoteRow, TakeRequest, Token
from persistence import rows
from persistence.connections import Connections
from persistence.failures import FAILURES, commit_failure, not_sent, read_failure
from persistence.taking import TAKE, take

COMMIT_ARGUMENTS: Final = 46

COMMIT: Final = f"SELECT * FROM commit_v4({', '.join(f'${n}' for n in range(1, COMMIT_ARGUMENTS + 1))})"
PROBE: Final = "SELECT * FROM probe_v1()"
TOKENS: Final = "SELECT shard, epoch, nonce FROM shard WHERE shard = ANY ($1::integer[])"
OWNERS: Final = "SELECT shard, owner FROM shard WHERE shard = ANY ($1::integer[]) AND owner IS NOT NULL"
LOAD: Final = "SELECT * FROM load_v2($1, $2, $3, $4)"
DUE: Final = f"SELECT {rows.NOTE_COLUMNS} FROM due_v1($1, $2)"
POSTPONE: Final = "SELECT postpone_v1($1, $2, $3, $4, $5, $6)"
SET_ASIDE: Final = f"""
    SELECT {rows.NOTE_COLUMNS} FROM inbox
    WHERE kind = $1 AND key = $2 AND due_at = 'infinity' ORDER BY name COLLATE "C"
"""
TOUCHED: Final = "SELECT kind, key FROM touched_v1($1)"
SWITCH: Final = "SELECT switch_v1($1)"
LOOKUP: Final = f"""
    SELECT {rows.DELTA_COLUMNS} FROM delta
    JOIN unnest($1::bigint[], $2::text[], $3::bigint[]) AS c(command_id, kind, key)
    USING (command_id, kind, key)
"""


class PostgresStore:
    """Deltas, snapshots and tokens in Postgres.

    Commits, joint commits, tokens and reads have connections of their own: none can starve the others.
    """

    def __init__(
        self, commits: Connections, joints: Connections, tokens: Connections, reads: Connections
    ) -> None:
        self._commits = commits
        self._joints = joints
        self._tokens = tokens
        self._reads = reads

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database_url: str,
        *,
        commit_connections: int = 2,
        joint_connections: int = 2,
        token_connections: int = 2,
        read_connections: int = 4,
        connect_timeout_s: float = 3.0,
        commit_timeout_s: float = 8.0,
        read_timeout_s: float = 5.0,
        application_name: str = "actors",
    ) -> AsyncIterator["PostgresStore"]:
        """Open a store on a migrated database; connections are made when first needed.

        A call lasts at most `connect_timeout_s` plus its own time-out, whatever the server does.
        """
        async with AsyncExitStack() as stack:

            async def connections(purpose: str, size: int, timeout_s: float, query: str) -> Connections:
                return await stack.enter_async_context(
                    Connections.open(
                        database_url,
                        size=size,
                        settings=_session(f"{application_name} {purpose}", timeout_s),
                        connect_timeout_s=connect_timeout_s,
                        timeout_s=timeout_s,
                        prepared=query,
                    )
                )

            yield cls(
                commits=await connections("commits", commit_connections, commit_timeout_s, COMMIT),
                joints=await connections("joints", joint_connections, commit_timeout_s, COMMIT),
                tokens=await connections("tokens", token_connections, read_timeout_s, TOKENS),
                reads=await connections("reads", read_connections, read_timeout_s, LOAD),
            )

    async def warm_up(self) -> None:
        """Make all connections, and have each know its query. Raises `Unavailable`.

        A session takes 13 ms to its first answer, and 1 ms to others: whoever takes shards in use is
        waited for by those who play.
        """
        nothing = rows.commit_arguments(Batch(tokens=()))
        try:
            await self._tokens.fill(TAKE, *rows.take_arguments(()), "")
            await self._reads.fill(LOAD, *rows.load_arguments(()), rows.since(0))
            await self._commits.fill(COMMIT, *nothing)
            await self._joints.fill(COMMIT, *nothing)
        except FAILURES as error:
            raise read_failure(error) from error

    async def probe(self) -> Facts:
        """Return the store's clock and identity, and what all instances may write."""
        (record,) = await _read(self._tokens, PROBE)
        return rows.facts(record, schema_switch=record["schema_switch"])

    async def tokens(self, shards: Collection[int]) -> Mapping[int, Token]:
        """Return the tokens in force."""
        records = await _read(self._tokens, TOKENS, list(shards))
        return {record["shard"]: rows.token(record) for record in records}

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return the instance ids that took the shards last."""
        records = await _read(self._tokens, OWNERS, list(shards))
        return {record["shard"]: record["owner"] for record in records}

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        """Raise the epoch of each shard whose token is among those seen; return the new tokens."""
        try:
            return await take(self._tokens, requests, owner)
        except FAILURES as error:
            raise read_failure(error) from error

    async def load(self, requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        """Return what is stored of each actor, in the order asked, in one round trip."""
        asked = [request for request in requests if rows.storable(request.actor)]
        records = await _read(self._reads, LOAD, *rows.load_arguments(asked), rows.since(recent_since_ms))
        found = {
            request: rows.loaded(request.actor, record)
            for request, record in zip(asked, records, strict=True)
        }
        return [found.get(request) or rows.nothing(request.actor) for request in requests]

    async def lookup(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], DeltaRow]:
        """Find the deltas that these commands left in these actors."""
        asked = [(number, *actor) for number, actor in commands if rows.storable(actor, number)]
        records = await _read(self._reads, LOOKUP, *rows.columns(asked, 3))
        found = [rows.delta_row(record) for record in records]
        return {(row.command_id, row.actor): row for row in found}

    async def commit(self, batch: Batch, *, joint: bool = False) -> Facts:
        """Apply a batch in one transaction, in one round trip."""
        connections = self._joints if joint else self._commits
        arguments = rows.commit_arguments(batch)
        sent = False
        try:
            async with connections.acquire() as connection:
                sent = True
                (record,) = await connections.fetch_on(connection, COMMIT, *arguments)
        except Exception as error:
            # Even a fault of the driver says nothing about what the server has done.
            raise (commit_failure(error, batch) if sent else not_sent(error)) from error
        return rows.facts(record)

    async def due(self, shards: Collection[int], limit: int) -> Sequence[NoteRow]:
        """Return notes to actors of these shards that are due by the store's clock, oldest first."""
        return [rows.note_row(record) for record in await _read(self._reads, DUE, list(shards), limit)]

    async def postpone(self, notes: Sequence[NoteRow]) -> None:
        """Give notes that are still there the `due_at_ms` and `attempts` given."""
        await _read(self._reads, POSTPONE, *rows.postpone_arguments(notes))

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Return the notes to an actor that were tried too often, by name."""
        if not rows.storable(actor):
            return []
        return [rows.note_row(record) for record in await _read(self._reads, SET_ASIDE, *actor)]

    async def touched(self, since_ms: int) -> Sequence[ActorId]:
        """Return the actors that have deltas since a moment."""
        return [ActorId(*record) for record in await _read(self._reads, TOUCHED, rows.since(since_ms))]

    async def switch(self, schema: int) -> None:
        """Let all instances write the stored forms of `schema`, for good."""
        await _read(self._tokens, SWITCH, schema)


async def _read(connections: Connections, query: str, *arguments: Any) -> list[Any]:
    try:
        return await connections.fetch(query, *arguments)
    except FAILURES as error:
        raise read_failure(error) from error


def _session(application_name: str, timeout_s: float) -> dict[str, str]:
    """Return the settings of a session.

    Only `transaction_timeout` ends a transaction whose client has vanished between its Execute and
    its Sync: to all other time-outs such a backend is neither idle nor running.

    All that a store asks for is found by an index. The plans of a session are kept from when the
    tables were small and a scan was cheapest, and would go on scanning while they grow.
    """
    return {
        "application_name": application_name,
        "default_transaction_isolation": "read committed",
        "statement_timeout": f"{int(timeout_s * 1000)}ms",
        "idle_in_transaction_session_timeout": "10s",
        "transaction_timeout": "10s",
        "enable_seqscan": "off",
        "enable_hashjoin": "off",
        "enable_mergejoin": "off",
    }
