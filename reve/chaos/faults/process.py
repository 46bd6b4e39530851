"""Processes stop, die, are blocked, and are wrong about the time."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final

import anyio

from reve.chaos.arena import Arena, NotFired
from reve.chaos.faults.cluster import owns_something
from reve.chaos.faults.fault import Fault

DAY_S: Final = 86_400.0
STORED: Final = "SELECT max(at) AS at FROM delta WHERE kind = $1 AND key = $2"


async def paused(arena: Arena) -> str:
    """Stop a process for longer than its leases last, and let it go on."""
    victim = (await arena.owners())[0]
    actor = await arena.fresh_of(victim)
    await arena.must_earn(actor, via=victim)
    paused_s = arena.ttl_s * 1.7
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lambda: arena.earn(actor, via=victim))
        victim.pause()
        try:
            await anyio.sleep(paused_s)
        finally:
            victim.resume()
    return f"{victim.name} stood still for {paused_s:.1f} s"


async def killed(arena: Arena) -> str:
    """Kill an instance, and start another one."""
    victim = await arena.leaver()
    async with arena.watching("crash"):
        status = await arena.cluster.kill(victim)
    await arena.cluster.start()
    if status >= 0 and status != 1:
        raise NotFired(f"it ended by itself with {status}")
    return f"{victim.name} was killed"


async def blocked(arena: Arena) -> str:
    """Keep an instance's event loop from running for longer than a third of its leases' life."""
    victim = (await arena.owners())[0]
    began_s, wished_s = time.monotonic(), arena.ttl_s * 1.2
    await victim.ask("block", for_s=wished_s, patience_s=wished_s * 3)
    return f"the loop of {victim.name} was blocked for {time.monotonic() - began_s:.1f} s"


async def a_day_ahead(arena: Arena) -> str:
    """Let an instance join whose wall clock is a day ahead; what it stores is of today."""
    stranger = await arena.cluster.start(wall_ahead_s=DAY_S)
    try:
        await owns_something(arena, stranger)
        actor = await arena.fresh_of(stranger)
        await arena.must_earn(actor, via=stranger)
        wall_s = (await stranger.ask("inspect"))["wall_s"]
        (row,) = await arena.database.fetch(STORED, *actor)
        if row["at"] > datetime.now(UTC) + timedelta(minutes=1):
            arena.wrong.append(f"{stranger.name}, whose clock is a day ahead, stored {row['at']}")
    finally:
        await arena.cluster.stop(stranger)
    if wall_s < time.time() + DAY_S / 2:
        raise NotFired("its clock was right")
    return f"{stranger.name} was {(wall_s - time.time()) / 3600:.0f} h ahead"


FAULTS: Final = (
    Fault("process stopped and continued", paused),
    Fault("process killed", killed, joint=True),
    Fault("event loop blocked", blocked),
    Fault("wall clock a day ahead", a_day_ahead, joint=True),
)
