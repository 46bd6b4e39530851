"""Leases on shards and their like: in Redis for several instances, or granted at once to the only one.

A lease only says who should try; what keeps two owners apart are the tokens in the store.
"""

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio
from redis.asyncio import Redis
from redis.exceptions import RedisError

from actors.errors import LeasesUnavailable
from actors.ports import Member, View
from persistence.members import RedisMembers
from persistence.patience import patience

ACQUIRE: Final = """
local mine = {}
for n, key in ipairs(KEYS) do
    if redis.call('SET', key, ARGV[1], 'PX', ARGV[2], 'NX') then
        mine[#mine + 1] = n
    elseif redis.call('GET', key) == ARGV[1] then
        redis.call('PEXPIRE', key, ARGV[2])
        mine[#mine + 1] = n
    end
end
return mine
"""

RENEW: Final = """
local mine = {}
for n, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[1] then
        redis.call('PEXPIRE', key, ARGV[2])
        mine[#mine + 1] = n
    end
end
return mine
"""

RELEASE: Final = """
for _, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[1] then
        redis.call('DEL', key)
    end
end
return {}
"""


class LocalLeases:
    """Grants every shard to the one instance that there is."""

    def __init__(self, owner: str, *, ttl_s: float = 10.0) -> None:
        self._owner = owner
        self._ttl_s = ttl_s
        self._held: set[int] = set()

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts without renewal, in seconds."""
        return self._ttl_s

    @property
    def shared(self) -> bool:
        """Whether several instances may meet here."""
        return False

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease all of them."""
        self._held |= set(shards)
        return frozenset(shards)

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Return those that are held."""
        return frozenset(shards) & self._held

    async def release(self, shards: Collection[int]) -> None:
        """Give them up."""
        self._held -= set(shards)

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Name this instance for each shard that is held."""
        return dict.fromkeys(self._held.intersection(shards), self._owner)

    async def beat(self, me: Member) -> View:
        """Return this instance alone, as ever."""
        return View((me,), math.inf)

    async def leave(self) -> None:
        """Do nothing: nobody else would know."""


class RedisLeases:
    """A key per shard, `<cluster id>:lease:<shard>`, whose value is the owner's instance id.

    What else is leased in the same way has a `namespace` of its own, with members of its own.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        cluster_id: str,
        owner: str,
        ttl_s: float = 10.0,
        timeout_s: float = 2.0,
        namespace: str = "lease",
    ) -> None:
        self._redis = redis
        self._prefix = f"{cluster_id}:{namespace}:"
        self._owner = owner
        self._ttl_s = ttl_s
        self._timeout_s = timeout_s
        self._acquire = redis.register_script(ACQUIRE)
        self._renew = redis.register_script(RENEW)
        self._release = redis.register_script(RELEASE)
        self._members = RedisMembers(
            redis, prefix=self._prefix, since=f"{cluster_id}:since", owner=owner, ttl_s=ttl_s
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        redis_url: str,
        *,
        cluster_id: str,
        owner: str,
        ttl_s: float = 10.0,
        timeout_s: float = 2.0,
        namespace: str = "lease",
    ) -> AsyncIterator["RedisLeases"]:
        """Open leases on a Redis or Valkey; it is connected to when first needed."""
        redis = Redis.from_url(redis_url, decode_responses=True, socket_connect_timeout=timeout_s)
        try:
            yield cls(
                redis,
                cluster_id=cluster_id,
                owner=owner,
                ttl_s=ttl_s,
                timeout_s=timeout_s,
                namespace=namespace,
            )
        finally:
            with anyio.CancelScope(shield=True):
                await redis.aclose()

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts without renewal, in seconds."""
        return self._ttl_s

    @property
    def shared(self) -> bool:
        """Whether several instances may meet here."""
        return True

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease those that are free or mine already; return what is mine now."""
        return await self._mine(self._acquire, list(shards))

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Extend those that are mine; return them."""
        return await self._mine(self._renew, list(shards))

    async def release(self, shards: Collection[int]) -> None:
        """Give up those that are mine; a lease that has passed to another is left alone."""
        await self._mine(self._release, list(shards))

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return the instance that leases each shard, where one does."""
        numbers = list(shards)
        if not numbers:
            return {}
        found: Sequence[Any] = await self._call(lambda: self._redis.mget(self._keys(numbers)))
        return {number: owner for number, owner in zip(numbers, found, strict=True) if owner is not None}

    async def beat(self, me: Member) -> View:
        """Say that this instance lives, for a ttl from now; return all that do."""
        return await self._call(lambda: self._members.beat(me))

    async def leave(self) -> None:
        """Say that this instance is gone."""
        await self._call(self._members.leave)

    async def vouch(self) -> None:
        """Let the view of who lives count as old; see the function of this name."""
        await self._call(self._members.vouch)

    async def _mine(self, script: Callable[..., Any], numbers: Sequence[int]) -> frozenset[int]:
        if not numbers:
            return frozenset()
        arguments = [self._owner, int(self._ttl_s * 1000)]
        places = await self._call(lambda: script(keys=self._keys(numbers), args=arguments))
        return frozenset(numbers[place - 1] for place in places)

    async def _call[T](self, send: Callable[[], Awaitable[T]]) -> T:
        """Wait for an answer, but not for long: a lease that is learned of late is worth nothing."""
        try:
            async with patience(self._timeout_s):
                return await send()
        except (RedisError, OSError, TimeoutError) as error:
            raise LeasesUnavailable(f"{type(error).__name__}: {error}") from error

    def _keys(self, numbers: Sequence[int]) -> list[str]:
        return [f"{self._prefix}{number}" for number in numbers]


async def vouch(redis_url: str, cluster_id: str, *, timeout_s: float = 2.0) -> None:
    """Say that no other instance of a cluster can use this Redis: its view of who lives counts as old.

    For who has just started a Redis of its own, until that loses everything. Raises `LeasesUnavailable`.
    """
    async with RedisLeases.open(redis_url, cluster_id=cluster_id, owner="", timeout_s=timeout_s) as leases:
        await leases.vouch()
