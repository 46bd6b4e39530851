"""Releases live side by side: the newer stored form is written once nobody is left who cannot read it."""

import pytest

from actors.schema_switch import SchemaSwitch
from tests.actors.cluster import Cluster, until

pytestmark = pytest.mark.anyio


async def test_the_older_form_is_written_while_an_older_release_lives() -> None:
    cluster = Cluster()
    async with cluster.serving("new", switch=SchemaSwitch(2)) as (new,):
        async with cluster.serving("old", switch=SchemaSwitch(1)):
            await cluster.settled("new", "old")
            await until(lambda: new.inspect().uptime_s > 3 * cluster.ttl_s)
            assert new.inspect().schema_in_force == 1
        await until(lambda: new.inspect().schema_in_force == 2)
        assert cluster.store.schema_switch == 2


async def test_the_form_in_force_never_goes_back() -> None:
    cluster = Cluster()
    async with cluster.serving("new", switch=SchemaSwitch(2)) as (new,):
        await until(lambda: new.inspect().schema_in_force == 2)
    async with cluster.serving("again", switch=SchemaSwitch(2)) as (again,):
        assert again.inspect().schema_in_force == 2
