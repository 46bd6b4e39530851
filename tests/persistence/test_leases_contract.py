"""What all leases do: local ones, those in Redis, and their twin in memory."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import anyio
import pytest
import redis.asyncio

from actors.ports import Leases, Member
from actors.testing import LeaseTable, MemoryLeases
from persistence.leases import LocalLeases, RedisLeases

pytestmark = pytest.mark.anyio

ALL = range(256)
ONE, TWO = Member("one", "1.2", 3), Member("two", "1.1", 2, draining=True)


@dataclass(frozen=True, slots=True)
class Two:
    """The leases of two instances who may meet; `wipe` loses all that there is."""

    one: Leases
    two: Leases
    wipe: Callable[[], Awaitable[None]]


@pytest.fixture(params=["local", "redis", "memory"])
async def leases(request: pytest.FixtureRequest) -> AsyncIterator[Leases]:
    """The leases under test, with nobody else about."""
    if request.param == "local":
        yield LocalLeases("one")
    elif request.param == "memory":
        yield MemoryLeases("one")
    else:
        url = request.getfixturevalue("redis_url")
        async with RedisLeases.open(url, cluster_id="abc", owner="one") as redis_leases:
            yield redis_leases


@asynccontextmanager
async def meeting(request: pytest.FixtureRequest, *, ttl_s: float) -> AsyncIterator[Two]:
    """Let two instances meet, with nobody else about."""
    if request.param == "memory":
        table = LeaseTable()

        async def wipe() -> None:
            table.wipe()

        yield Two(MemoryLeases("one", table, ttl_s=ttl_s), MemoryLeases("two", table, ttl_s=ttl_s), wipe)
    else:
        url = request.getfixturevalue("redis_url")
        async with (
            redis.asyncio.Redis.from_url(url) as client,
            RedisLeases.open(url, cluster_id="abc", owner="one", ttl_s=ttl_s) as one,
            RedisLeases.open(url, cluster_id="abc", owner="two", ttl_s=ttl_s) as other,
        ):
            yield Two(one, other, client.flushall)


@pytest.fixture(params=["redis", "memory"])
async def two(request: pytest.FixtureRequest) -> AsyncIterator[Two]:
    """Two instances whose leases outlast the test."""
    async with meeting(request, ttl_s=60.0) as pair:
        yield pair


@pytest.fixture(params=["redis", "memory"])
async def brief(request: pytest.FixtureRequest) -> AsyncIterator[Two]:
    """Two instances whose leases end soon."""
    async with meeting(request, ttl_s=0.3) as pair:
        yield pair


# -- shards --------------------------------------------------------------------------------------------


async def test_what_is_free_is_leased(leases: Leases) -> None:
    assert await leases.acquire(ALL) == frozenset(ALL)
    assert await leases.owners(ALL) == dict.fromkeys(ALL, "one")


async def test_what_is_mine_is_leased_again(leases: Leases) -> None:
    await leases.acquire([1, 2])
    assert await leases.acquire([2, 3]) == {2, 3}


async def test_only_what_is_mine_is_renewed(leases: Leases) -> None:
    await leases.acquire([1, 2])
    assert await leases.renew([2, 3]) == {2}


async def test_what_is_released_belongs_to_nobody(leases: Leases) -> None:
    await leases.acquire([1, 2, 3])
    await leases.release([1, 3, 9])
    assert await leases.owners(ALL) == {2: "one"}
    assert await leases.renew([1, 2, 3]) == {2}


async def test_nothing_asked_is_nothing_done(leases: Leases) -> None:
    assert await leases.acquire([]) == frozenset()
    assert await leases.renew([]) == frozenset()
    await leases.release([])
    assert await leases.owners([]) == {}


async def test_a_lease_lasts_for_a_while(leases: Leases) -> None:
    assert leases.ttl_s == 10.0


# -- members -------------------------------------------------------------------------------------------


async def test_who_says_that_it_lives_does(leases: Leases) -> None:
    assert (await leases.beat(ONE)).members == (ONE,)


async def test_who_lives_says_how_it_is_by_now(leases: Leases) -> None:
    await leases.beat(ONE)
    draining = replace(ONE, draining=True)
    assert (await leases.beat(draining)).members == (draining,)


async def test_who_leaves_may_come_back(leases: Leases) -> None:
    await leases.leave()
    await leases.beat(ONE)
    await leases.leave()
    await leases.leave()
    assert (await leases.beat(ONE)).members == (ONE,)


async def test_members_are_told_in_the_order_of_their_ids(two: Two) -> None:
    assert (await two.two.beat(TWO)).members == (TWO,)
    assert (await two.one.beat(ONE)).members == (ONE, TWO)
    assert (await two.two.beat(TWO)).members == (ONE, TWO)


async def test_who_leaves_is_no_member_any_more(two: Two) -> None:
    await two.one.beat(ONE)
    await two.two.beat(TWO)
    await two.one.leave()
    assert (await two.two.beat(TWO)).members == (TWO,)


async def test_who_is_silent_for_a_ttl_is_no_member_any_more(brief: Two) -> None:
    await brief.two.beat(TWO)
    await brief.one.beat(ONE)
    with anyio.fail_after(10):
        while TWO in (await brief.one.beat(ONE)).members:
            await anyio.sleep(0.05)
    assert (await brief.one.beat(ONE)).members == (ONE,)


async def test_members_are_no_owners(two: Two) -> None:
    await two.one.beat(ONE)
    await two.one.acquire([1])
    await two.one.leave()
    assert await two.two.owners(ALL) == {1: "one"}
    await two.one.release([1])
    assert await two.two.owners(ALL) == {}


# -- the age of a view ---------------------------------------------------------------------------------


async def test_a_view_is_young_when_everything_was_lost(two: Two) -> None:
    await two.wipe()
    assert (await two.one.beat(ONE)).age_s == 0.0
    await anyio.sleep(0.6)
    assert (await two.one.beat(ONE)).age_s > 0.5
    await two.wipe()
    view = await two.two.beat(TWO)
    assert view.age_s == 0.0
    assert view.members == (TWO,)


async def test_a_view_ages_from_the_first_that_is_told(two: Two) -> None:
    await two.wipe()
    await anyio.sleep(0.6)
    assert (await two.one.beat(ONE)).age_s == 0.0


async def test_all_have_a_view_of_the_same_age(two: Two) -> None:
    await two.wipe()
    await two.one.beat(ONE)
    await anyio.sleep(0.6)
    assert (await two.two.beat(TWO)).age_s > 0.5
