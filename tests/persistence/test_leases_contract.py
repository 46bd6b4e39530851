"""What all leases do: local ones, those in Redis, and their twin in memory."""

from collections.abc import AsyncIterator

import pytest

from actors.ports import Leases
from actors.testing import MemoryLeases
from persistence.leases import LocalLeases, RedisLeases

pytestmark = pytest.mark.anyio

ALL = range(256)


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
