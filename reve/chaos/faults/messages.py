"""Messages between instances are lost, doubled, reordered, late."""

from dataclasses import asdict
from typing import Final

import anyio

from reve.chaos.arena import Arena, NotFired
from reve.chaos.faults.fault import Fault
from reve.chaos.mischief import Mischief

PLAY_S: Final = 4.0


async def lost(arena: Arena) -> str:
    """Lose one in five."""
    return await _play(arena, Mischief(lost=0.2), "lost")


async def doubled(arena: Arena) -> str:
    """Send one in three twice."""
    return await _play(arena, Mischief(doubled=0.33), "doubled")


async def reordered(arena: Arena) -> str:
    """Have half of them overtaken by those that follow."""
    return await _play(arena, Mischief(late=0.5, late_s=0.05), "late")


async def late(arena: Arena) -> str:
    """Have one in five arrive when nobody waits for it any more, and some twice."""
    return await _play(arena, Mischief(late=0.2, late_s=arena.crowd.deadline_s * 1.5, doubled=0.1), "late")


async def _play(arena: Arena, mischief: Mischief, what: str) -> str:
    before = await done(arena, what)
    await set_mischief(arena, mischief)
    try:
        await anyio.sleep(PLAY_S)
    finally:
        await set_mischief(arena, Mischief())
    met = await done(arena, what) - before
    if met <= 0:
        raise NotFired("no message met it")
    return f"{met} messages"


async def set_mischief(arena: Arena, mischief: Mischief) -> None:
    """Have all instances' links do this from now on."""
    for instance in arena.cluster.open:
        await instance.ask("mischief", mischief=asdict(mischief))


async def done(arena: Arena, what: str) -> int:
    """Return how many messages have met it, on all links together."""
    return sum([(await one.ask("inspect"))["mischief"].get(what, 0) for one in arena.cluster.open])


FAULTS: Final = (
    Fault("messages lost", lost, joint=True),
    Fault("messages doubled", doubled, joint=True),
    Fault("messages reordered", reordered, joint=True),
    Fault("messages late", late, joint=True),
)
