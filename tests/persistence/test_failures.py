"""What the store says when the server, or the way to it, fails."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from actors.errors import (
    CommitUnknown,
    Duplicate,
    Fenced,
    Rejected,
    Stale,
    StoreError,
    TryAgain,
    Unavailable,
)
from actors.identity import shard_of
from actors.ports import Batch, LoadRequest, TakeRequest, Token
from persistence.connections import Connections
from persistence.failures import FAILURES, commit_failure
from persistence.store import PostgresStore
from tests.persistence.conftest import waiting_backend
from tests.persistence.proxy import Proxy, proxy_before
from tests.persistence.samples import ADA, BOB, commit, delta, load, note, take, token_of

pytestmark = pytest.mark.anyio

BATCH = Batch((), (delta(ADA, 1, 40), delta(BOB, 1, 41)))


@pytest.fixture
async def distant(sql: Connections, migrated_url: str) -> AsyncIterator[tuple[Proxy, PostgresStore]]:
    """A store behind a proxy, with short deadlines."""
    async with (
        proxy_before(migrated_url) as (proxy, url),
        PostgresStore.open(url, connect_timeout_s=0.5, commit_timeout_s=0.5, read_timeout_s=0.5) as store,
    ):
        await store.probe()
        yield proxy, store


READS: dict[str, Callable[[PostgresStore], Any]] = {
    "warm up": lambda store: store.warm_up(),
    "probe": lambda store: store.probe(),
    "tokens": lambda store: store.tokens([1]),
    "owners": lambda store: store.owners([1]),
    "take": lambda store: store.take([TakeRequest(1, (Token(1, 0, 0),), 5)], "one"),
    "load": lambda store: store.load([LoadRequest(ADA)], 0),
    "lookup": lambda store: store.lookup([(1, ADA)]),
    "due": lambda store: store.due([1], 10),
    "postpone": lambda store: store.postpone([note(ADA, "n", 1)]),
    "set aside": lambda store: store.set_aside(ADA),
    "touched": lambda store: store.touched(0),
    "switch": lambda store: store.switch(0),
}


@asynccontextmanager
async def shard_held(sql: Connections, shard: int) -> AsyncIterator[None]:
    """Hold a shard's row, as a taker does."""
    async with sql.acquire() as connection, connection.transaction():
        await connection.fetch("SELECT FROM shard WHERE shard = $1 FOR UPDATE", shard)
        yield


# -- the server goes away ------------------------------------------------------------------------------


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
async def test_a_read_without_a_server_is_unavailable(
    distant: tuple[Proxy, PostgresStore], read: Callable[[PostgresStore], Any]
) -> None:
    proxy, store = distant
    await proxy.close()
    with pytest.raises(Unavailable):
        await read(store)


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
async def test_a_read_from_a_hung_server_ends(
    distant: tuple[Proxy, PostgresStore], read: Callable[[PostgresStore], Any]
) -> None:
    proxy, store = distant
    proxy.requests = False
    with pytest.raises(Unavailable):
        await read(store)


async def test_a_commit_without_a_server_was_not_sent(distant: tuple[Proxy, PostgresStore]) -> None:
    proxy, store = distant
    await proxy.close()
    with pytest.raises(TryAgain):
        await store.commit(BATCH)


async def test_a_store_recovers_by_itself(distant: tuple[Proxy, PostgresStore]) -> None:
    proxy, store = distant
    await commit(store, delta(ADA, 1))
    await proxy.close()
    with pytest.raises(StoreError):
        await commit(store, delta(ADA, 2))
    await proxy.listen()
    await commit(store, delta(ADA, 2))
    assert len((await load(store, ADA)).deltas) == 2


async def test_a_commit_whose_answer_is_lost_is_unknown_and_may_have_landed(
    distant: tuple[Proxy, PostgresStore], store: PostgresStore
) -> None:
    proxy, far = distant
    await commit(far, delta(ADA, 1))
    proxy.answers = False
    with pytest.raises(CommitUnknown):
        await commit(far, delta(ADA, 2, 40))
    assert (40, ADA) in await store.lookup([(40, ADA)])


async def test_a_commit_to_a_hung_server_is_unknown(distant: tuple[Proxy, PostgresStore]) -> None:
    proxy, store = distant
    await commit(store, delta(ADA, 1))
    proxy.requests = False
    with pytest.raises(CommitUnknown):
        await commit(store, delta(ADA, 2))


async def test_a_commit_whose_connection_is_cut_is_unknown(
    distant: tuple[Proxy, PostgresStore], sql: Connections
) -> None:
    proxy, store = distant
    token = await take(store, ADA)
    async with shard_held(sql, token.shard), asyncio.TaskGroup() as group:
        group.create_task(expect(CommitUnknown, commit(store, delta(ADA, 1), tokens=(token,))))
        await waiting_backend(sql)
        proxy.cut()


async def test_a_backend_that_is_terminated_leaves_the_outcome_unknown(
    store: PostgresStore, sql: Connections
) -> None:
    token = await take(store, ADA)
    async with shard_held(sql, token.shard), asyncio.TaskGroup() as group:
        group.create_task(expect(CommitUnknown, commit(store, delta(ADA, 1), tokens=(token,))))
        await sql.fetch("SELECT pg_terminate_backend($1)", await waiting_backend(sql))
    assert (await load(store, ADA)).deltas == ()


async def test_a_closed_store_sends_nothing(migrated_url: str) -> None:
    async with PostgresStore.open(migrated_url) as store:
        await store.probe()
    with pytest.raises(TryAgain):
        await store.commit(BATCH)
    with pytest.raises(Unavailable):
        await store.probe()


async def test_cancellation_passes(store: PostgresStore, sql: Connections) -> None:
    token = await take(store, ADA)
    async with shard_held(sql, token.shard):
        task = asyncio.create_task(commit(store, delta(ADA, 1), tokens=(token,)))
        await waiting_backend(sql)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await commit(store, delta(BOB, 1))
    assert len((await load(store, BOB)).deltas) == 1


# -- locks ---------------------------------------------------------------------------------------------


async def test_a_commit_that_waits_too_long_for_its_shard_may_be_tried_again(
    store: PostgresStore, sql: Connections
) -> None:
    token = await take(store, ADA)
    async with shard_held(sql, token.shard):
        with pytest.raises(TryAgain):
            await commit(store, delta(ADA, 1), tokens=(token,))
    await commit(store, delta(ADA, 1), tokens=(token,))
    assert len((await load(store, ADA)).deltas) == 1


async def test_a_taker_waits_for_the_commit_in_flight_and_then_sees_it(
    store: PostgresStore, sql: Connections
) -> None:
    token = await take(store, ADA, nonce=1)
    async with sql.acquire() as connection, asyncio.TaskGroup() as group, connection.transaction():
        await connection.fetch("SELECT FROM shard WHERE shard = $1 FOR SHARE", token.shard)
        taking = group.create_task(take(store, ADA, nonce=2))
        await waiting_backend(sql)
        assert not taking.done()
    assert taking.result() == Token(token.shard, token.epoch + 1, 2)


async def test_a_taker_ends_a_commit_that_stays_in_its_way(store: PostgresStore, sql: Connections) -> None:
    before = await take(store, ADA)
    async with sql.acquire() as stuck:
        await stuck.execute("BEGIN")
        await stuck.fetch("SELECT FROM shard WHERE shard = $1 FOR SHARE", before.shard)
        assert (await take(store, ADA)).epoch == before.epoch + 1
        with pytest.raises(FAILURES):
            await stuck.execute("COMMIT")


@pytest.mark.parametrize("lock_first", [True, False])
async def test_hazard_33_a_commit_that_waited_for_a_taker_is_fenced(
    store: PostgresStore, sql: Connections, lock_first: bool
) -> None:
    token = await take(store, ADA)
    async with sql.acquire() as taker, asyncio.TaskGroup() as group, taker.transaction():
        if lock_first:
            await taker.fetch("SELECT FROM shard WHERE shard = $1 FOR UPDATE", token.shard)
        await taker.fetch("UPDATE shard SET nonce = 5 WHERE shard = $1", token.shard)
        group.create_task(expect(Fenced, commit(store, delta(ADA, 1), tokens=(token,))))
        await waiting_backend(sql)
    assert (await load(store, ADA)).deltas == ()


async def test_commits_of_the_same_actor_under_one_token_cannot_both_land(store: PostgresStore) -> None:
    token = await take(store, ADA)
    outcomes = await asyncio.gather(
        *(commit(store, delta(ADA, 1, n), tokens=(token,)) for n in range(2)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Stale]


async def test_loads_that_hang_leave_tokens_and_commits_their_connections(
    store: PostgresStore, sql: Connections
) -> None:
    async with sql.acquire() as connection, connection.transaction():
        await connection.fetch("LOCK TABLE snapshot IN ACCESS EXCLUSIVE MODE")
        loads = [asyncio.create_task(load(store, ADA)) for _ in range(8)]
        await waiting_backend(sql)
        assert (await token_of(store, ADA)).shard == shard_of(ADA)
        await take(store, ADA)
        for task in loads:
            task.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
    assert (await load(store, ADA)).deltas == ()


async def test_joint_commits_and_others_leave_each_other_their_connections(
    store: PostgresStore, sql: Connections
) -> None:
    token = await take(store, ADA)
    for joint in (False, True):
        async with shard_held(sql, token.shard):
            batch = Batch((token,), (delta(ADA, 1),))
            stuck = [asyncio.create_task(store.commit(batch, joint=joint)) for _ in range(4)]
            await waiting_backend(sql)
            await store.commit(Batch((), (delta(BOB, 1 + joint),)), joint=not joint)
            for task in stuck:
                task.cancel()
            await asyncio.gather(*stuck, return_exceptions=True)
    assert len((await load(store, BOB)).deltas) == 2


async def test_sessions_end_transactions_that_their_client_has_left(store: PostgresStore) -> None:
    async with store._commits.acquire() as connection:
        major = connection.get_server_version().major
        query = "SELECT current_setting('transaction_timeout'), current_setting('application_name')"
        ((timeout, name),) = await connection.fetch(query)
    assert major >= 17
    assert (timeout, name) == ("10s", "test commits")


async def test_a_commit_waits_for_the_disk_whatever_the_role_says(
    store: PostgresStore, sql: Connections
) -> None:
    seen = """
        CREATE FUNCTION pg_temp.see() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%', current_setting('synchronous_commit') || current_setting('lock_timeout');
        END $$
    """
    async with store._commits.acquire() as connection:
        await connection.execute("SET synchronous_commit = off")
        await connection.execute(seen)
        await connection.execute("CREATE TRIGGER see BEFORE INSERT ON delta EXECUTE FUNCTION pg_temp.see()")
    try:
        with pytest.raises(CommitUnknown, match="on2s"):
            await store.commit(BATCH)
    finally:
        await sql.fetch("DROP TRIGGER see ON delta")


# -- the table -----------------------------------------------------------------------------------------


def error_of(state: str, **facts: str) -> asyncpg.PostgresError:
    """Return what the driver raises for a SQLSTATE."""
    fields = {"S": "ERROR", "C": state, "M": "message"}
    error = asyncpg.PostgresError.new(fields)
    for name, value in facts.items():
        setattr(error, name, value)
    assert isinstance(error, asyncpg.PostgresError)
    return error


@pytest.mark.parametrize(
    ("state", "conclusion"),
    [
        ("55P03", TryAgain),
        ("40001", TryAgain),
        ("40P01", TryAgain),
        ("22003", Rejected),
        ("22021", Rejected),
        ("23514", Rejected),
        ("23505", Rejected),
        ("54000", Rejected),
        ("57P01", CommitUnknown),
        ("57014", CommitUnknown),
        ("08006", CommitUnknown),
        ("25P04", CommitUnknown),
        ("53100", CommitUnknown),
        ("XX000", CommitUnknown),
        ("42883", CommitUnknown),
    ],
)
def test_an_sqlstate_says_what_may_be_concluded(state: str, conclusion: type[StoreError]) -> None:
    assert type(commit_failure(error_of(state), BATCH)) is conclusion


def test_a_clash_is_understood_in_the_servers_language() -> None:
    detail = "Schlüssel »(kind, key, seq)=(player, 1, 1)« existiert bereits."
    stale = commit_failure(error_of("23505", constraint_name="delta_pkey", detail=detail), BATCH)
    assert isinstance(stale, Stale)
    assert stale.actors == {ADA}


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("delta_pkey", Stale({ADA, BOB})),
        ("delta_command_id_kind_key_key", Duplicate({(40, ADA), (41, BOB)})),
    ],
)
def test_a_clash_that_hides_its_values_may_be_of_any_in_the_batch(
    constraint: str, expected: StoreError
) -> None:
    found = commit_failure(error_of("23505", constraint_name=constraint), BATCH)
    assert vars(found) == vars(expected)


@pytest.mark.parametrize("error", [ConnectionResetError(), TimeoutError(), asyncpg.InterfaceError("closed")])
def test_a_lost_connection_leaves_the_outcome_unknown(error: Exception) -> None:
    assert type(commit_failure(error, BATCH)) is CommitUnknown


async def expect(error: type[Exception], work: Any) -> None:
    with pytest.raises(error):
        await work


# -- the first calls ------------------------------------------------------------------------------------


SESSIONS = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name LIKE 'test %' AND datname = current_database() ORDER BY pid
"""


async def test_a_store_that_is_warm_makes_no_connection_and_changes_nothing(
    store: PostgresStore, sql: Connections
) -> None:
    await store.warm_up()
    before = await sql.fetch(SESSIONS)
    token = await take(store, ADA)
    await commit(store, delta(ADA, 1), tokens=(token,))
    await store.commit(Batch(()), joint=True)
    await load(store, ADA)

    assert len(before) == 10
    assert await sql.fetch(SESSIONS) == before
    assert token.epoch == 1
