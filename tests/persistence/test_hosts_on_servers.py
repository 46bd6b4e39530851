"""Several hosts on real servers: Postgres holds what is true, Redis says who should try and whom to ask."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import anyio
import pytest
from redis.asyncio import Redis

from actors.behavior import Command, Kind
from actors.errors import ActorError
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.options import HostOptions
from actors.testing import Peek, PurseBehavior, PurseCodec, Send, SequenceDice, change, transfer
from persistence.connections import Connections
from persistence.leases import RedisLeases
from persistence.link import RedisLink
from persistence.store import PostgresStore

pytestmark = pytest.mark.anyio

PURSE = Kind(name="purse", behavior=PurseBehavior(), codec=PurseCodec(), joint=PurseBehavior())


@asynccontextmanager
async def serving(database_url: str, redis_url: str, instance: str) -> AsyncIterator[Host]:
    """Run a host with adapters of its own."""
    async with (
        PostgresStore.open(database_url, application_name=instance) as store,
        RedisLeases.open(redis_url, cluster_id="abc", owner=instance, ttl_s=3.0) as leases,
        RedisLink.open(redis_url, cluster_id="abc", instance=instance) as link,
    ):
        host = Host(
            kinds=[PURSE],
            store=store,
            leases=leases,
            link=link,
            dice=SequenceDice,
            release="test",
            instance=instance,
            options=HostOptions(drain_s=2.0),
        )
        async with host.serving():
            yield host


@pytest.fixture
async def pair(sql: Connections, migrated_url: str, redis_url: str) -> AsyncIterator[tuple[Host, Host]]:
    """Two hosts that have shared the shards among them."""
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(serving(migrated_url, redis_url, "one"))
        two = await stack.enter_async_context(serving(migrated_url, redis_url, "two"))
        await until(lambda: min(map(held, (one, two))) > 0 and held(one) + held(two) == 256)
        yield one, two


def held(host: Host) -> int:
    """Return how many shards a host holds."""
    return sum(shard.token is not None for shard in host.shards)


def key_of(host: Host) -> int:
    """Return the key of a purse whose shard a host holds."""
    return next(k for k in range(1, 10_000) if host.shards[shard_of(ActorId("purse", k))].token is not None)


async def until(holds: Callable[[], bool]) -> None:
    """Return when something holds."""
    with anyio.fail_after(30):
        while not holds():
            await anyio.sleep(0.02)


async def answer(ask: Callable[..., Any], command: Any) -> Any:
    """Return the reply to a command, which may be asked again as often as it takes."""
    with anyio.fail_after(30):
        while True:
            try:
                return await ask(command, within_s=5.0)
            except ActorError:
                await anyio.sleep(0.05)


async def coins(host: Host, key: int) -> int:
    """Return a balance."""
    reply = await answer(host.ask, Command(0, ActorId("purse", key), "purse.peek", Peek()))
    return int(reply[1])


async def test_a_command_is_answered_wherever_it_is_asked(pair: tuple[Host, Host]) -> None:
    command_id = 0
    for asked in pair:
        for owner in pair:
            command_id += 1
            assert (await answer(asked.ask, change(command_id, key_of(owner), 5)))[0] == "coins"
    assert [await coins(pair[0], key_of(owner)) for owner in pair] == [10, 10]


async def test_a_joint_command_reaches_over_instances(pair: tuple[Host, Host]) -> None:
    one, two = pair
    source, target = key_of(one), key_of(two)
    await answer(one.ask, change(1, source, 50))
    await answer(two.ask_joint, transfer(2, source, target, 20))
    assert (await coins(two, source), await coins(one, target)) == (30, 20)


async def test_a_note_reaches_an_actor_of_another_instance(pair: tuple[Host, Host]) -> None:
    one, two = pair
    source, target = key_of(one), key_of(two)
    await answer(one.ask, change(1, source, 50))
    await answer(one.ask, Command(2, ActorId("purse", source), "purse.send", Send(target, 20, 2)))
    with anyio.fail_after(30):
        while await coins(one, target) != 20:
            await anyio.sleep(0.05)
    assert await coins(two, source) == 30


async def test_a_wiped_redis_loses_nothing(pair: tuple[Host, Host], redis_url: str) -> None:
    one, two = pair
    mine, other = key_of(one), key_of(two)
    await answer(one.ask, change(1, mine, 5))
    async with Redis.from_url(redis_url) as client:
        await client.flushall()
    await answer(one.ask, change(2, other, 7))
    assert (await coins(two, mine), await coins(two, other)) == (5, 7)


async def test_what_an_instance_leaves_behind_is_served_by_the_other(
    sql: Connections, migrated_url: str, redis_url: str
) -> None:
    async with serving(migrated_url, redis_url, "one") as one:
        async with serving(migrated_url, redis_url, "two") as two:
            await until(lambda: held(two) > 0 and held(one) + held(two) == 256)
            key = key_of(two)
            await answer(one.ask, change(1, key, 5))
        assert await coins(one, key) == 5
        await until(lambda: held(one) == 256)
