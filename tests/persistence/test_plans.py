"""The cost of a call does not grow with the tables, whatever they held when the session began."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql

from actors.identity import ActorId
from actors.ports import Batch, LoadRequest, Store
from persistence.connections import Connections
from persistence.standings import first_places, places_of
from persistence.store import PostgresStore
from tests.persistence.samples import ADA, NOW_MS, delta, entry, note, snapshot, standing

pytestmark = pytest.mark.anyio

CALLS = 10
ROWS = 3000

READ_SO_FAR = """
    SELECT coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_read), 0) AS tuples
    FROM pg_stat_user_tables JOIN pg_stat_user_indexes USING (relid)
    WHERE pg_stat_user_tables.relname <> 'shard'
"""


def whole_batch(seq: int) -> Batch:
    """Return a batch with something of everything."""
    used = note(ADA, "used", seq)
    return Batch(
        tokens=(),
        deltas=(delta(ADA, seq),),
        snapshots=(snapshot(ADA, seq),),
        entries=(entry(ADA, 1000 + seq, 1),),
        standings=(standing(ADA, seq, seq),),
        notes=(note(ADA, "used", seq + 1),),
        consumed=(used,) if seq > 1 else (),
    )


READS: dict[str, Callable[[Store], Any]] = {
    "probe": lambda store: store.probe(),
    "load": lambda store: store.load([LoadRequest(ADA)], NOW_MS),
    "lookup": lambda store: store.lookup([(1001, ADA)]),
    "due": lambda store: store.due([1, 2, 3, 4], 5),
    "postpone": lambda store: store.postpone([note(ADA, "used", 2)]),
    "set aside": lambda store: store.set_aside(ADA),
    "touched": lambda store: store.touched(NOW_MS + 1),
}


async def tuples_read(store: PostgresStore, sql: Connections) -> int:
    """Return how many rows and index entries were read in the database until now."""
    for connections in (store._commits, store._joints, store._tokens, store._reads):
        await connections.fetch("SELECT pg_stat_force_next_flush()")
    (record,) = await sql.fetch(READ_SO_FAR)
    return int(record["tuples"])


async def fill(store: Store) -> None:
    """Let the tables grow past what their plans were made for."""
    others = [ActorId("player", key) for key in range(100, 100 + ROWS)]
    await store.commit(
        Batch(
            tokens=(),
            deltas=tuple(delta(actor, 1) for actor in others),
            snapshots=tuple(snapshot(actor, 1) for actor in others),
            entries=tuple(entry(actor, 1001, 1) for actor in others),
            standings=tuple(standing(actor, 1, 1) for actor in others),
            notes=tuple(note(actor, "n", actor.key) for actor in others),
        )
    )


async def test_a_commit_reads_only_what_it_concerns(store: PostgresStore, sql: Connections) -> None:
    for seq in range(1, CALLS + 1):
        await store.commit(whole_batch(seq))
    await fill(store)
    before = await tuples_read(store, sql)
    for seq in range(CALLS + 1, 2 * CALLS + 1):
        await store.commit(whole_batch(seq))
    assert await tuples_read(store, sql) - before < CALLS * 100


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
async def test_a_read_reads_only_what_it_concerns(
    store: PostgresStore, sql: Connections, read: Callable[[Store], Any]
) -> None:
    await store.commit(whole_batch(1))
    for _ in range(CALLS):
        await read(store)
    await fill(store)
    before = await tuples_read(store, sql)
    for _ in range(CALLS):
        await read(store)
    assert await tuples_read(store, sql) - before < CALLS * 100


STANDING_ROWS = 50_000
PLACES = {"first places": first_places("power", "player"), "places of one": places_of(ActorId("player", 777))}


@pytest.mark.parametrize("query", PLACES.values(), ids=PLACES.keys())
async def test_places_are_read_from_their_index_in_its_order(sql: Connections, query: Select[Any]) -> None:
    await sql.fetch(
        """INSERT INTO standing (board, kind, key, value, seq, reached_at)
        SELECT board, 'player', n, (n * 7919) % 1000, 1, now()
        FROM generate_series(1, $1) AS n, unnest(ARRAY['power', 'level']) AS board""",
        STANDING_ROWS,
    )
    await sql.fetch("ANALYZE standing")
    text = query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    ((plan,),) = await sql.fetch(f"EXPLAIN (FORMAT JSON) {text}")
    nodes = list(nodes_of(json.loads(plan)[0]["Plan"]))
    assert {"Seq Scan", "Sort", "Incremental Sort"}.isdisjoint(node["Node Type"] for node in nodes)
    (entered,) = (node["Index Cond"] for node in nodes if node.get("Index Name") == "standing_places_idx")
    assert all(column in entered for column in ("board", "kind", "value"))


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a node of a plan and all below it."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes_of(below)


async def test_recent_commands_are_found_without_reading_older_ones(
    store: PostgresStore, sql: Connections
) -> None:
    rows = tuple(delta(ADA, seq, at_ms=NOW_MS + seq) for seq in range(1, ROWS + 1))
    await store.commit(Batch((), rows, snapshots=(snapshot(ADA, ROWS),)))
    await store.load([LoadRequest(ADA)], NOW_MS + ROWS - 1)
    before = await tuples_read(store, sql)
    (loaded,) = await store.load([LoadRequest(ADA)], NOW_MS + ROWS - 1)
    assert len(loaded.recent) == 2
    assert await tuples_read(store, sql) - before < 100
