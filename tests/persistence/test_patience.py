"""A server is taken for gone when it does not answer, not when nobody was there to hear it."""

import asyncio
import time

import pytest

from actors.errors import LeasesUnavailable
from persistence.leases import RedisLeases
from persistence.patience import patience
from persistence.scripts import Scripts
from tests.persistence.proxy import proxy_before

pytestmark = pytest.mark.anyio

ONE = "return ARGV[1]"


async def test_an_answer_that_came_while_the_loop_stood_still_is_heard_by_scripts(redis_url: str) -> None:
    async with Scripts.open(redis_url, timeout_s=0.2) as scripts:
        await scripts.run(ONE, "key", 0)
        asked = asyncio.create_task(scripts.run(ONE, "key", 1))
        await _stand_still(0.5)
        assert await asked == "1"


async def test_an_answer_that_came_while_the_loop_stood_still_is_heard_by_leases(redis_url: str) -> None:
    async with RedisLeases.open(redis_url, cluster_id="abc", owner="one", timeout_s=0.2) as leases:
        await leases.acquire([1])
        asked = asyncio.create_task(leases.renew([1]))
        await _stand_still(0.5)
        assert await asked == {1}


async def test_a_server_that_says_nothing_is_waited_for_no_longer_than_was_said(redis_url: str) -> None:
    async with proxy_before(redis_url) as (proxy, url), Scripts.open(url, timeout_s=0.2) as scripts:
        await scripts.run(ONE, "key", 0)
        proxy.requests = False
        with pytest.raises(LeasesUnavailable, match="TimeoutError"):
            await scripts.run(ONE, "key", 1)


async def test_the_whole_time_is_waited_and_no_more() -> None:
    began_s = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError):
        async with patience(0.2):
            await asyncio.sleep(60.0)
    assert asyncio.get_running_loop().time() - began_s >= 0.19


async def test_whoever_waits_can_be_cancelled_in_either_half() -> None:
    for after_s in (0.0, 0.15):
        waiting = asyncio.create_task(_wait(0.2))
        await asyncio.sleep(after_s)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting


async def _wait(timeout_s: float) -> None:
    async with patience(timeout_s):
        await asyncio.sleep(60.0)


async def _stand_still(for_s: float) -> None:
    """Let the question be sent, then block the loop, as a stalled machine does."""
    await asyncio.sleep(0)
    time.sleep(for_s)  # noqa: ASYNC251 - standing still is what is tested
