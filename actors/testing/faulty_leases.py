"""A process' way to leases in memory, on which calls fail or hang."""

from collections.abc import Collection, Mapping

import anyio

from actors.errors import LeasesUnavailable
from actors.ports import Member, View
from actors.testing.leases import LeaseTable, MemoryLeases
from actors.testing.weather import Cut, Line, Weather


class FaultyLeases:
    """`Leases` of one process. Spells: `leases` (all fail), `frozen leases` (all wait for the end)."""

    def __init__(self, owner: str, table: LeaseTable, weather: Weather, line: Line, *, ttl_s: float) -> None:
        self._base = MemoryLeases(owner, table, ttl_s=ttl_s)
        self._weather = weather
        self._line = line

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts."""
        return self._base.ttl_s

    @property
    def shared(self) -> bool:
        """Others meet here."""
        return True

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease what is free or mine."""
        await self._go()
        return await self._base.acquire(shards)

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Extend what is mine."""
        await self._go()
        return await self._base.renew(shards)

    async def release(self, shards: Collection[int]) -> None:
        """Give up what is mine."""
        await self._go()
        await self._base.release(shards)

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Ask who leases what."""
        await self._go()
        return await self._base.owners(shards)

    async def beat(self, me: Member) -> View:
        """Live for a ttl."""
        await self._go()
        return await self._base.beat(me)

    async def leave(self) -> None:
        """Be gone."""
        await self._go()
        await self._base.leave()

    async def _go(self) -> None:
        if self._line.dead:
            raise Cut
        frozen = self._weather.during("frozen leases", f"frozen leases of {self._line.name}")
        if frozen is not None:
            await anyio.sleep(frozen[1] - anyio.current_time())
        await self._weather.travel()
        if self._line.dead:
            raise Cut
        if self._weather.during("leases", f"leases of {self._line.name}"):
            raise LeasesUnavailable("the leases are away")
