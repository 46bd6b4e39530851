"""Redis is emptied, Redis and Postgres die and are started again: two processes play on through it all."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import anyio
import asyncpg
import pytest
import redis.asyncio as redis
from anyio import to_thread

from persistence.embedded import ServerPlan, servers
from persistence.migrate import migrate
from reve.playground.client import SimClient
from reve.playground.pace import Pace
from reve.playground.server import Playground
from tests.end_to_end.crowd import ORBS, Crowd
from tests.end_to_end.process import Bot, Outside
from tests.launch.conftest import server_process

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(400)]

PLAYERS = 4
PLAYS_FOR_S = 5.0
TTL_S = 3.0


@dataclass(frozen=True, slots=True)
class Play:
    """Two processes of the bot, the servers that they share, and people who play."""

    crowd: Crowd
    bots: list[Bot]
    redis_url: str
    data_dir: Path

    async def assert_it_goes_on(self) -> None:
        """Fail unless everybody is served by the same processes, and owns what the journal says."""
        await self.crowd.all_served()
        assert [bot.process.returncode for bot in self.bots] == [None, None]
        used = await self.crowd.orbs_used()
        said = self.crowd.uses()
        assert {each.handle.id for each in said if each.is_good} <= used
        assert used <= {each.handle.id for each in said}
        assert not {each.handle.id for each in said if each.was_refused} & used
        left = [await self.crowd.orbs_left(user) for user in self.crowd.players]
        assert sum(left) == PLAYERS * ORBS - len(used)


@pytest.fixture(scope="module")
async def play(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Play]:
    """People at play, on servers whose keeper starts them again."""
    data_dir, folder = tmp_path_factory.mktemp("servers"), tmp_path_factory.mktemp("bots")
    async with AsyncExitStack() as stack:
        shared = await stack.enter_async_context(servers(ServerPlan(data_dir, on_progress=lambda _: None)))
        assert shared.redis_url is not None
        await migrate(shared.database_url)
        pace = Pace(gateway_shards=2, max_concurrency=2)
        playground = await stack.enter_async_context(Playground.serve(None, pace=pace))
        client = await stack.enter_async_context(SimClient(playground.url))
        outside = Outside(playground, client, shared.database_url, shared.redis_url, folder, TTL_S)
        bots = [await stack.enter_async_context(outside.bot()) for _ in range(2)]
        await both_serve(shared.database_url)
        crowd = Crowd(outside, [guild.id for guild in playground.guilds])
        await crowd.join(PLAYERS)
        yield Play(crowd, bots, shared.redis_url, data_dir)


async def both_serve(database_url: str) -> None:
    """Wait until two instances own shards: one that has begun to serve survives what ends a start."""
    connection = await asyncpg.connect(database_url)
    try:
        with anyio.fail_after(60):
            while len(await connection.fetch("SELECT DISTINCT owner FROM shard")) < 2:
                await anyio.sleep(0.1)
    finally:
        await connection.close()


async def test_redis_loses_everything_while_people_play(play: Play) -> None:
    async with play.crowd.playing():
        await anyio.sleep(PLAYS_FOR_S)
        async with redis.Redis.from_url(play.redis_url) as client:
            await client.flushall()
        await anyio.sleep(PLAYS_FOR_S)
    await play.assert_it_goes_on()


@pytest.mark.parametrize("server", ["valkey", "postgres"])
async def test_a_server_dies_and_is_started_again_while_people_play(play: Play, server: str) -> None:
    async with play.crowd.playing():
        await anyio.sleep(PLAYS_FOR_S)
        died = await to_thread.run_sync(server_process, play.data_dir, server)
        os.kill(died, signal.SIGKILL)
        await anyio.sleep(PLAYS_FOR_S)
    await play.assert_it_goes_on()
    assert await to_thread.run_sync(server_process, play.data_dir, server) != died
