"""No more actors stay in memory than there is room for; those let go come back as they were."""

import pytest

from actors.identity import ActorId
from actors.testing import change
from tests.actors.cluster import Cluster, until

pytestmark = pytest.mark.anyio


async def test_the_longest_unused_go_first_when_there_are_too_many() -> None:
    cluster = Cluster()
    async with cluster.serving("one", max_active=5) as (one,):
        for key in range(1, 11):
            await one.ask(change(key, key, key), within_s=5)
        await until(lambda: len(one.inspect().actors) <= 5)
        assert ActorId("purse", 10) in {actor.actor for actor in one.inspect().actors}
        assert (await one.ask(change(100, 1, 1), within_s=5))[:2] == ("coins", 2)


async def test_scarce_memory_lets_idle_actors_go_and_changes_nothing() -> None:
    cluster, filled = Cluster(), 0.1
    async with cluster.serving("one", memory_used=lambda: filled) as (one,):
        for key in range(1, 11):
            await one.ask(change(key, key, key), within_s=5)
        assert len(one.inspect().actors) == 10
        filled = 0.95
        await until(lambda: len(one.inspect().actors) < 10)
        filled = 0.1
        assert (await one.ask(change(100, 1, 1), within_s=5))[:2] == ("coins", 2)


async def test_an_actor_can_be_let_go_by_hand_from_any_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        for key in (1, 2, 3, 4):
            await one.ask(change(key, key, 1), within_s=5)
        for key in (1, 2, 3, 4):
            assert await two.passivate(ActorId("purse", key))
        assert not one.inspect().actors
        assert not two.inspect().actors
        assert not await two.passivate(ActorId("purse", 1))
