"""The world's settings reach every instance through the store, and no turn is judged under older ones."""

from typing import Any

import anyio
import pytest

from actors.behavior import Command
from actors.errors import LeasesUnavailable, LinkUnavailable, NotApplied, OutcomeUnknown, Unavailable
from actors.identity import ActorId
from actors.settings import WorldSettings
from actors.testing import Change, change, transfer
from tests.actors.cluster import Cluster, key_owned_by, purses, until

pytestmark = pytest.mark.anyio


def turn_the_dial(command_id: int, by: int) -> Command[Change]:
    return Command(command_id, ActorId("world", 0), "world.change", Change(by))


async def test_hazard_41_a_change_of_settings_is_known_to_every_instance_within_a_second() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one", "two", "three") as hosts:
        await cluster.settled("one", "two", "three")
        await hosts[0].ask(turn_the_dial(1, 5), within_s=5)
        with anyio.fail_after(1):
            await until(lambda: all(host.inspect().settings_version for host in hosts))
        assert [host.inspect().settings_version for host in hosts] == [1, 1, 1]


async def test_hazard_41_a_change_of_settings_arrives_without_leases_and_link() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        owner, other = (one, two) if cluster.owner_of(ActorId("world", 0)) == "one" else (two, one)
        for host in (one, two):
            cluster.leases[host.instance].faults.extend(LeasesUnavailable("away") for _ in range(1000))
            host._parts.link.faults.extend(LinkUnavailable("away") for _ in range(1000))  # type: ignore[attr-defined]
        await owner.ask(turn_the_dial(1, 5), within_s=5)
        with anyio.fail_after(1):
            await until(lambda: other.inspect().settings_version > 0)
        assert other.inspect().settings_version == 1


async def test_a_delta_tells_the_settings_that_it_was_decided_under() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        await one.ask(turn_the_dial(2, 5), within_s=5)
        await until(lambda: one.inspect().settings_version == 1)
        await one.ask(change(3, 7, 5), within_s=5)
        rows = cluster.store.journal(ActorId("purse", 7))
        assert [row.settings_version for row in rows] == [0, 1]


async def test_an_actor_last_decided_under_newer_settings_waits_for_them() -> None:
    cluster = Cluster(with_world=True, ttl_s=10)
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(one)
        await one.ask(change(1, key, 5), within_s=5)
        activation = one._parts.roster.find(ActorId("purse", key))
        assert activation is not None
        await two.ask(turn_the_dial(2, 5), within_s=5)
        await until(lambda: one.inspect().settings_version == 1)
        cluster.store.reads.extend(Unavailable("away") for _ in range(1000))
        await two.ask(turn_the_dial(5, 5), within_s=5)
        activation.last_settings_version = 2  # as after a take-over from somebody who knows more
        with pytest.raises((NotApplied, OutcomeUnknown)):
            await one.ask(change(3, key, 5), within_s=0.3)
        cluster.store.reads.clear()
        assert (await one.ask(change(4, key, 5), within_s=5))[:2] == ("coins", 10)


async def test_settings_that_a_set_back_store_has_lost_keep_nobody_waiting() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one", "two") as hosts:
        await cluster.settled("one", "two")
        keys = [key_owned_by(host) for host in hosts]
        for n in (1, 2):
            await hosts[0].ask(turn_the_dial(n, 5), within_s=5)
        await until(lambda: all(host.inspect().settings_version == 2 for host in hosts))
        for n, key in enumerate(keys, 10):
            await hosts[0].ask(change(n, key, 5), within_s=5)
        lose_the_last_of_the_world(cluster)
        async with cluster.serving("three") as (newcomer,):
            for n, key in enumerate(keys, 20):
                assert (await newcomer.ask(change(n, key, 5), within_s=5))[:2] == ("coins", 10)
            both = transfer(30, keys[0], keys[1], 1)
            assert (await newcomer.ask_joint(both, within_s=5))[0] == "coins"
            await until(lambda: all(h.inspect().settings_version == 1 for h in (*hosts, newcomer)))
        for n, key in enumerate(keys, 40):
            assert (await hosts[0].ask(change(n, key, 5), within_s=5))[0] == "coins"


async def test_settings_that_came_anew_after_a_set_back_are_waited_for() -> None:
    cluster = Cluster(with_world=True)
    world = purses(name="world")

    async def coins(state: Any) -> int:
        return int(state.coins)

    settings = WorldSettings(cluster.store, world, coins)
    async with cluster.serving("one") as (one,):
        for n in (1, 2):
            await one.ask(turn_the_dial(n, 5), within_s=5)
        await settings.load()
        lose_the_last_of_the_world(cluster)
        await settings.load()
    assert settings.version == 1

    read_before = settings.loads
    assert not settings.cover(2, read_before)
    await settings.load()
    assert settings.cover(2, read_before), "what a later load does not find is gone"

    async with cluster.serving("two") as (two,):
        await two.ask(turn_the_dial(3, 5), within_s=5)
    assert not settings.cover(2, settings.loads), "it may have come anew since"
    await settings.load()
    assert settings.cover(2, settings.loads)
    assert settings.version == 2


def lose_the_last_of_the_world(cluster: Cluster) -> None:
    """Set the store back to before the last change of the settings."""
    store, world = cluster.store, ActorId("world", 0)
    last = store.deltas[world].pop(max(store.deltas[world]))
    del store.by_command[last.command_id, world]
    store.snapshots[world] = [row for row in store.snapshots.get(world, []) if row.seq < last.seq]
