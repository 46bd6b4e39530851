"""Redis forgets, restarts, freezes, is away, lies, and stays while Postgres is gone."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import anyio
from redis.exceptions import RedisError

from reve.chaos.arena import Arena, NotFired
from reve.chaos.cluster import Instance
from reve.chaos.faults.fault import Fault

FREEZE_S: Final = 5.0
AWAY_S: Final = 60.0
STRANGER: Final = "nobody of this cluster"


async def flush_all(arena: Arena) -> str:
    """Erase everything in Redis."""
    async with arena.servers.redis() as redis:
        had = await redis.dbsize()
        await redis.flushall()
    if not had:
        raise NotFired("there was nothing to erase")
    return f"{had} keys were erased"


async def restart_empty(arena: Arena) -> str:
    """Restart Redis; it remembers nothing."""
    before = await _run_id(arena)
    await arena.servers.stop_redis()
    await arena.servers.start_redis()
    if await _run_id(arena) == before:
        raise NotFired("it is the same server still")
    return "another run of the server"


async def freeze(arena: Arena) -> str:
    """Stop the process of Redis for a while."""
    process = await arena.servers.redis_process()
    process.suspend()
    try:
        await anyio.sleep(FREEZE_S)
        silent = not await _answers(arena)
    finally:
        process.resume()
    if not silent:
        raise NotFired("it answered")
    return f"no answer for {FREEZE_S:.0f} s"


async def away(arena: Arena) -> str:
    """Be without Redis for a minute; a neighbour with one instance must not notice."""
    began_s = time.monotonic()
    await arena.servers.stop_redis()
    try:
        await anyio.sleep(AWAY_S)
        if await _answers(arena):
            raise NotFired("it answered")
    finally:
        await arena.servers.start_redis()
    seen = [one for one in arena.neighbours.seen if one.began_s > began_s]
    refused = sum(once.error is not None for one in seen for once in one.tries)
    arena.figures["refused of a single instance, Redis away"] = refused
    arena.figures["asked of a single instance, Redis away"] = len(seen)
    return f"no Redis for {AWAY_S:.0f} s"


async def lease_overwritten(arena: Arena) -> str:
    """Write a stranger into the leases of some shards."""
    victim = (await arena.owners())[0]
    shards = (await arena.owned(victim))[:5]
    keys = [f"{arena.database.cluster_id}:lease:{shard}" for shard in shards]
    async with arena.servers.redis() as redis:
        before = await redis.mget(keys)
        for key in keys:
            await redis.set(key, STRANGER, px=int(arena.ttl_s * 2000))
    if victim.name not in before:
        raise NotFired("the leases were not the victim's")
    return f"{len(keys)} leases name a stranger"


async def subscribers_killed(arena: Arena) -> str:
    """End the connections that listen."""
    async with arena.servers.redis() as redis:
        ended = int(await redis.client_kill_filter(_type="pubsub"))
    if not ended:
        raise NotFired("nobody listened")
    return f"{ended} connections were ended"


async def redis_without_postgres(arena: Arena) -> str:
    """Let one instance reach Redis but not Postgres, until others have taken what it owned."""
    victim = (await arena.owners())[0]
    owned = await arena.owned(victim)
    before = await arena.epochs()
    async with _no_postgres_for(victim):
        await anyio.sleep(arena.ttl_s * 3)
        after = await arena.epochs()
    moved = sum(after[shard] != before[shard] for shard in owned)
    if not moved:
        raise NotFired("nobody took its shards")
    return f"{moved} of {len(owned)} shards went elsewhere"


@asynccontextmanager
async def _no_postgres_for(victim: Instance) -> AsyncIterator[None]:
    await victim.postgres.close()
    try:
        yield
    finally:
        await victim.postgres.open()


async def _run_id(arena: Arena) -> str:
    async with arena.servers.redis() as redis:
        return str((await redis.info("server"))["run_id"])


async def _answers(arena: Arena) -> bool:
    try:
        async with arena.servers.redis() as redis:
            await redis.ping()
    except (RedisError, OSError):
        return False
    return True


FAULTS: Final = (
    Fault("Redis: all erased", flush_all),
    Fault("Redis: restarted empty", restart_empty),
    Fault("Redis: frozen for 5 s", freeze),
    Fault("Redis: away for a minute", away, alone=True),
    Fault("Redis: leases overwritten", lease_overwritten),
    Fault("Redis: subscribers killed", subscribers_killed, joint=True),
    Fault("Redis without Postgres", redis_without_postgres, joint=True),
)
