"""Leases in Redis between several instances, and when Redis fails."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import anyio
import pytest
import redis.asyncio

from actors.errors import LeasesUnavailable
from actors.ports import Member
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
        await ours.beat(ME)
        assert (await theirs.beat(replace(ME, instance="two"))).members == (replace(ME, instance="two"),)


async def test_things_of_another_name_are_leased_apart(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one") as shards,
        RedisLeases.open(redis_url, cluster_id="abc", owner="two", namespace="gateway") as gateway,
    ):
        assert await shards.acquire([1]) == {1}
        assert await gateway.acquire([1]) == {1}
        await shards.beat(ME)
        assert (await gateway.beat(replace(ME, instance="two"))).members == (replace(ME, instance="two"),)


async def test_a_redis_that_is_vouched_for_counts_as_old_until_it_is_wiped(redis_url: str) -> None:
    async with RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases:
        await leases.vouch()
        assert (await leases.beat(ME)).age_s > 10**9
        async with redis.asyncio.Redis.from_url(redis_url) as client:
            await client.flushall()
        assert (await leases.beat(ME)).age_s == 0.0


async def test_a_redis_may_be_vouched_for_after_a_beat(redis_url: str) -> None:
    async with RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases:
        await leases.beat(ME)
        await leases.vouch()
        assert (await leases.beat(ME)).age_s > 10**9


async def test_nothing_but_the_age_outlives_those_who_fell_silent(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one", ttl_s=0.2) as leases,
        redis.asyncio.Redis.from_url(redis_url, decode_responses=True) as client,
    ):
        await leases.beat(ME)
        await leases.acquire([1])
        with anyio.fail_after(10):
            while (keys := await client.keys()) != ["abc:since"]:
                await anyio.sleep(0.05)
        assert await client.ttl(keys[0]) == -1


async def test_what_a_later_release_says_besides_is_passed_over(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases,
        redis.asyncio.Redis.from_url(redis_url) as client,
    ):
        await client.hset("abc:lease:members", "two", f'{10**15} ["2.0", 4, false, "later"]')
        assert (await leases.beat(ME)).members == (ME, Member("two", "2.0", 4))


async def test_a_view_is_never_of_negative_age(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases,
        redis.asyncio.Redis.from_url(redis_url) as client,
    ):
        await client.set("abc:since", str(10**15))
        assert (await leases.beat(ME)).age_s == 0.0


async def test_a_clock_that_went_back_starts_the_age_anew(redis_url: str) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases,
        redis.asyncio.Redis.from_url(redis_url) as client,
    ):
        await client.set("abc:since", str(10**15))
        assert (await leases.beat(ME)).age_s == 0.0
        await anyio.sleep(0.3)
        assert 0.2 < (await leases.beat(ME)).age_s < 60.0


async def test_a_clock_that_went_back_lets_nobody_who_is_silent_live_for_longer_than_a_ttl(
    redis_url: str,
) -> None:
    async with (
        RedisLeases.open(redis_url, cluster_id="abc", owner="one", ttl_s=0.5) as leases,
        redis.asyncio.Redis.from_url(redis_url) as client,
    ):
        await client.hset("abc:lease:members", "two", f'{10**15} ["1.1", 2, true]')
        assert (await leases.beat(ME)).members == (ME, Member("two", "1.1", 2, draining=True))
        with anyio.fail_after(5):
            while (await leases.beat(ME)).members != (ME,):
                await anyio.sleep(0.05)


async def test_the_only_instance_has_a_view_that_was_always_there() -> None:
    assert (await LocalLeases("one").beat(ME)).age_s == float("inf")


async def test_a_restarted_server_is_given_the_scripts_again(redis_url: str) -> None:
    async with RedisLeases.open(redis_url, cluster_id="abc", owner="one") as leases:
        await leases.acquire([1])
        async with redis.asyncio.Redis.from_url(redis_url) as client:
            await client.script_flush()
        assert await leases.renew([1]) == {1}


ME = Member("one", "1.2", 3)

CALLS: dict[str, Any] = {
    "beat": lambda leases: leases.beat(ME),
    "leave": lambda leases: leases.leave(),
    "vouch": lambda leases: leases.vouch(),
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
