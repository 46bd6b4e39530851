"""A host answers every command exactly once, and shows nothing that is not stored."""

from functools import partial
from typing import Any

import anyio
import pytest

from actors.behavior import Command
from actors.errors import Busy, Closed, Internal, Newer, OutcomeUnknown, Parked, RateLimited, TooLate
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.limits import Limit
from actors.ports import Batch, Facts, SnapshotRow
from actors.testing import Change, Peek, change
from tests.actors.conftest import Bench

pytestmark = pytest.mark.anyio

PURSE = ActorId("purse", 7)


def peek(command_id: int, key: int = 7) -> Command[Peek]:
    return Command(command_id, ActorId("purse", key), "purse.peek", Peek())


def hold_commits(bench: Bench) -> anyio.Event:
    """Let no commit through until the event is set."""
    gate, commit = anyio.Event(), bench.store.commit

    async def slow(batch: Batch) -> Facts:
        await gate.wait()
        return await commit(batch)

    bench.store.commit = slow  # type: ignore[method-assign]
    return gate


async def test_a_command_is_stored_before_it_is_answered(host: Host, bench: Bench) -> None:
    reply = await host.ask(change(1, 7, 5), within_s=5)
    (row,) = bench.store.journal(PURSE)
    assert reply[:2] == ("coins", 5)
    assert (row.seq, row.command_id, row.reply) == (1, 1, f"coins,5,{reply[2]}".encode())


async def test_a_redelivered_command_gets_the_same_reply_and_changes_nothing(
    host: Host, bench: Bench
) -> None:
    first = await host.ask(change(1, 7, 5), within_s=5)
    await host.ask(change(2, 7, 5), within_s=5)
    assert await host.ask(change(1, 7, 5), within_s=5) == first
    assert len(bench.store.journal(PURSE)) == 2


async def test_five_deliveries_in_one_burst_have_one_effect(host: Host, bench: Bench) -> None:
    replies = []

    async def deliver() -> None:
        replies.append(await host.ask(change(1, 7, 5), within_s=5))

    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(deliver)
    assert len(replies) == 5
    assert len(set(replies)) == 1
    assert len(bench.store.journal(PURSE)) == 1


async def test_a_redelivery_after_a_restart_is_answered_from_the_journal(bench: Bench) -> None:
    async with bench.host() as host:
        first = await host.ask(change(1, 7, 5), within_s=5)
    async with bench.host() as host:
        assert await host.ask(change(1, 7, 5), within_s=5) == first
    assert len(bench.store.journal(PURSE)) == 1


async def test_a_refusal_writes_nothing_and_is_remembered(host: Host, bench: Bench) -> None:
    refused = await host.ask(change(1, 7, -5), within_s=5)
    await host.ask(change(2, 7, 9), within_s=5)
    again = await host.ask(change(1, 7, -5), within_s=5)
    assert refused == again == ("short", 0, 0)
    assert [row.command_id for row in bench.store.journal(PURSE)] == [2]


async def test_a_refusal_is_judged_anew_after_a_restart_and_takes_effect_once(bench: Bench) -> None:
    async with bench.host() as host:
        assert (await host.ask(change(1, 7, -5), within_s=5))[0] == "short"
        await host.ask(change(2, 7, 9), within_s=5)
    async with bench.host() as host:
        assert (await host.ask(change(1, 7, -5), within_s=5))[:2] == ("coins", 4)
        assert (await host.ask(change(1, 7, -5), within_s=5))[:2] == ("coins", 4)


async def test_a_view_sees_all_that_was_answered_before_it(host: Host) -> None:
    await host.ask(change(1, 7, 5), within_s=5)
    assert await host.ask(peek(2), within_s=5) == ("coins", 5, 0)


async def test_many_commands_to_one_actor_keep_their_order_and_share_commits(
    host: Host, bench: Bench
) -> None:
    async with anyio.create_task_group() as tasks:
        for n in range(60):
            tasks.start_soon(partial(host.ask, change(n + 1, 7, 1), within_s=5))
    journal = bench.store.journal(PURSE)
    assert [row.seq for row in journal] == list(range(1, 61))
    assert len(bench.store.batches) < 60


async def test_the_ledger_of_every_command_sums_to_zero(host: Host, bench: Bench) -> None:
    for n in range(5):
        await host.ask(change(n + 1, 7, n), within_s=5)
    sums: dict[int, int] = {}
    for entry in bench.store.entries:
        sums[entry.command_id] = sums.get(entry.command_id, 0) + entry.amount
    assert len(sums) == 4
    assert set(sums.values()) == {0}


@pytest.mark.parametrize("poison", ["decide", "evolve", "encode", "ledger"])
async def test_a_bug_in_the_rules_stores_nothing_and_spares_the_next_command(
    host: Host, bench: Bench, poison: str
) -> None:
    with pytest.raises(Internal) as caught:
        await host.ask(change(1, 7, 5, poison=poison), within_s=5)
    assert len(caught.value.ref) == 8
    assert (await host.ask(change(2, 7, 5), within_s=5))[:2] == ("coins", 5)
    assert [row.command_id for row in bench.store.journal(PURSE)] == [2]


async def test_three_faults_in_a_row_park_the_actor_until_an_operator_unparks_it(host: Host) -> None:
    for n in range(3):
        with pytest.raises(Internal):
            await host.ask(change(n + 1, 7, 5, poison="decide"), within_s=5)
    with pytest.raises(Parked):
        await host.ask(change(4, 7, 5), within_s=5)
    assert host.inspect().actors[0].phase == "parked"
    assert await host.unpark(PURSE)
    assert not await host.unpark(PURSE)
    assert (await host.ask(change(5, 7, 5), within_s=5))[:2] == ("coins", 5)


async def test_two_faults_with_a_success_between_do_not_park(host: Host) -> None:
    for n in range(0, 8, 2):
        with pytest.raises(Internal):
            await host.ask(change(n + 1, 7, 5, poison="decide"), within_s=5)
        await host.ask(change(n + 2, 7, 5), within_s=5)
    assert host.inspect().actors[0].phase == "idle"


async def test_a_full_mailbox_answers_busy_at_once(bench: Bench) -> None:
    async with bench.host() as host:
        await host.ask(change(1, 7, 1), within_s=5)
        gate = hold_commits(bench)
        busy = []

        async def send(n: int) -> None:
            try:
                await host.ask(change(n, 7, 1), within_s=5)
            except Busy as error:
                busy.append(error)

        async with anyio.create_task_group() as tasks:
            for n in range(2, 72):
                tasks.start_soon(send, n)
            await anyio.wait_all_tasks_blocked()
            gate.set()
    assert len(busy) == 5  # one in flight, 64 in the mailbox
    assert len(bench.store.journal(PURSE)) == 66


async def test_no_answer_by_the_deadline_says_that_the_outcome_is_unknown(bench: Bench) -> None:
    async with bench.host() as host:
        await host.ask(change(1, 7, 1), within_s=5)
        gate = hold_commits(bench)
        with pytest.raises(OutcomeUnknown):
            await host.ask(change(2, 7, 1), within_s=0.05)
        with pytest.raises(Busy):  # never judged: that is known for sure
            await host.ask(change(3, 7, 1), within_s=0.05)
        gate.set()
        assert (await host.ask(change(2, 7, 1), within_s=5))[:2] == ("coins", 2)
    assert [row.command_id for row in bench.store.journal(PURSE)] == [1, 2]


async def test_a_cancelled_asker_does_not_cancel_the_commit(bench: Bench) -> None:
    async with bench.host() as host:
        with anyio.CancelScope() as scope:
            scope.cancel()
            await host.ask(change(1, 7, 1), within_s=5)
        assert (await host.ask(change(2, 7, 1), within_s=5))[:2] == ("coins", 2)
    assert [row.command_id for row in bench.store.journal(PURSE)] == [1, 2]


async def test_a_host_that_is_cancelled_while_an_actor_loads_answers_what_it_has_accepted(
    bench: Bench,
) -> None:
    gate, replies = anyio.Event(), []
    load = bench.store.load

    async def slow_load(*args: Any) -> Any:
        await gate.wait()
        return await load(*args)

    bench.store.load = slow_load  # type: ignore[method-assign, assignment]
    async with anyio.create_task_group() as askers:
        with anyio.CancelScope() as stop:
            async with bench.host() as host:

                async def ask() -> None:
                    replies.append(await host.ask(change(1, 7, 5), within_s=5))

                askers.start_soon(ask)
                await anyio.wait_all_tasks_blocked()
                askers.start_soon(_set_later, gate)
                stop.cancel()
    assert [reply[:2] for reply in replies] == [("coins", 5)]
    assert [row.command_id for row in bench.store.journal(PURSE)] == [1]


async def _set_later(gate: anyio.Event) -> None:
    await anyio.wait_all_tasks_blocked()
    gate.set()


async def test_a_command_older_than_a_quarter_of_an_hour_is_too_late_unless_known(
    host: Host, bench: Bench
) -> None:
    now_ms = host.clock.now_ms()
    await host.ask(Command(9, PURSE, "purse.peek", Peek(), issued_at_ms=now_ms), within_s=5)
    old = Command(1, PURSE, "purse.change", Change(5), issued_at_ms=now_ms - 16 * 60_000)
    with pytest.raises(TooLate):
        await host.ask(old, within_s=5)
    fresh = Command(2, PURSE, "purse.change", Change(5), issued_at_ms=now_ms - 14 * 60_000)
    assert (await host.ask(fresh, within_s=5))[:2] == ("coins", 5)
    assert len(bench.store.journal(PURSE)) == 1


async def test_hazard_42_a_store_whose_clock_is_ahead_makes_no_command_late(host: Host, bench: Bench) -> None:
    by_the_author_ms = host.clock.now_ms() - 24 * 3_600_000
    for n in range(3):
        issued_at_ms = by_the_author_ms + n * 1000
        command = Command(n + 1, PURSE, "purse.change", Change(5), issued_at_ms=issued_at_ms)
        assert (await host.ask(command, within_s=5))[:2] == ("coins", 5 * (n + 1))
    assert len(bench.store.journal(PURSE)) == 3


async def test_time_never_goes_back_for_an_actor(bench: Bench) -> None:
    times = iter([5_000_000, 9_000_000, 4_000_000, 4_000_001, 4_000_002, 4_000_003])
    bench.store._clock_ms = lambda: next(times)
    async with bench.host() as host:
        for n in range(3):
            await host.ask(change(n + 1, 7, 1), within_s=5)
    stamps = [row.at_ms for row in bench.store.journal(PURSE)]
    assert stamps == sorted(stamps)


async def test_a_snapshot_goes_along_every_64_deltas_and_the_newest_two_are_kept(bench: Bench) -> None:
    async with bench.host() as host:
        for n in range(200):
            await host.ask(change(n + 1, 7, 1), within_s=5)
    kept = bench.store.snapshots[PURSE]
    assert [row.seq for row in kept] == [192, 200]  # at 64, 128, 192, and at the stop
    async with bench.host() as host:
        assert await host.ask(peek(1000), within_s=5) == ("coins", 200, 0)


async def test_an_idle_actor_is_let_go_of_and_comes_back_as_it_was(bench: Bench) -> None:
    async with bench.host(idle_s=0.1) as host:
        for n in range(10):
            await host.ask(change(n + 1, 7, 1), within_s=5)
        with anyio.fail_after(5):
            while host.inspect().active:
                await anyio.sleep(0.02)
        assert bench.store.snapshots[PURSE][-1].seq == 10
        assert await host.ask(peek(99), within_s=5) == ("coins", 10, 0)


async def test_a_damaged_snapshot_is_replaced_by_the_one_before(bench: Bench) -> None:
    async with bench.host() as host:
        for n in range(130):
            await host.ask(change(n + 1, 7, 1), within_s=5)
    kept = bench.store.snapshots[PURSE]
    kept[-1] = SnapshotRow(PURSE, kept[-1].seq, 1, b"\xff damaged")
    async with bench.host() as host:
        assert await host.ask(peek(999), within_s=5) == ("coins", 130, 0)


async def test_a_damaged_delta_fails_its_actor_alone_until_it_is_mended(bench: Bench) -> None:
    async with bench.host() as host:
        for n in range(3):
            await host.ask(change(n + 1, 7, 1), within_s=5)
    row = bench.store.deltas[PURSE].pop(2)
    async with bench.host() as host:
        with pytest.raises(Internal):
            await host.ask(change(9, 7, 1), within_s=5)
        assert (await host.ask(change(10, 8, 1), within_s=5))[:2] == ("coins", 1)
        bench.store.deltas[PURSE][2] = row
        assert (await host.ask(change(9, 7, 1), within_s=5))[:2] == ("coins", 4)


async def test_an_actor_of_a_newer_schema_is_refused_and_not_overwritten(bench: Bench) -> None:
    bench.store.snapshots[PURSE] = [SnapshotRow(PURSE, 5, 2, b"later")]
    async with bench.host() as host:
        with pytest.raises(Newer):
            await host.ask(change(1, 7, 1), within_s=5)
    assert bench.store.journal(PURSE) == []


async def test_a_closing_host_takes_no_more_and_finishes_what_it_took(bench: Bench) -> None:
    replies = []
    async with bench.host() as host, anyio.create_task_group() as tasks:

        async def send(n: int) -> None:
            replies.append(await host.ask(change(n, n, 1), within_s=5))

        for n in range(1, 21):
            tasks.start_soon(send, n)
    with pytest.raises(Closed):
        await host.ask(change(99, 7, 1), within_s=5)
    assert len(replies) == 20
    assert not bench.leases.table.leases  # type: ignore[attr-defined]


async def test_hazard_29_rate_limits_are_per_actor_and_refuse_without_effect(bench: Bench) -> None:
    async with bench.host(limit_of=lambda body: Limit("all", 2, 60.0)) as host:
        await host.ask(change(1, 7, 1), within_s=5)
        await host.ask(change(2, 7, 1), within_s=5)
        with pytest.raises(RateLimited) as caught:
            await host.ask(change(3, 7, 1), within_s=5)
        assert 0 < caught.value.retry_after_s <= 30
        assert (await host.ask(change(4, 8, 1), within_s=5))[:2] == ("coins", 1)
    assert [row.command_id for row in bench.store.journal(PURSE)] == [1, 2]


async def test_inspection_shows_what_an_actor_has_done(host: Host) -> None:
    await host.ask(change(1, 7, 5), within_s=5)
    await host.ask(change(2, 7, -50), within_s=5)
    report = host.inspect()
    (actor,) = report.actors
    assert (actor.actor, actor.seq, actor.phase, actor.shard) == (PURSE, 1, "idle", shard_of(PURSE))
    assert [(t.name, t.outcome) for t in actor.recent] == [
        ("purse.change", "committed"),
        ("purse.change", "refused"),
    ]
    assert {shard.phase for shard in report.shards} == {"active"}
    assert report.lanes[0].deltas == 1
