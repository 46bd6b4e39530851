"""A store that is another one than before makes all that is held void."""

import pytest

from actors.identity import ActorId
from actors.testing import change
from tests.actors.cluster import Cluster, until

pytestmark = pytest.mark.anyio

PURSE = ActorId("purse", 7)


async def test_a_restored_store_is_read_anew() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        await one.ask(change(2, 7, 5), within_s=5)
        # An older backup on another timeline: the second change has never been.
        row = cluster.store.deltas[PURSE].pop(2)
        del cluster.store.by_command[row.command_id, PURSE]
        cluster.store.identity = (1, 2)
        await until(lambda: one._parts.roster.find(PURSE) is None)
        assert (await one.ask(change(3, 7, 1), within_s=5))[:2] == ("coins", 6)


async def test_a_restored_store_brings_back_its_own_world_settings() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one") as (one,):
        assert isinstance(one.inspect().settings_version, int)
        one._parts.settings.hear(9)  # type: ignore[attr-defined]
        cluster.store.identity = (2, 1)
        await until(lambda: one.inspect().settings_version == 0)
        assert (await one.ask(change(3, 7, 1), within_s=5))[:2] == ("coins", 1)


async def test_a_store_that_lost_commits_under_the_same_identity_is_read_anew_by_everybody() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as hosts:
        await cluster.settled("one", "two")
        written = [ActorId("purse", key) for key in range(1, 9)]
        assert len({cluster.owner_of(actor) for actor in written}) == 2
        for actor in written:
            await hosts[0].ask(change(actor.key, actor.key, 5), within_s=5)
            forget_the_last(cluster, actor)
        # One of them is asked to go on; nothing is said to the others.
        assert (await hosts[0].ask(change(100, written[0].key, 1), within_s=5))[:2] == ("coins", 1)
        await until(lambda: not any(h._parts.roster.find(a) for h in hosts for a in written[1:]))
        for number, actor in enumerate(written[1:], 200):
            assert (await hosts[0].ask(change(number, actor.key, 1), within_s=5))[:2] == ("coins", 1)


def forget_the_last(cluster: Cluster, actor: ActorId) -> None:
    """Take an actor's last delta away, as a standby that lags does."""
    row = cluster.store.deltas[actor].pop(max(cluster.store.deltas[actor]))
    del cluster.store.by_command[row.command_id, actor]
