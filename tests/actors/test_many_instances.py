"""Instances come and go; every shard has one owner, every command one effect, wherever it is asked."""

import anyio
import pytest

from actors.errors import LeasesUnavailable
from actors.placement import placed, share
from actors.ports import Message
from actors.testing import change
from tests.actors.cluster import Cluster, key_owned_by

pytestmark = pytest.mark.anyio


def test_a_newcomer_moves_only_the_shards_that_it_gets() -> None:
    before, after = placed(frozenset({"a", "b"})), placed(frozenset({"a", "b", "c"}))
    assert all(new in (old, "c") for old, new in zip(before, after, strict=True))
    assert 50 < len(share(frozenset("abc"), "c")) < 120


async def test_shards_are_spread_over_all_instances() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two", "three"):
        await cluster.settled("one", "two", "three")
        held = {name: sum(owners == [name] for owners in cluster.owners().values()) for name in cluster.hosts}
        assert min(held.values()) > 50


async def test_a_command_is_answered_wherever_it_is_asked() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        assert (await one.ask(change(1, key, 5), within_s=5))[:2] == ("coins", 5)
        assert (await two.ask(change(2, key, 5), within_s=5))[:2] == ("coins", 10)


async def test_a_command_that_reaches_two_instances_counts_once() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        replies = []

        async def deliver(host) -> None:  # type: ignore[no-untyped-def]
            replies.append(await host.ask(change(1, key, 5), within_s=5))

        async with anyio.create_task_group() as tasks:
            for host in (one, two, one, two):
                tasks.start_soon(deliver, host)
        assert len(set(replies)) == 1
        assert cluster.coins(key) == 5


async def test_commands_go_on_while_an_instance_joins_and_leaves() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await cluster.settled("one")
        sent = 0
        joined = anyio.Event()

        async def play(key: int) -> None:
            nonlocal sent
            while not joined.is_set():
                sent += 1
                await one.ask(change(sent * 1000 + key, key, 1), within_s=5)

        async with anyio.create_task_group() as tasks:
            for key in range(1, 9):
                tasks.start_soon(play, key)
            async with cluster.serving("two"):
                await cluster.settled("one", "two")
                await anyio.sleep(0.2)
            await cluster.settled("one")
            joined.set()
        assert sum(cluster.coins(key) for key in range(1, 9)) == sent


async def test_a_lost_message_is_sent_again_and_counts_once() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        lost: list[Message] = []

        def lose_the_first_answer(to: str, message: Message) -> bool:
            if message["what"] == "answer" and not lost:
                lost.append(message)
                return True
            return False

        cluster.ether.lost = lose_the_first_answer
        assert (await one.ask(change(1, key, 5), within_s=8))[:2] == ("coins", 5)
        assert lost
        assert cluster.coins(key) == 5


async def test_what_a_dead_instance_owned_is_served_again_after_its_leases_end() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,), anyio.create_task_group() as tasks:

        async def die() -> None:
            async with cluster.serving("two"):
                await cluster.settled("one", "two")
                dying.set()
                await anyio.sleep_forever()

        dying = anyio.Event()
        tasks.start_soon(die)
        await dying.wait()
        key = key_owned_by(cluster.hosts["two"])
        assert (await one.ask(change(1, key, 5), within_s=5))[:2] == ("coins", 5)
        # To the others it is dead: its leases end, it says nothing, and it hears nothing.
        cluster.leases["two"].faults.extend(LeasesUnavailable("cut off") for _ in range(100_000))
        del cluster.ether.listeners["two"]
        assert (await one.ask(change(2, key, 5), within_s=10))[:2] == ("coins", 10)
        tasks.cancel_scope.cancel()


async def test_a_stop_that_comes_as_a_cancellation_passes_the_shards_on() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,), anyio.create_task_group() as tasks:
        stopped = anyio.Event()

        async def serve_until_cancelled(scope: anyio.CancelScope) -> None:
            with scope:
                async with cluster.serving("two"):
                    await cluster.settled("one", "two")
                    scope.cancel()
                    await anyio.sleep_forever()
            stopped.set()

        tasks.start_soon(serve_until_cancelled, anyio.CancelScope())
        with anyio.fail_after(5):
            await stopped.wait()
        await cluster.settled("one", within_s=1)
        assert one.inspect().active == 0
