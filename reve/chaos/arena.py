"""Where faults happen: the servers, two clusters and their clients, and what faults leave to be known."""

import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

import anyio

from actors.identity import ActorId, shard_of
from actors.testing import Change
from reve.chaos.clients import Crowd
from reve.chaos.cluster import Cluster, Instance
from reve.chaos.handovers import Handover
from reve.chaos.observation import End, Observation
from reve.chaos.sample import purse
from reve.chaos.servers import Database, OwnServers

TAKEN_AGO: Final = """
    SELECT shard, extract(epoch from clock_timestamp() - taken_at)::float8 AS ago_s
    FROM shard WHERE taken_at IS NOT NULL
"""


class NotFired(Exception):
    """The fault did not take effect; the text says what was missing."""


@dataclass(eq=False, slots=True)
class Arena:
    """What a fault may lay its hands on. Mutable: what faults leave grows."""

    servers: OwnServers
    cluster: Cluster
    neighbour: Cluster
    crowd: Crowd
    neighbours: Crowd
    dice: Random
    size: int
    calm: bool = True
    """Whether at most one fault strikes at a time, so that times can be told."""
    handovers: list[Handover] = field(default_factory=list)
    lost: dict[int, float] = field(default_factory=dict)
    """The commands that a database set back has lost, and when that was."""
    figures: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    """What a fault has seen that must not be."""
    others: list[Crowd] = field(default_factory=list)
    """Those of clusters that were made for one fault."""
    _fresh: Any = field(default_factory=lambda: itertools.count(1_000))

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts."""
        return self.cluster.ttl_s

    @property
    def database(self) -> Database:
        """The database of the main cluster."""
        return self.cluster.database

    def fresh(self) -> ActorId:
        """Return a purse that nobody has used."""
        return purse(next(self._fresh))

    async def fresh_of(self, instance: Instance) -> ActorId:
        """Return a purse that nobody has used, of a shard that an instance owns."""
        owned = set(await self.owned(instance))
        if not owned:
            raise NotFired(f"{instance.name} owns nothing")
        return next(actor for actor in iter(self.fresh, None) if shard_of(actor) in owned)

    async def owned(self, instance: Instance) -> list[int]:
        """Return the shards that an instance serves."""
        shards: list[int] = (await instance.ask("inspect"))["owned"]
        return shards

    async def owner(self, actor: ActorId) -> Instance:
        """Return the instance that took an actor's shard last, and lives."""
        rows = await self.database.fetch("SELECT owner FROM shard WHERE shard = $1", shard_of(actor))
        for instance in self.cluster.open:
            if rows and instance.name == rows[0]["owner"]:
                return instance
        raise NotFired(f"nobody who lives owns {actor}")

    async def owners(self) -> list[Instance]:
        """Return the open instances that own something, those that own most first; raises `NotFired`."""
        owned = {one: len(await self.owned(one)) for one in self.cluster.open}
        found = sorted((one for one in owned if owned[one]), key=lambda one: -owned[one])
        if not found:
            raise NotFired("nobody owns anything")
        return found

    async def leaver(self) -> Instance:
        """Return an open instance that owns something and leaves now; no other fault gets the same.

        Whoever is asked twice to stop ends without having drained. Raises `NotFired`.
        """
        for instance in await self.owners():
            if not instance.leaving:
                instance.leaving = True
                return instance
        raise NotFired("all who own something are leaving")

    async def earn(self, actor: ActorId, amount: int = 100, **how: Any) -> Observation:
        """Have coins put into a purse."""
        return await self.crowd.ask([actor], Change(amount), **how)

    async def must_earn(self, actor: ActorId, amount: int = 100, **how: Any) -> Observation:
        """Have coins put into a purse; raises `NotFired` when that does not succeed in time."""
        how.setdefault("within_s", 30.0)
        seen = await self.earn(actor, amount, **how)
        if seen.end is not End.ANSWERED:
            errors = [once.error for once in seen.tries]
            raise NotFired(f"{actor} could not be prepared: {errors[-3:]}")
        return seen

    async def fence(self, actor: ActorId) -> None:
        """Put a foreign token in force for an actor's shard, so that its owner loses and reloads it."""
        await self.database.fetch(
            "UPDATE shard SET epoch = epoch + 1, nonce = $2 WHERE shard = $1",
            shard_of(actor),
            self.dice.getrandbits(62),
        )

    async def served_again(self, within_s: float = 30.0) -> None:
        """Wait until purses of many shards are served, or for as long as that."""
        async with anyio.create_task_group() as tasks:
            for _ in range(8):
                tasks.start_soon(lambda: self.earn(self.fresh(), 1, within_s=within_s))

    @asynccontextmanager
    async def watching(self, what: str) -> AsyncIterator[None]:
        """Note which shards change hands during a block and until all are served again."""
        before, began_s = await self.epochs(), time.monotonic()
        yield
        await self.served_again()
        after, taken_s = await self.epochs(), await self._taken()
        moved = {n: taken_s[n] for n in after if after[n] != before[n]}
        if self.calm:
            self.handovers.append(Handover(what, began_s, time.monotonic(), moved))

    @asynccontextmanager
    async def another_cluster(self, name: str) -> AsyncIterator[Crowd]:
        """Have a cluster on a database of its own for a block; its history is judged with the others'."""
        database = await Database.create(self.servers.postgres_url, f"{name}_{len(self.others) + 1}")
        theirs = replace(self.cluster, database=database, instances=[])
        crowd = Crowd(theirs, self.dice, deadline_s=self.crowd.deadline_s)
        self.others.append(crowd)
        try:
            yield crowd
        except BaseException:
            await theirs.close()
            raise

    async def restore(self) -> None:
        """Have as many instances as there were at the beginning: a fault may have failed half-way."""
        for cluster in (self.cluster, self.neighbour):
            self.wrong += [f"{name} ended by itself" for name in await cluster.bury_dead()]
        while len(self.cluster.open) < self.size:
            await self.cluster.start()

    async def epochs(self) -> dict[int, int]:
        """Return the epoch of each shard."""
        return {row["shard"]: row["epoch"] for row in await self.database.fetch("SELECT * FROM shard")}

    async def _taken(self) -> dict[int, float]:
        """Return when each shard was taken last, by the clock of this process."""
        rows, now_s = await self.database.fetch(TAKEN_AGO), time.monotonic()
        return {row["shard"]: now_s - row["ago_s"] for row in rows}

    async def until(self, holds: Callable[[], Any], within_s: float, missing: str) -> None:
        """Wait until something holds; raises `NotFired` with what is missing otherwise."""
        with anyio.move_on_after(within_s):
            while not await holds():  # noqa: ASYNC110 - other processes tell nobody
                await anyio.sleep(0.05)
            return
        raise NotFired(missing)
