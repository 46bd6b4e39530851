"""Leases in Redis between several instances, and when Redis fails."""

from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest
import redis.asyncio

from actors.errors import LeasesUnavailable
from persistence.leases import LocalLeases, RedisLeases
from tests.persistence.proxy import proxy_before

pytestmark = pytest.mark.anyio


@pytest.fixture
async def pair(redis_url: str) -> AsyncIterator[tuple[RedisLeases, RedisLeases]]:
    """Two instances of one cluster."""
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one", ttl_s=0.3) as one,
        RedisLeases.open(redis_url, cluster_id="abc", owner="two", ttl_s=0.3) as two,
    ):
        yield one, two


async def test_a_shard_has_one_owner(pair: tuple[RedisLeases, RedisLeases]) -> None:
    one, two = pair
    assert await one.acquire([1, 2]) == {1, 2}
    assert await two.acquire([2, 3]) == {3}
    assert await two.owners([1, 2, 3, 4]) == {1: "one", 2: "one", 3: "two"}


async def test_a_foreign_lease_is_neither_renewed_nor_released(pair: tuple[RedisLeases, RedisLeases]) -> None:
    one, two = pair
    await one.acquire([1])
    assert await two.renew([1]) == frozenset()
    await two.release([1])
    assert await two.owners([1]) == {1: "one"}


async def test_a_lease_that_is_not_renewed_passes_on(pair: tuple[RedisLeases, RedisLeases]) -> None:
    one, two = pair
    await one.acquire([1, 2])
    with anyio.fail_after(5):
        while not await two.acquire([1]):
            await one.renew([2])
            await anyio.sleep(0.05)
    assert await one.renew([1, 2]) == {2}


async def test_leases_that_were_wiped_are_missed(
    pair: tuple[RedisLeases, RedisLeases], redis_url: str
) -> None:
    one, _ = pair
    await one.acquire([1])
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        await client.flushall()
    assert await one.renew([1]) == frozenset()
    assert await one.acquire([1]) == {1}


async def test_two_clusters_do_not_meet(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one") as ours,
        RedisLeases.open(redis_url, cluster_id="xyz", owner="two") as theirs,
    ):
        assert await ours.acquire([1]) == {1}
        assert await theirs.acquire([1]) == {1}


async def test_a_restarted_server_is_given_the_scripts_again(redis_url: str) -> None:
    async with RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases:
        await leases.acquire([1])
        async with redis.asyncio.Redis.from_url(redis_url) as client:
            await client.script_flush()
        assert await leases.renew([1]) == {1}


CALLS: dict[str, Any] = {
    "acquire": lambda leases: leases.acquire([1]),
    "renew": lambda leases: leases.renew([1]),
    "release": lambda leases: leases.release([1]),
    "owners": lambda leases: leases.owners([1]),
}


@pytest.mark.parametrize("fault", ["closed", "hung"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_a_redis_that_fails_makes_leases_unavailable_and_comes_back(
    redis_url: str, call: Any, fault: str
) -> None:
    async with (
        proxy_before(redis_url) as (proxy, url),
        RedisLeases.open(url, cluster_id="abc", owner="one", timeout_s=0.3) as leases,
    ):
        await leases.acquire([1])
        if fault == "closed":
            await proxy.close()
        proxy.requests = False
        with pytest.raises(LeasesUnavailable):
            await call(leases)
        proxy.requests = True
        if fault == "closed":
            await proxy.listen()
        assert await leases.acquire([1]) == {1}


async def test_an_answer_that_came_too_late_is_not_taken_for_the_next(redis_url: str) -> None:
    async with (
        proxy_before(redis_url) as (proxy, url),
        RedisLeases.open(url, cluster_id="abc", owner="one", timeout_s=0.3) as leases,
    ):
        await leases.acquire([1, 2, 3])
        proxy.answers = False
        with pytest.raises(LeasesUnavailable):
            await leases.renew([1, 2, 3])
        proxy.answers = True
        assert await leases.renew([7]) == frozenset()


def test_only_leases_in_redis_are_shared() -> None:
    assert LocalLeases("one").shared is False
    assert RedisLeases(redis.asyncio.Redis(), cluster_id="abc", owner="one").shared is True
