"""Two clusters on one Redis, and each is told what was meant for the other."""

from typing import Final

import anyio
from redis.asyncio import Redis

from reve.chaos.arena import Arena, NotFired
from reve.chaos.cluster import Cluster
from reve.chaos.faults.fault import Fault

LISTEN_S: Final = 5.0
ENOUGH: Final = 20


async def two_clusters(arena: Arena) -> str:
    """Have both keep their leases side by side, and send each what it must refuse."""
    ours, theirs = await _keys(arena, arena.cluster), await _keys(arena, arena.neighbour)
    if not ours or not theirs:
        raise NotFired("only one cluster has keys there")
    told = await _mislead(arena, arena.cluster, arena.neighbour)
    told += await _mislead(arena, arena.neighbour, arena.cluster)
    return f"{ours} and {theirs} keys side by side; {told} messages of the one were heard by the other"


async def _keys(arena: Arena, cluster: Cluster) -> int:
    async with arena.servers.redis() as redis:
        return len(await redis.keys(f"{cluster.database.cluster_id}:*"))


async def _mislead(arena: Arena, source: Cluster, target: Cluster) -> int:
    """Send a cluster what is heard of another one; return how often somebody heard it."""
    channels = [f"{target.database.cluster_id}:inbox:{one.name}" for one in target.open]
    heard = 0
    async with Redis.from_url(arena.servers.redis_url) as redis:
        for data in await _overheard(redis, f"{source.database.cluster_id}:*"):
            for channel in (*channels, f"{target.database.cluster_id}:all"):
                heard += await redis.publish(channel, data)
    if not heard:
        raise NotFired("nobody heard what was meant for others")
    return heard


async def _overheard(redis: Redis, pattern: str) -> list[bytes]:
    found: list[bytes] = []
    async with redis.pubsub() as listening:
        await listening.psubscribe(pattern)
        with anyio.move_on_after(LISTEN_S):
            while len(found) < ENOUGH:
                message = await listening.get_message(ignore_subscribe_messages=True, timeout=1.0)
                if message is not None:
                    found.append(message["data"])
    return found


FAULTS: Final = (Fault("cluster: two on one Redis", two_clusters),)
