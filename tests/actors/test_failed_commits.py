"""A commit that fails is sorted by what may be concluded, and no command is lost or doubled."""

from collections.abc import Callable

import anyio
import pytest

from actors.errors import (
    Busy,
    CommitUnknown,
    Duplicate,
    Fenced,
    Internal,
    LeasesUnavailable,
    NotOwner,
    OutcomeUnknown,
    Rejected,
    TryAgain,
    Unavailable,
)
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ownership import Superseded
from actors.ports import Batch, DeltaRow, Facts, Token
from actors.testing import MemoryLeases, change
from tests.actors.conftest import Bench

pytestmark = pytest.mark.anyio

PURSE = ActorId("purse", 7)

type Fault = Callable[[Batch, Callable[[], Facts]], Facts]


def before(error: Exception) -> Fault:
    """Fail without having applied anything."""

    def fault(batch: Batch, apply: Callable[[], Facts]) -> Facts:
        raise error

    return fault


def after(error: Exception) -> Fault:
    """Apply, and lose the answer."""

    def fault(batch: Batch, apply: Callable[[], Facts]) -> Facts:
        apply()
        raise error

    return fault


def coins(bench: Bench, actor: ActorId = PURSE) -> list[bytes]:
    return [row.events.split(b",")[0] for row in bench.store.journal(actor)]


async def send_all(host: Host, keys: range) -> dict[int, object]:
    """Send one command to each purse at once; return replies or errors by key."""
    results: dict[int, object] = {}

    async def send(key: int) -> None:
        try:
            results[key] = await host.ask(change(key, key, 1), within_s=5)
        except Exception as error:  # noqa: BLE001 - the outcome is what is looked at
            results[key] = error

    async with anyio.create_task_group() as tasks:
        for key in keys:
            tasks.start_soon(send, key)
    return results


async def test_a_lost_answer_is_found_in_the_journal(host: Host, bench: Bench) -> None:
    bench.store.faults.append(after(CommitUnknown("answer lost")))
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert (await host.ask(change(2, 7, 5), within_s=5))[:2] == ("coins", 10)
    assert coins(bench) == [b"5", b"10"]


async def test_a_commit_that_never_arrived_is_decided_again(host: Host, bench: Bench) -> None:
    bench.store.faults.append(before(CommitUnknown("never arrived")))
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert coins(bench) == [b"5"]


async def test_an_unknown_outcome_is_resolved_under_a_new_token(host: Host, bench: Bench) -> None:
    shard = shard_of(PURSE)
    await host.ask(change(1, 7, 1), within_s=5)
    old = bench.store.shard_tokens[shard]
    bench.store.faults.append(before(CommitUnknown("late")))
    await host.ask(change(2, 7, 1), within_s=5)
    assert bench.store.shard_tokens[shard].epoch == old.epoch + 1
    with pytest.raises(Fenced):
        bench.store.apply(Batch((old,)))


async def test_a_store_that_is_away_delays_the_answer_and_loses_nothing(host: Host, bench: Bench) -> None:
    bench.store.faults.append(before(CommitUnknown("gone")))
    bench.store.reads.extend(Unavailable("gone") for _ in range(3))
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert coins(bench) == [b"5"]


async def test_a_take_whose_answer_is_lost_is_recognised_as_our_own(host: Host, bench: Bench) -> None:
    original = bench.store.take
    calls = 0

    async def forgetful(requests: object, owner: str) -> object:
        nonlocal calls
        calls += 1
        taken = await original(requests, owner)  # type: ignore[arg-type]
        if calls == 1:
            raise Unavailable("the answer of take was lost")
        return taken

    bench.store.take = forgetful  # type: ignore[method-assign, assignment]
    bench.store.faults.append(before(CommitUnknown("late")))
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert calls == 2


async def test_a_passing_obstacle_is_busy_and_the_same_command_works_later(host: Host, bench: Bench) -> None:
    bench.store.faults.append(before(TryAgain("lock time-out")))
    with pytest.raises(Busy):
        await host.ask(change(1, 7, 5), within_s=5)
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert coins(bench) == [b"5"]


async def test_one_value_that_no_column_takes_fails_its_turn_alone(host: Host, bench: Bench) -> None:
    await send_all(host, range(1, 41))
    results: dict[int, object] = {}

    async def send(key: int) -> None:
        amount = 2**63 if key == 17 else 1
        try:
            results[key] = await host.ask(change(100 + key, key, amount), within_s=5)
        except Internal as error:
            results[key] = error

    async with anyio.create_task_group() as tasks:
        for key in range(1, 41):
            tasks.start_soon(send, key)
    assert [key for key, result in results.items() if isinstance(result, Internal)] == [17]
    assert len(results) == 40
    assert all(result[1] == 2 for key, result in results.items() if key != 17)  # type: ignore[index]


async def test_an_actor_whose_memory_is_behind_reloads_and_decides_again(host: Host, bench: Bench) -> None:
    await host.ask(change(1, 7, 5), within_s=5)
    other = DeltaRow(PURSE, 2, 999, "purse.change", 1, 0, "test", b"50,0,", b"coins,50,0", 1)
    bench.store.deltas[PURSE][2] = bench.store.by_command[999, PURSE] = other
    assert (await host.ask(change(2, 7, 5), within_s=5))[:2] == ("coins", 55)
    assert coins(bench) == [b"5", b"50", b"55"]


async def test_a_command_that_is_in_the_journal_already_gets_its_stored_reply(
    host: Host, bench: Bench
) -> None:
    await host.ask(change(1, 7, 5), within_s=5)
    await host.ask(change(2, 7, 5), within_s=5)
    activation = host._parts.roster.find(PURSE)
    assert activation is not None
    activation.known.clear()  # as if it had been committed longer ago than ids are known
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert coins(bench) == [b"5", b"10"]


async def test_the_guilty_of_a_batch_are_taken_out_and_the_rest_lands_at_once(
    host: Host, bench: Bench
) -> None:
    await send_all(host, range(1, 9))
    lost = shard_of(ActorId("purse", 3))
    bench.store.shard_tokens[lost] = Token(lost, 99, 99)
    results: dict[int, object] = {}

    async def send(key: int) -> None:
        try:
            results[key] = await host.ask(change(100 + key, key, 1), within_s=2)
        except NotOwner as error:
            results[key] = error

    async with anyio.create_task_group() as tasks:
        for key in range(1, 9):
            tasks.start_soon(send, key)
    assert all(results[key][1] == 2 for key in range(1, 9))


async def test_a_fenced_shard_is_given_up_and_nothing_of_it_is_served_from_memory(bench: Bench) -> None:
    leases = MemoryLeases("one", ttl_s=0.3)
    async with bench.host(leases=leases) as host:
        await host.ask(change(1, 7, 5), within_s=5)
        shard = shard_of(PURSE)
        leases.table.leases[shard] = ("two", float("inf"))
        bench.store.shard_tokens[shard] = Token(shard, 99, 99)
        with pytest.raises(NotOwner):
            await host.ask(change(2, 7, 5), within_s=2)
        with pytest.raises(NotOwner):
            await host.ask(change(3, 7, 5), within_s=0.2)
        del leases.table.leases[shard]  # the other one goes: we may try again
        assert (await host.ask(change(4, 7, 5), within_s=5))[:2] == ("coins", 10)


async def test_without_shared_leases_a_second_instance_ends_the_first_and_is_named(bench: Bench) -> None:
    leases = MemoryLeases("one")
    leases.shared = False
    with pytest.RaisesGroup(Superseded, flatten_subgroups=True, allow_unwrapped=True) as caught:
        async with bench.host(leases=leases) as host:
            await host.ask(change(1, 7, 5), within_s=5)
            shard = shard_of(PURSE)
            bench.store.shard_tokens[shard] = Token(shard, 99, 99)
            bench.store.shard_owners[shard] = "the-other"
            with pytest.raises(NotOwner):
                await host.ask(change(2, 7, 5), within_s=2)
            await anyio.sleep(5)
    assert "the-other" in repr(caught.value.exceptions)


async def test_leases_that_are_away_refuse_not_one_command(bench: Bench) -> None:
    leases = MemoryLeases("one", ttl_s=0.3)
    async with bench.host(leases=leases) as host:
        leases.faults.extend(LeasesUnavailable("away") for _ in range(1000))
        for n in range(20):
            assert (await host.ask(change(n + 1, 7, 1), within_s=5))[:2] == ("coins", n + 1)
            await anyio.sleep(0.05)


async def test_a_process_that_was_blocked_verifies_its_tokens_before_it_answers(bench: Bench) -> None:
    leases = MemoryLeases("one", ttl_s=0.3)
    async with bench.host(leases=leases) as host:
        await host.ask(change(1, 7, 5), within_s=5)
        shard = shard_of(PURSE)
        host._parts.pulse.felt(60.0)
        assert host.shards[shard].phase.value == "suspended"
        leases.table.leases[shard] = ("two", float("inf"))  # meanwhile another took it
        bench.store.shard_tokens[shard] = Token(shard, 99, 99)
        with pytest.raises((NotOwner, Busy)):
            await host.ask(change(2, 7, 5), within_s=0.5)
        assert coins(bench) == [b"5"]


async def test_an_error_that_names_nobody_is_looked_into_and_loses_nothing(host: Host, bench: Bench) -> None:
    bench.store.faults.append(before(Duplicate([])))
    assert (await host.ask(change(1, 7, 5), within_s=5))[:2] == ("coins", 5)


async def test_a_lone_rejected_turn_is_an_internal_error(host: Host, bench: Bench) -> None:
    bench.store.faults.append(before(Rejected("never")))
    with pytest.raises(Internal):
        await host.ask(change(1, 7, 5), within_s=5)
    assert (await host.ask(change(2, 7, 5), within_s=5))[:2] == ("coins", 5)


async def test_a_stop_ends_in_time_even_while_the_store_is_away(bench: Bench) -> None:
    with anyio.fail_after(10):
        async with bench.host(drain_s=0.3) as host:
            await host.ask(change(1, 7, 5), within_s=5)
            bench.store.faults.append(before(CommitUnknown("gone")))
            bench.store.reads.extend(Unavailable("gone") for _ in range(10_000))
            with pytest.raises(OutcomeUnknown):
                await host.ask(change(2, 7, 5), within_s=0.2)
    bench.store.reads.clear()
    async with bench.host() as host:
        assert (await host.ask(change(2, 7, 5), within_s=15))[:2] == ("coins", 10)
