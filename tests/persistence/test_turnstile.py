"""The turnstile, in memory and in Redis, and errands that one runs for all."""

from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest
import redis.asyncio

from actors.errors import LeasesUnavailable
from persistence.errands import LocalErrands, RedisErrands, Turn
from persistence.redis_seats import RedisSeats
from persistence.scripts import Scripts
from persistence.seats import Seat
from persistence.turnstile import LocalTurnstile, RedisTurnstile
from reve.bot.gateway.ports import Turnstile
from tests.persistence.proxy import proxy_before

pytestmark = pytest.mark.anyio

APART_MS = 300


@pytest.fixture(params=["local", "redis"])
async def turnstile(request: pytest.FixtureRequest) -> AsyncIterator[Turnstile]:
    if request.param == "local":
        yield LocalTurnstile()
    else:
        async with Scripts.open(request.getfixturevalue("redis_url")) as scripts:
            yield RedisTurnstile(scripts, cluster_id="abc")


async def passed(turnstile: Turnstile, name: str = "door", apart_ms: int = APART_MS) -> None:
    """Ask until let through."""
    with anyio.fail_after(10):
        while wait_ms := await turnstile.ask(name, apart_ms):
            assert 0 < wait_ms <= apart_ms
            await anyio.sleep(wait_ms / 1000)


async def test_nobody_passes_before_a_full_window_where_nothing_is_known(turnstile: Turnstile) -> None:
    assert await turnstile.ask("door", APART_MS) == APART_MS
    assert await turnstile.ask("door", APART_MS) > 0


async def test_one_passes_at_a_time(turnstile: Turnstile) -> None:
    await passed(turnstile)
    assert await turnstile.ask("door", 60_000) > 50_000


async def test_another_door_has_another_turnstile(turnstile: Turnstile) -> None:
    await turnstile.ask("window", APART_MS)
    await passed(turnstile)
    await passed(turnstile, "window")
    assert await turnstile.ask("door", 60_000) > 0


async def test_a_redis_that_forgot_lets_nobody_through_for_a_full_window(redis_url: str) -> None:
    async with Scripts.open(redis_url) as scripts, redis.asyncio.Redis.from_url(redis_url) as client:
        turnstile = RedisTurnstile(scripts, cluster_id="abc")
        await passed(turnstile)
        await client.flushall()
        assert await turnstile.ask("door", APART_MS) == APART_MS


async def test_a_clock_that_went_back_lets_nobody_wait_for_ever(redis_url: str) -> None:
    async with Scripts.open(redis_url) as scripts, redis.asyncio.Redis.from_url(redis_url) as client:
        turnstile = RedisTurnstile(scripts, cluster_id="abc")
        await client.set("abc:turnstile:door", 9_999_999_999_999)
        assert await turnstile.ask("door", APART_MS) == APART_MS
        await passed(turnstile)


async def test_two_instances_share_a_turnstile_and_two_clusters_do_not(redis_url: str) -> None:
    async with Scripts.open(redis_url) as here, Scripts.open(redis_url) as there:
        one, two = (RedisTurnstile(scripts, cluster_id="abc") for scripts in (here, there))
        await passed(one)
        assert await two.ask("door", 60_000) < 60_000
        assert await RedisTurnstile(there, cluster_id="xyz").ask("door", 60_000) == 60_000


async def test_an_errand_is_run_by_one_and_once_for_its_content(redis_url: str) -> None:
    async with Scripts.open(redis_url) as scripts:
        one, two = (RedisErrands(scripts, cluster_id="abc", owner=owner) for owner in ("one", "two"))
        assert await one.begin("sweep", "floor") is Turn.MINE
        assert await one.begin("sweep", "floor") is Turn.MINE
        assert await two.begin("sweep", "floor") is Turn.OTHERS
        await one.finish("sweep", "floor")
        assert await two.begin("sweep", "floor") is Turn.DONE
        assert await two.begin("sweep", "roof") is Turn.MINE


async def test_an_errand_whose_runner_is_gone_passes_on(redis_url: str) -> None:
    async with Scripts.open(redis_url) as scripts:
        one = RedisErrands(scripts, cluster_id="abc", owner="one", within_s=0.1)
        two = RedisErrands(scripts, cluster_id="abc", owner="two")
        await one.begin("sweep", "floor")
        with anyio.fail_after(5):
            while await two.begin("sweep", "floor") is not Turn.MINE:
                await anyio.sleep(0.02)
        assert await one.begin("sweep", "floor") is Turn.OTHERS


async def test_a_process_that_is_alone_runs_each_errand_once() -> None:
    errands = LocalErrands()
    assert await errands.begin("sweep", "floor") is Turn.MINE
    await errands.finish("sweep", "floor")
    assert await errands.begin("sweep", "floor") is Turn.DONE
    assert await errands.begin("sweep", "roof") is Turn.MINE


CALLS: dict[str, Any] = {
    "seats": lambda scripts: RedisSeats(scripts, cluster_id="abc", name="w", owner="one").claim(8, 1),
    "turnstile": lambda scripts: RedisTurnstile(scripts, cluster_id="abc").ask("door", APART_MS),
    "errands": lambda scripts: RedisErrands(scripts, cluster_id="abc", owner="one").begin("s", "f"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_a_redis_that_hangs_makes_it_unavailable_and_comes_back(redis_url: str, call: Any) -> None:
    async with proxy_before(redis_url) as (proxy, url), Scripts.open(url, timeout_s=0.3) as scripts:
        await call(scripts)
        proxy.requests = False
        with pytest.raises(LeasesUnavailable):
            await call(scripts)
        proxy.requests = True
        assert await call(scripts) is not None


async def test_seats_that_redis_forgot_are_taken_back(redis_url: str) -> None:
    async with Scripts.open(redis_url) as scripts, redis.asyncio.Redis.from_url(redis_url) as client:
        seats = RedisSeats(scripts, cluster_id="abc", name="work", owner="one")
        await seats.claim(8, 3)
        await client.flushall()
        assert await seats.renew(8, held={3: True}) == {3: Seat("one", serving=True)}
        assert await seats.agree(9) == 8
