"""Several bots under one token, before one local Discord: they share a runtime, a Redis, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from actors.errors import LeasesUnavailable
from actors.testing import MemoryStore
from persistence.errands import RedisErrands
from persistence.redis_seats import RedisSeats
from persistence.scripts import Scripts
from persistence.turnstile import RedisTurnstile
from reve.bot.app import App, Parts
from reve.bot.gateway import Sharing, State
from reve.bot.gateway.ports import GatewayLeases
from reve.playground.client import Handle, SimClient
from reve.playground.pace import Pace
from reve.playground.server import Playground
from tests.bot.stage import (
    SECRET,
    Backstage,
    Heard,
    NoReader,
    QuietUpkeep,
    SmallCards,
    StoredBoards,
    StoredJournal,
    host_on,
    shipped_world,
)

SHARDS = 8
PACE = Pace(identify_every_s=0.2, gateway_shards=SHARDS, max_concurrency=4)
TTL_S = 1.0


class CutOff(Scripts):
    """A way to Redis that can be cut, as for a process that is gone."""

    def __init__(self, way: Scripts) -> None:
        self._way = way
        self.cut = False

    async def run(self, script: str, key: str, *arguments: Any) -> Any:
        if self.cut:
            raise LeasesUnavailable("it is cut")
        return await self._way.run(script, key, *arguments)


class Gated:
    """Leases that pass on nothing while a gate is shut; all else is as ever."""

    def __init__(self, leases: GatewayLeases, gate: asyncio.Event) -> None:
        self._leases = leases
        self._gate = gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._leases, name)

    async def take_over(self, number: int, holder: str) -> bool:
        return self._gate.is_set() and await self._leases.take_over(number, holder)


@dataclass
class Hand:
    """One bot of the crew."""

    app: App
    way: CutOff
    running: asyncio.Task[None]
    is_member: bool = True

    @property
    def held(self) -> set[int]:
        """The gateway shards that it holds and is connected for."""
        return {each.shard for each in self.app.gateway() if each.held and each.state is State.READY}

    async def leave(self) -> None:
        """Stop as a deploy does."""
        await self.app.close()
        await self.running

    async def die(self) -> None:
        """Be gone at once, without a word to Redis."""
        self.way.cut = True
        self.is_member = False
        self.running.cancel()
        await asyncio.wait([self.running])


@dataclass
class Crew:
    """All bots, and what is around them."""

    playground: Playground
    client: SimClient
    backstage: Backstage
    store: MemoryStore
    scripts: Scripts
    guilds: dict[int, int]
    """A guild of each gateway shard."""
    hands: dict[str, Hand] = field(default_factory=dict)

    @property
    def ada(self) -> int:
        return self.playground.users[0].id

    def sharing(self, me: str, way: Scripts) -> Sharing:
        """What a bot shares with the others."""
        return Sharing(
            me=me,
            leases=RedisSeats(way, cluster_id="abc", name="gateway", owner=me, ttl_s=TTL_S),
            turnstile=RedisTurnstile(way, cluster_id="abc"),
            errands=RedisErrands(way, cluster_id="abc", owner=me),
            members=lambda: [name for name, hand in self.hands.items() if hand.is_member],
            identify_every_s=PACE.identify_every_s,
        )

    def join(self, name: str, *, gate: asyncio.Event | None = None) -> Hand:
        """Start a bot; with a gate it takes nothing over before that is set."""
        way = CutOff(self.scripts)
        sharing = self.sharing(name, way)
        if gate is not None:
            sharing = replace(sharing, leases=Gated(sharing.leases, gate))
        parts = Parts(
            runtime=self.backstage,
            journal=StoredJournal(self.store),
            boards=StoredBoards(self.store, self.playground),
            cards=SmallCards(),
            world=shipped_world,
            packs=NoReader(),
            upkeep=QuietUpkeep(),
            observed=Heard(),
            secret=SECRET,
            api_base=self.playground.url,
            sharing=sharing,
        )
        app = App(parts)
        hand = Hand(app, way, asyncio.create_task(app.run(self.playground.token, sync=True)))
        self.hands[name] = hand
        return hand

    async def until(self, holds: Callable[[], bool], within_s: float = 20.0) -> None:
        """Wait until something holds; fail with what each bot says otherwise."""
        try:
            async with asyncio.timeout(within_s):
                while not holds():
                    for hand in self.hands.values():
                        if hand.running.done() and not hand.running.cancelled():
                            hand.running.result()
                    await asyncio.sleep(0.02)
        except TimeoutError:
            said = {name: hand.app.gateway() for name, hand in self.hands.items()}
            pytest.fail(f"it does not come about: {said}")

    def balanced(self, *names: str) -> bool:
        """Whether these serve everything, each its part, and each gateway shard has one session."""
        held = [self.hands[name].held for name in names]
        sessions = [each["shard"][0] for each in self.playground.gateway.sessions() if each["connected"]]
        sizes = [len(each) for each in held]
        return (
            sorted(shard for each in held for shard in each) == list(range(SHARDS)) == sorted(sessions)
            and max(sizes) - min(sizes) <= 1
        )

    async def help(self, shard: int) -> Handle:
        """Use a command in a guild of a gateway shard."""
        return await self.client.slash(user=self.ada, guild=self.guilds[shard], command="help")

    @property
    def identifies(self) -> int:
        """How many sessions were started today."""
        return PACE.identifies_a_day - int(self.playground.gateway.identifies.shown()["remaining"])


@asynccontextmanager
async def gathered(redis_url: str) -> AsyncIterator[Crew]:
    """Have a Discord with a guild for each gateway shard, and no bot yet; leave none behind."""
    store = MemoryStore(clock_ms=None)
    async with (
        Playground.serve(None, pace=replace(PACE)) as playground,
        SimClient(playground.url) as client,
        Scripts.open(redis_url) as scripts,
        host_on(store).serving() as host,
    ):
        guilds: dict[int, int] = {guild.id >> 22 & SHARDS - 1: guild.id for guild in playground.guilds}
        while len(guilds) < SHARDS:
            guild = await client.add_guild("Another", owner=playground.users[0].id)
            guilds.setdefault((guild >> 22) % SHARDS, guild)
            await asyncio.sleep(0.001)
        crew = Crew(playground, client, Backstage(host), store, scripts, guilds)
        try:
            yield crew
        finally:
            for hand in crew.hands.values():
                if not hand.running.done():
                    hand.is_member = False
                    await hand.die()
        assert playground.conversation.forgive() == []
        assert playground.gateway.identifies.out_of_turn == 0
