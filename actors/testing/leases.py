"""Leases in memory, for several hosts in one process."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import anyio
import anyio.lowlevel

from actors.ports import Member, View


@dataclass(slots=True)
class LeaseTable:
    """What a lease service holds: owner and end of each lease, members and their ends. Mutable.

    `since_s` is when it began to keep count: `-inf` for a service that was always there, None for
    one that begins with the next beat.
    """

    leases: dict[int, tuple[str, float]] = field(default_factory=dict)
    members: dict[str, tuple[Member, float]] = field(default_factory=dict)
    since_s: float | None = float("-inf")

    def wipe(self) -> None:
        """Lose everything."""
        self.leases.clear()
        self.members.clear()
        self.since_s = None


class MemoryLeases:
    """`Leases` in memory; several hosts may share one `table`. `faults` meet the next calls."""

    def __init__(self, owner: str, table: LeaseTable | None = None, *, ttl_s: float = 10.0) -> None:
        self.owner = owner
        self.table = table or LeaseTable()
        self.ttl_s = ttl_s
        self.shared = True
        self.faults: deque[Exception] = deque()

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease what is free or mine."""
        await self._call()
        mine = frozenset(n for n in shards if self._holder(n) in (None, self.owner))
        self._extend(mine)
        return mine

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Extend what is still mine."""
        await self._call()
        mine = frozenset(n for n in shards if self._holder(n) == self.owner)
        self._extend(mine)
        return mine

    async def release(self, shards: Collection[int]) -> None:
        """Give up what is mine."""
        await self._call()
        for n in shards:
            if self._holder(n) == self.owner:
                del self.table.leases[n]

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return who leases each shard."""
        await self._call()
        return {n: holder for n in shards if (holder := self._holder(n)) is not None}

    async def beat(self, me: Member) -> View:
        """Live for a ttl from now."""
        await self._call()
        now_s = anyio.current_time()
        members = self.table.members
        members[self.owner] = (me, now_s + self.ttl_s)
        if self.table.since_s is None:
            self.table.since_s = now_s
        for gone in [name for name, (_, until_s) in members.items() if until_s <= now_s]:
            del members[gone]
        return View(tuple(members[name][0] for name in sorted(members)), now_s - self.table.since_s)

    async def leave(self) -> None:
        """Be gone."""
        await self._call()
        self.table.members.pop(self.owner, None)

    def _holder(self, shard: int) -> str | None:
        holder, until_s = self.table.leases.get(shard, (None, 0.0))
        return holder if until_s > anyio.current_time() else None

    def _extend(self, shards: Collection[int]) -> None:
        until_s = anyio.current_time() + self.ttl_s
        self.table.leases |= dict.fromkeys(shards, (self.owner, until_s))

    async def _call(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.faults:
            raise self.faults.popleft()
