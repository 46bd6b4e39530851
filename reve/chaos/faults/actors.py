"""Single actors are poisoned, damaged, flooded."""

from collections import Counter
from typing import Any, Final

import anyio

from actors.testing import Change
from reve.chaos.arena import Arena, NotFired
from reve.chaos.faults.fault import Fault
from reve.chaos.observation import End, Observation

GOOD: Final = 200
FLOOD: Final = 10_000
SNAPSHOT_EVERY: Final = 64
FUTURE_SCHEMA: Final = 99


async def poison(arena: Arena) -> str:
    """Send commands on which the rules fail; the third in a row parks the actor."""
    owner = (await arena.owners())[0]
    actor = await arena.fresh_of(owner)
    await arena.must_earn(actor, via=owner)
    told = []
    for step in ("decide", "evolve", "encode", "ledger"):
        seen = await arena.crowd.ask([actor], Change(1, step), via=owner)
        told.append(seen.tries[-1].error)
    await (await arena.owner(actor)).ask("unpark", actor=tuple(actor))
    await arena.must_earn(actor)
    if "Internal" not in told:
        raise NotFired(f"they were answered {told}")
    return f"answered {told}, and served again"


async def no_column_takes_it(arena: Arena) -> str:
    """Send a value that no column takes in the middle of many good ones."""
    seen: list[Observation] = []

    async def one(body: Change) -> None:
        seen.append(await arena.crowd.ask([arena.fresh()], body))

    async with anyio.create_task_group() as tasks:
        for n in range(GOOD + 1):
            tasks.start_soon(one, Change(1, account="mint/\0" if n == GOOD // 2 else "mint/test"))
    refused = [one for one in seen if one.end is not End.ANSWERED]
    if len(refused) != 1:
        arena.wrong.append(f"{len(refused)} of {GOOD + 1} commands were refused for one bad value")
    if not refused:
        raise NotFired("it was taken")
    return f"{len(seen) - len(refused)} answered, 1 {refused[0].tries[-1].error}"


async def newer_delta(arena: Arena) -> str:
    """Let an actor have a delta of a later release; it is refused, left alone, and goes on without it."""
    actor = arena.fresh()
    await arena.must_earn(actor)
    await arena.database.fetch(NEXT_IS_NEWER, *actor, FUTURE_SCHEMA)
    seen = await arena.earn(actor, within_s=10.0)
    await arena.database.fetch("DELETE FROM delta WHERE schema = $1", FUTURE_SCHEMA)
    await arena.must_earn(actor)
    errors = {once.error for once in seen.tries}
    if seen.end is End.ANSWERED:
        arena.wrong.append(f"{actor}, whose last delta was newer, was answered")
    if "Newer" not in errors:
        raise NotFired(f"it was told {errors}")
    return f"told {errors}"


NEXT_IS_NEWER: Final = """
    INSERT INTO delta
    SELECT kind, key, seq + 1, -command_id, name, $3, settings_version, release, events, reply, at
    FROM delta WHERE kind = $1 AND key = $2 ORDER BY seq DESC LIMIT 1
"""


async def unreadable_snapshot(arena: Arena) -> str:
    """Damage an actor's newest snapshot, and have it loaded again."""
    actor = arena.fresh()
    for _ in range(SNAPSHOT_EVERY + 2):
        await arena.must_earn(actor, 1)
    damaged = await arena.database.fetch(DAMAGE, *actor)
    if not damaged:
        raise NotFired("there was no snapshot yet")
    await arena.fence(actor)
    seen = await arena.must_earn(actor, 1)
    if seen.reply is None or seen.reply[1] != SNAPSHOT_EVERY + 3:
        arena.wrong.append(f"{actor} has {seen.reply} after its snapshot was damaged")
    for _ in range(SNAPSHOT_EVERY * 2):
        await arena.must_earn(actor, 1)
    return f"the snapshot at {damaged[0]['seq']} could not be read"


DAMAGE: Final = r"""
    UPDATE snapshot SET state = '\xff00ff'
    WHERE (kind, key, seq) IN (
        SELECT kind, key, seq FROM snapshot WHERE kind = $1 AND key = $2 ORDER BY seq DESC LIMIT 1
    )
    RETURNING seq
"""


async def flood(arena: Arena) -> str:
    """Send one player ten thousand commands at once."""
    actor, ends = arena.fresh(), Counter[Any]()

    async def one() -> None:
        seen = await arena.earn(actor, 1, tries=1)
        ends[seen.tries[-1].error or "answered"] += 1

    async with anyio.create_task_group() as tasks:
        for _ in range(FLOOD):
            tasks.start_soon(one)
    if ends["answered"] == FLOOD:
        raise NotFired("all found a place")
    return f"{FLOOD} commands: {dict(ends)}"


FAULTS: Final = (
    Fault("actor: poison commands", poison),
    Fault("actor: a value that no column takes among good ones", no_column_takes_it),
    Fault("actor: newer delta", newer_delta),
    Fault("actor: unreadable snapshot", unreadable_snapshot),
    Fault("actor: 10,000 commands to one player", flood),
)
