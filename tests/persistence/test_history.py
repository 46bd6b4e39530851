"""All rows of a database, as the history checker gets them."""

import pytest

from actors.errors import Unavailable
from actors.identity import shard_of
from persistence.connections import Connections
from persistence.history import read_all
from persistence.store import PostgresStore
from tests.persistence.samples import ADA, BOB, commit, delta, entry, note, snapshot

pytestmark = pytest.mark.anyio


async def test_all_rows_are_read_as_they_were_written(store: PostgresStore, migrated_url: str) -> None:
    deltas = (delta(ADA, 1), delta(ADA, 2), delta(BOB, 1))
    postings = (entry(ADA, 1001, -5), entry(ADA, 1001, 5, account="tax/trade"))
    notes = (note(BOB, "gift:1", 7), note(BOB, "gift:2", 8))
    await commit(store, *deltas, snapshots=(snapshot(ADA, 2),), entries=postings, notes=notes)

    rows = await read_all(migrated_url)

    assert rows.deltas == deltas
    assert rows.snapshots == (snapshot(ADA, 2),)
    assert set(rows.entries) == set(postings)
    assert rows.inbox == notes


async def test_a_database_may_be_empty(store: PostgresStore, migrated_url: str) -> None:
    rows = await read_all(migrated_url)

    assert rows.deltas == rows.snapshots == rows.entries == rows.inbox == ()


async def test_a_note_that_was_set_aside_is_never_due(sql: Connections, migrated_url: str) -> None:
    await sql.fetch(
        "INSERT INTO inbox (kind, key, name, shard, due_at, command_id, body)"
        f" VALUES ('player', 2, 'gift', {shard_of(BOB)}, 'infinity', 7, 'note')"
    )

    (row,) = (await read_all(migrated_url)).inbox

    assert row.due_at_ms == 2**63 - 1


async def test_a_database_that_cannot_be_reached_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await read_all("postgresql://nobody@127.0.0.1:1/none", connect_timeout_s=1.0)
