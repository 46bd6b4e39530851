"""Three processes under one bot token, before one Discord with eight gateway shards."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from persistence.cluster import check
from persistence.migrate import migrate
from persistence.redis_seats import RedisSeats
from persistence.scripts import Scripts
from persistence.seats import Seat
from reve.playground.client import Handle, SimClient
from reve.playground.pace import Pace
from reve.playground.server import Playground
from tests.end_to_end.process import Bot, Outside

SHARDS = 8
PACE = Pace(identify_every_s=0.5, gateway_shards=SHARDS, max_concurrency=2)
TTL_S = 4.0
COMES_ABOUT_WITHIN_S = 90


@dataclass(frozen=True, slots=True)
class Trio:
    """Three processes, and a look at who leases what."""

    outside: Outside
    bots: list[Bot]
    seats: RedisSeats
    guilds: dict[int, int]
    """A guild of each gateway shard."""

    async def shared_by(self, count: int) -> None:
        """Wait until so many instances serve everything, each its part, with one session for each."""
        async with asyncio.timeout(COMES_ABOUT_WITHIN_S):
            while not self._is_shared(await self.seats.renew(SHARDS, held={}), count):
                await asyncio.sleep(0.05)

    def _is_shared(self, seats: object, count: int) -> bool:
        assert isinstance(seats, dict)
        found: dict[int, Seat] = seats
        sizes = Counter(seat.holder for seat in found.values() if seat.serving and seat.successor is None)
        sessions = [each["shard"] for each in self.outside.playground.gateway.sessions() if each["connected"]]
        return (
            sorted(sessions) == [[shard, SHARDS] for shard in range(SHARDS)]
            and (sizes.total(), len(sizes)) == (SHARDS, count)
            and max(sizes.values()) - min(sizes.values()) <= 1
        )

    async def ask_everywhere(self) -> list[Handle]:
        """Use a command in a guild of each gateway shard."""
        user, client = self.outside.playground.users[0].id, self.outside.client
        return [await client.slash(user=user, guild=guild, command="help") for guild in self.guilds.values()]

    async def ask_until(self, over: Callable[[], bool]) -> list[Handle]:
        """Use commands everywhere again and again, until something is over."""
        asked: list[Handle] = []
        async with asyncio.timeout(COMES_ABOUT_WITHIN_S):
            while not over():
                asked += await self.ask_everywhere()
                await asyncio.sleep(0.5)
        return asked


@asynccontextmanager
async def serving_trio(
    database_url: str, redis_url: str, folder: Path, *, ttl_s: float = TTL_S
) -> AsyncIterator[Trio]:
    """Run three processes that serve; at the end see whether Discord had anything to complain about."""
    await migrate(database_url)
    async with AsyncExitStack() as stack:
        playground = await stack.enter_async_context(Playground.serve(None, pace=PACE))
        client = await stack.enter_async_context(SimClient(playground.url))
        scripts = await stack.enter_async_context(Scripts.open(redis_url))
        seats = RedisSeats(scripts, cluster_id=await check(database_url), name="gateway", owner="an onlooker")
        guilds: dict[int, int] = {}
        while len(guilds) < SHARDS:
            guild = await client.add_guild("A guild", owner=playground.users[0].id)
            guilds.setdefault((guild >> 22) % SHARDS, guild)
        outside = Outside(playground, client, database_url, redis_url, folder, lease_ttl_s=ttl_s)
        bots = [await stack.enter_async_context(outside.bot()) for _ in range(3)]
        trio = Trio(outside, bots, seats, guilds)
        await trio.shared_by(3)
        yield trio
        assert playground.gateway.identifies.out_of_turn == 0, "Discord's pace was not kept"
        assert [str(each) for each in playground.conversation.forgive()] == []
