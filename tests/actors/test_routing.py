"""Owners are found again by those who have missed every announcement."""

import pytest

from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.testing import change
from tests.actors.cluster import Cluster, key_owned_by

pytestmark = pytest.mark.anyio


def believe(host: Host, key: int, owner: str) -> None:
    """Let an instance hold another for the owner of a purse."""
    host._parts.directory.heard([shard_of(ActorId("purse", key))], owner)


async def test_who_believes_in_itself_wrongly_asks_the_leases() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        believe(one, key, "one")

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_instances_that_point_at_each_other_ask_the_leases() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two", "three") as (one, two, three):
        await cluster.settled("one", "two", "three")
        key = key_owned_by(three)
        believe(one, key, "two")
        believe(two, key, "one")
        two.shards[shard_of(ActorId("purse", key))].owner = "one"
        one.shards[shard_of(ActorId("purse", key))].owner = "two"

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_an_owner_of_old_that_points_at_itself_is_not_asked_for_ever() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two", "three") as (one, two, three):
        await cluster.settled("one", "two", "three")
        key = key_owned_by(three)
        believe(one, key, "two")
        two.shards[shard_of(ActorId("purse", key))].owner = "two"

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)
