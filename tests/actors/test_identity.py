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
