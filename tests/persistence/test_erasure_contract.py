"""What every store does when an actor is erased."""

import pytest

from actors.errors import Fenced, Stale
from actors.identity import ActorId, shard_of
from actors.ports import Batch, Erasure
from persistence.connections import Connections
from persistence.store import PostgresStore
from tests.persistence.samples import (
    ADA,
    BOB,
    commit,
    delta,
    entry,
    load,
    note,
    snapshot,
    standing,
    take,
    token_of,
)
from tests.persistence.subjects import Subject

pytestmark = pytest.mark.anyio


def erasure(seq: int) -> Erasure:
    return Erasure(ADA, shard_of(ADA), seq)


async def lived(subject: Subject) -> None:
    """Let there be something of two actors in every table."""
    await commit(
        subject.store,
        delta(ADA, 1),
        delta(ADA, 2),
        delta(BOB, 1),
        snapshots=(snapshot(ADA, 1),),
        entries=(
            *(entry(ADA, 1001, 5), entry(ADA, 1001, -5, account="mint")),
            *(entry(ADA, 1002, -3), entry(BOB, 1002, 3)),
            *(entry(BOB, 1001, 9), entry(BOB, 1001, -9, account="mint")),
        ),
        standings=(standing(ADA, 7, 2), standing(BOB, 8, 1)),
        notes=(note(ADA, "reminder", 50), note(BOB, "reminder", 51)),
    )


async def erased(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 3), snapshots=(snapshot(ADA, 3, b"nobody"),), erased=(erasure(3),))


@pytest.fixture
async def after(subject: Subject) -> Subject:
    """A store in which one of two actors has been erased."""
    await lived(subject)
    await erased(subject)
    return subject


async def test_an_erased_actor_begins_at_its_tombstone(after: Subject) -> None:
    loaded = await load(after.store, ADA)
    assert (loaded.snapshot, loaded.deltas) == (snapshot(ADA, 3, b"nobody"), ())
    assert loaded.recent == (1003,)
    assert loaded.standings == ()
    assert [row.seq for row in await after.snapshots(ADA)] == [3]


async def test_no_place_and_no_note_is_left_of_an_erased_actor(after: Subject) -> None:
    assert {row.actor for row in await after.standings()} == {BOB}
    assert {row.target for row in await after.inbox()} == {BOB}


async def test_postings_of_an_erased_actor_name_nobody_and_every_command_still_sums_to_0(
    after: Subject,
) -> None:
    entries = await after.entries()
    assert ADA not in {row.actor for row in entries}
    (left,) = (row for row in entries if row.actor != BOB)
    assert (left.command_id, left.actor, left.account, left.amount) == (
        1002,
        ActorId("player", 0),
        "erased",
        -3,
    )


async def test_two_who_shared_a_command_may_both_be_erased(after: Subject) -> None:
    gone = Erasure(BOB, shard_of(BOB), 2)
    await commit(after.store, delta(BOB, 2), snapshots=(snapshot(BOB, 2),), erased=(gone,))
    assert await after.entries() == []


async def test_what_an_erased_actor_asked_for_is_not_found_but_for_the_erasure(after: Subject) -> None:
    found = await after.store.lookup([(1001, ADA), (1003, ADA), (1001, BOB)])
    assert set(found) == {(1003, ADA), (1001, BOB)}


async def test_the_journal_of_an_erased_actor_goes_on_and_never_begins_again(after: Subject) -> None:
    with pytest.raises(Stale):
        await commit(after.store, delta(ADA, 1, 70))
    await commit(after.store, delta(ADA, 4))
    assert [row.seq for row in (await load(after.store, ADA)).deltas] == [4]


async def test_nobody_erases_under_a_token_that_is_not_in_force(subject: Subject) -> None:
    await lived(subject)
    old = await token_of(subject.store, ADA)
    await take(subject.store, ADA)
    with pytest.raises(Fenced):
        await subject.store.commit(Batch((old,), (delta(ADA, 3),), (snapshot(ADA, 3),), erased=(erasure(3),)))
    assert len((await load(subject.store, ADA)).deltas) == 1
    assert len(await subject.entries()) == 6


async def test_a_tombstone_that_is_old_enough_is_forgotten_whole(
    sql: Connections, store: PostgresStore
) -> None:
    await commit(store, delta(ADA, 1), snapshots=(snapshot(ADA, 1),), erased=(erasure(1),))
    assert [row["n"] for row in await sql.fetch("SELECT forget_v1(now() - interval '1 day') AS n")] == [0]
    assert (await load(store, ADA)).snapshot is not None
    assert [row["n"] for row in await sql.fetch("SELECT forget_v1(now() + interval '1 s') AS n")] == [1]
    assert [row["n"] for row in await sql.fetch("SELECT forget_v1(now() + interval '1 s') AS n")] == [0]
    with pytest.raises(Stale):
        await commit(store, delta(ADA, 2))
    await commit(store, delta(ADA, 1, 90))


async def test_who_has_begun_anew_keeps_what_came_after_the_tombstone(
    sql: Connections, store: PostgresStore
) -> None:
    await commit(store, delta(ADA, 1), snapshots=(snapshot(ADA, 1),), erased=(erasure(1),))
    await commit(store, delta(ADA, 2))
    await sql.fetch("SELECT forget_v1(now() + interval '1 s')")
    loaded = await load(store, ADA)
    assert loaded.snapshot == snapshot(ADA, 1)
    assert [row.seq for row in loaded.deltas] == [2]
    assert await sql.fetch("SELECT * FROM tombstone") == []
