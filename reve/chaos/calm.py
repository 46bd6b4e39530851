"""Figures of a cluster that no fault strikes: hops, hand-overs, a rolling restart. Printed, never judged."""

from collections.abc import Sequence
from typing import Final

import anyio

from reve.chaos.arena import Arena
from reve.chaos.faults.cluster import owns_something
from reve.chaos.handovers import dark_times
from reve.chaos.observation import End, Observation
from reve.chaos.players import Habits, playing
from reve.chaos.report import Findings

PATIENCE_S: Final = 12.0
"""How long a deferred command may wait."""
IDLE: Final = Habits(think_s=0.3, only_earns=True)
BUSY: Final = Habits(think_s=0.05)
PURSES: Final = range(1, 49)
ROUNDS: Final = 2
"""Joins and leaves that are measured, each."""


async def measure(arena: Arena, findings: Findings) -> None:
    """Measure on an arena whose cluster stands still."""
    arena.crowd.deadline_s = PATIENCE_S
    await arena.served_again()
    findings.figures["hop p50 ms"] = await _hop(arena)
    for what, habits in (("planned hand-over, idle", IDLE), ("planned hand-over, busy", BUSY)):
        async with playing(arena.crowd, habits, PURSES):
            for _ in range(ROUNDS):
                await _join_and_leave(arena, what)
        found = [h for h in arena.handovers if h.what == what]
        findings.add_times(what, [t for h in found for t in dark_times(h, arena.crowd.seen)])
    await _rolling_restart(arena, findings)


async def _hop(arena: Arena) -> float:
    """Return what a question to another instance takes longer than one to itself, in milliseconds."""
    first, second = (await arena.owners())[:2]
    times_ms = []
    for owner in (first, second):
        actor = await arena.fresh_of(owner)
        await arena.must_earn(actor)
        found = await first.ask(
            "peeks", actor=tuple(actor), command=next(arena.crowd.ids) + 10_000_000, patience_s=60.0
        )
        times_ms.append(found["median_s"] * 1000)
    return float(round(times_ms[1] - times_ms[0], 3))


async def _join_and_leave(arena: Arena, what: str) -> None:
    async with arena.watching(what):
        newcomer = await arena.cluster.start()
        await owns_something(arena, newcomer)
        await anyio.sleep(arena.ttl_s / 3)
    async with arena.watching(what):
        await arena.cluster.stop(newcomer)
        await anyio.sleep(arena.ttl_s / 3)


async def _rolling_restart(arena: Arena, findings: Findings) -> None:
    """Replace all instances, one after the other, while people play."""
    mark = len(arena.crowd.seen)
    async with playing(arena.crowd, BUSY):
        for instance in list(arena.cluster.open):
            await arena.cluster.start()
            await arena.cluster.stop(instance)
            await anyio.sleep(arena.ttl_s / 3)
    seen = arena.crowd.seen[mark:]
    findings.figures["rolling restart: commands"] = len(seen)
    findings.figures["rolling restart: lost"] = sum(one.end is not End.ANSWERED for one in seen)
    findings.figures["rolling restart: failures seen"] = len(failures(seen))
    findings.figures["rolling restart: longest wait ms"] = round(max(one.took_s for one in seen) * 1000, 1)


def failures(seen: Sequence[Observation]) -> list[Observation]:
    """Return the commands of which a player would have seen that something is wrong."""
    return [
        one for one in seen if one.took_s > PATIENCE_S or any(once.error is not None for once in one.tries)
    ]
