"""Instances come and go, one or many at a time, of two releases, beside another cluster."""

from typing import Final

import anyio

from reve.chaos.arena import Arena
from reve.chaos.cluster import Instance
from reve.chaos.faults.fault import Fault


async def joins(arena: Arena) -> str:
    """Let an instance join."""
    async with arena.watching("join"):
        stranger = await arena.cluster.start()
        await owns_something(arena, stranger)
    owned = len(await arena.owned(stranger))
    await arena.cluster.stop(stranger)
    return f"{stranger.name} came to own {owned} shards"


async def leaves(arena: Arena) -> str:
    """Let an instance leave in good order, and another one take its place."""
    victim = await arena.leaver()
    owned = len(await arena.owned(victim))
    async with arena.watching("leave"):
        status = await arena.cluster.stop(victim)
    if status:
        arena.wrong.append(f"{victim.name} left with the status {status}")
    await arena.cluster.start()
    return f"{victim.name} left {owned} shards"


async def both(arena: Arena) -> str:
    """Let one join while another one leaves."""
    victim = await arena.leaver()
    async with arena.watching("join and leave"), anyio.create_task_group() as tasks:
        tasks.start_soon(arena.cluster.stop, victim)
        tasks.start_soon(arena.cluster.start)
    return f"{victim.name} left while another one came"


async def all_restarted(arena: Arena) -> str:
    """Restart all at once."""
    leaving = list(arena.cluster.open)
    for instance in leaving:
        instance.leaving = True
    async with anyio.create_task_group() as tasks:
        for instance in leaving:
            tasks.start_soon(arena.cluster.stop, instance)
    async with anyio.create_task_group() as tasks:
        for _ in leaving:
            tasks.start_soon(arena.cluster.start)
    await arena.served_again()
    return f"{len(leaving)} instances were restarted together"


async def owns_something(arena: Arena, instance: Instance) -> None:
    """Wait until an instance owns a shard; raises `NotFired` when it never does."""

    async def owns() -> bool:
        return bool(await arena.owned(instance))

    await arena.until(owns, arena.ttl_s * 6, f"{instance.name} never owned a shard")


FAULTS: Final = (
    Fault("cluster: one joins", joins, joint=True),
    Fault("cluster: one leaves", leaves, joint=True),
    Fault("cluster: one joins while one leaves", both, joint=True),
    Fault("cluster: all restarted together", all_restarted),
)
