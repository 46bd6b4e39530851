"""Reading the books for audits and figures: pages of actors as of one moment, and sums of the ledger."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple

from actors.identity import ActorId
from actors.ports import Loaded, LoadRequest
from persistence import rows
from persistence.connections import Connections
from persistence.failures import FAILURES, read_failure
from persistence.journal import Account
from persistence.store import LOAD

WALLET: Final = "wallet"
NO_IDS_SINCE_MS: Final = rows.MOMENTS[-1]
"""Nothing is as young as that: audits have no use for the command ids of an actor."""

# Each key is found from the one before: whoever has many deltas costs no more than who has one.
_NEXT_KEY: Final = """
    least(
        (SELECT d.key FROM delta AS d WHERE d.kind = $1 AND d.key > {after} ORDER BY d.key LIMIT 1),
        (SELECT s.key FROM snapshot AS s WHERE s.kind = $1 AND s.key > {after} ORDER BY s.key LIMIT 1)
    )
"""
KEYS: Final = f"""
    WITH RECURSIVE found (key) AS (
        SELECT {_NEXT_KEY.format(after="$2::bigint")}
        UNION ALL
        SELECT {_NEXT_KEY.format(after="found.key")} FROM found WHERE found.key IS NOT NULL
    )
    SELECT key FROM found WHERE key IS NOT NULL LIMIT $3
"""
SUMS: Final = """
    SELECT key, account, currency, sum(amount) AS total FROM entry
    WHERE kind = $1 AND key = ANY ($2::bigint[]) GROUP BY key, account, currency
"""
CIRCULATION: Final = """
    SELECT currency, sum(amount) AS total FROM entry
    WHERE kind = $1 AND account = $2 GROUP BY currency
"""
FLOWS: Final = """
    SELECT e.account, e.currency, -sum(e.amount) AS total
    FROM delta AS d JOIN entry AS e USING (command_id, kind, key)
    WHERE d.at >= $1 AND d.kind = $2 AND e.account <> $3 GROUP BY e.account, e.currency
"""
NEWEST: Final = """
    SELECT schema, events FROM delta WHERE at >= $1 AND kind = $2 AND name = $3 ORDER BY at DESC LIMIT $4
"""


class StoredEvents(NamedTuple):
    """The events of one delta, as stored."""

    schema: int
    events: bytes


class Books:
    """Reads only, on connections of its own. Raises `Unavailable`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @classmethod
    @asynccontextmanager
    async def open(cls, database_url: str, *, timeout_s: float = 30.0) -> AsyncIterator["Books"]:
        """Open the books of a migrated database; it is connected to when first needed."""
        settings = {
            "application_name": "reve books",
            "default_transaction_read_only": "on",
            "statement_timeout": f"{int(timeout_s * 1000)}ms",
            "idle_in_transaction_session_timeout": "10s",
        }
        async with Connections.open(
            database_url, size=2, settings=settings, connect_timeout_s=3.0, timeout_s=timeout_s
        ) as connections:
            yield cls(connections)

    async def keys(self, kind: str, *, after: int, limit: int) -> Sequence[int]:
        """Return the next keys of actors of a kind that anything is stored of, in order."""
        return [record["key"] for record in await self._fetch(KEYS, kind, after, limit)]

    async def accounts(
        self, kind: str, keys: Sequence[int]
    ) -> Sequence[tuple[Loaded, Mapping[Account, int]]]:
        """Return what is stored of actors, and the sums of their ledger at that very moment."""
        asked = [LoadRequest(ActorId(kind, key)) for key in keys]
        try:
            async with (
                self._connections.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                fetch = self._connections.fetch_on
                loaded = await fetch(connection, LOAD, *rows.load_arguments(asked), NO_IDS_SINCE_MS)
                sums = await fetch(connection, SUMS, kind, list(keys))
        except FAILURES as error:
            raise read_failure(error) from error
        ledgers: dict[int, dict[Account, int]] = {key: {} for key in keys}
        for row in sums:
            ledgers[row["key"]][Account(row["account"], row["currency"])] = int(row["total"])
        return [
            (rows.loaded(request.actor, record), ledgers[request.actor.key])
            for request, record in zip(asked, loaded, strict=True)
        ]

    async def circulation(self, kind: str) -> Mapping[str, int]:
        """Return how much of each currency all wallets hold together."""
        return {row["currency"]: int(row["total"]) for row in await self._fetch(CIRCULATION, kind, WALLET)}

    async def flows(self, kind: str, since_ms: int) -> Mapping[Account, int]:
        """Return what came into wallets from each account since a moment; less than 0 is what left them."""
        found = await self._fetch(FLOWS, since_ms, kind, WALLET)
        return {Account(row["account"], row["currency"]): int(row["total"]) for row in found}

    async def newest(self, kind: str, name: str, *, since_ms: int, limit: int) -> Sequence[StoredEvents]:
        """Return the events of the latest deltas of a name since a moment, newest first."""
        found = await self._fetch(NEWEST, since_ms, kind, name, limit)
        return [StoredEvents(row["schema"], row["events"]) for row in found]

    async def _fetch(self, query: str, *arguments: Any) -> list[Any]:
        try:
            return await self._connections.fetch(query, *arguments)
        except FAILURES as error:
            raise read_failure(error) from error
