"""Each table of the database either names no player, or is told to them and erased for them."""

from typing import Any

import pytest

from actors.identity import shard_of
from actors.ports import Erasure
from persistence.connections import Connections
from persistence.journal import Journal
from persistence.kept import PERSONAL
from persistence.store import PostgresStore
from tests.persistence.samples import ADA, BOB, commit, delta, entry, note, snapshot, standing

pytestmark = pytest.mark.anyio

NAMELESS = {
    "alembic_version": "the revision",
    "meta": "what is true of the database",
    "pack": "content",
    "shard": "tokens of instances",
}
"""Tables in which nobody is named, and what they hold instead."""

NAMING = {"key", "actor", "user_id", "user", "player", "player_id", "author", "username", "member_id"}


async def columns(sql: Connections) -> dict[str, set[str]]:
    """Return the columns of every table there is."""
    found: dict[str, set[str]] = {}
    query = (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    for row in await sql.fetch(query):
        found.setdefault(row["table_name"], set()).add(row["column_name"])
    return found


async def lived(store: PostgresStore) -> None:
    """Let there be something of one actor in every table, beside another."""
    for actor in (ADA, BOB):
        await commit(store, delta(actor, 1), snapshots=(snapshot(actor, 1),))
        gone = Erasure(actor, shard_of(actor), 2)
        await commit(store, delta(actor, 2), snapshots=(snapshot(actor, 2, b"nobody"),), erased=(gone,))
        await commit(
            store,
            delta(actor, 3),
            snapshots=(snapshot(actor, 3),),
            entries=(entry(actor, 1003, 5), entry(actor, 1003, -5, account="mint")),
            standings=(standing(actor, 7, 3),),
            notes=(note(actor, "reminder", 50 + actor.key),),
        )


async def counts(sql: Connections) -> dict[str, int]:
    """Return how many rows each table that names actors has of the first."""
    found = {}
    for table in PERSONAL:
        (row,) = await sql.fetch(f"SELECT count(*) AS n FROM {table} WHERE key = {ADA.key}")
        found[table] = int(row["n"])
    return found


async def test_every_table_is_known_to_name_players_or_not_to(sql: Connections) -> None:
    there = await columns(sql)
    assert set(there) == {*PERSONAL, *NAMELESS}
    assert {table for table, names in there.items() if names & NAMING} == set(PERSONAL)


async def test_every_table_that_names_players_is_exported(
    sql: Connections, store: PostgresStore, migrated_url: str
) -> None:
    await lived(store)
    assert min((await counts(sql)).values()) > 0, "a table has no sample here"
    async with Journal.open(migrated_url) as journal:
        kept, deltas = await journal.kept(ADA), await journal.page(ADA)
        entries = await journal.postings_of(ADA, [row.command_id for row in deltas])
    told: dict[str, list[Any]] = {
        "delta": list(deltas),
        "entry": list(entries),
        "inbox": list(kept.notes),
        "snapshot": list(kept.snapshots),
        "standing": list(kept.standings),
        "tombstone": [kept.tombstone] if kept.tombstone else [],
    }
    assert {table: len(rows) for table, rows in told.items()} == await counts(sql)
    owners = {getattr(row, "actor", ADA) for rows in told.values() for row in rows}
    assert owners == {ADA}


async def test_every_table_that_names_players_is_emptied_but_for_the_tombstone(
    sql: Connections, store: PostgresStore
) -> None:
    await lived(store)
    gone = Erasure(ADA, shard_of(ADA), 4)
    await commit(store, delta(ADA, 4), snapshots=(snapshot(ADA, 4, b"nobody"),), erased=(gone,))
    left = {table: n for table, n in (await counts(sql)).items() if n}
    assert left == {"delta": 1, "snapshot": 1, "tombstone": 1}
