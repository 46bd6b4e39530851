"""One run: servers, clusters, players, faults, and then the whole history is judged."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import anyio

from actors.identity import ActorId
from actors.testing import Peek
from reve.chaos.arena import Arena
from reve.chaos.calm import measure
from reve.chaos.clients import Crowd
from reve.chaos.cluster import Cluster
from reve.chaos.faults.fault import Fault
from reve.chaos.handovers import dark_times
from reve.chaos.observation import End
from reve.chaos.plan import carry_out
from reve.chaos.players import KEYS, STARVED_S, Habits, playing
from reve.chaos.report import Findings
from reve.chaos.servers import Database, OwnServers
from reve.chaos.verdict import judge, now_ms

SETTLE_S: Final = 45.0
"""How long notes that are due may take to arrive once nobody plays any more."""
WAITING: Final = "SELECT FROM inbox WHERE due_at < 'infinity' LIMIT 1"
PURSES: Final = """
    SELECT key, sum(amount)::bigint AS coins FROM entry
    WHERE kind = 'purse' AND account = 'purse' GROUP BY key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is asked of a run; `calm` tells whether figures of a calm cluster are taken first."""

    instances: int
    for_s: float
    seed: int
    ttl_s: float
    faults: Sequence[Fault]
    calm: bool
    folder: Path


async def run(wishes: Wishes, say: Callable[[str], None]) -> Findings:
    """Do it all; return what was found."""
    findings = Findings(wishes.seed, wishes.instances, wishes.ttl_s)
    began_s, dice = time.monotonic(), Random(wishes.seed)
    async with OwnServers.running(wishes.folder) as servers:
        if wishes.calm:
            async with _arena(wishes, servers, dice, "calm", direct=True) as arena:
                await measure(arena, findings)
                await _judge(arena, findings, say)
        async with _arena(wishes, servers, dice, "game", direct=False) as arena:
            await _play(arena, wishes, findings, say)
            await _judge(arena, findings, say)
    findings.took_s = time.monotonic() - began_s
    return findings


async def _play(arena: Arena, wishes: Wishes, findings: Findings, say: Callable[[str], None]) -> None:
    async with (
        playing(arena.crowd, Habits()),
        playing(arena.neighbours, Habits(think_s=0.3), KEYS[:6]),
    ):
        await arena.served_again()
        fired = await carry_out(wishes.faults, arena, arena.dice, wishes.for_s, say)
    findings.faults = fired.proofs
    findings.never_fired = {name: fired.reasons.get(name, "") for name in fired.missing(wishes.faults)}
    for what in sorted({handover.what for handover in arena.handovers}):
        found = [h for h in arena.handovers if h.what == what]
        findings.add_times(what, [t for h in found for t in dark_times(h, arena.crowd.seen)])


@asynccontextmanager
async def _arena(
    wishes: Wishes, servers: OwnServers, dice: Random, name: str, *, direct: bool
) -> AsyncIterator[Arena]:
    crowds = []
    for database in (name, f"{name}_neighbour"):
        cluster = Cluster(
            await Database.create(servers.postgres_url, database),
            servers.redis_url,
            wishes.folder,
            dice,
            wishes.ttl_s,
            direct,
        )
        crowds.append(Crowd(cluster, dice, deadline_s=wishes.ttl_s * 2))
    main, neighbours = crowds
    try:
        for _ in range(wishes.instances):
            await main.cluster.start()
        if not direct:
            await neighbours.cluster.start()
        yield Arena(
            servers, main.cluster, neighbours.cluster, main, neighbours, dice, size=len(main.cluster.open)
        )
    finally:
        await main.cluster.close()
        await neighbours.cluster.close()


async def _judge(arena: Arena, findings: Findings, say: Callable[[str], None]) -> None:
    """Let notes arrive, look at every purse, stop, and hold all of it against what was seen."""
    findings.violations += arena.wrong
    findings.figures |= arena.figures
    findings.lost_by_choice += len(arena.lost)
    for crowd in (arena.crowd, arena.neighbours, *arena.others):
        if not crowd.cluster.open:
            continue
        findings.violations += _starved(crowd)
        settled_at_ms = await _settle(crowd)
        findings.violations += await _compare_purses(crowd)
        for instance in list(crowd.cluster.open):
            if await crowd.cluster.stop(instance):
                findings.violations.append(f"{instance.name} did not end in good order")
        lost = arena.lost if crowd is arena.crowd else {}
        report = await judge(crowd.cluster.database, crowd.seen, lost, settled_at_ms=settled_at_ms)
        findings.violations += map(str, report.violations)
        findings.count(crowd.seen)
        for name in ("deltas", "commands", "acknowledged", "judged_again", "notes"):
            findings.checked[name] = findings.checked.get(name, 0) + getattr(report.counts, name)
        say(f"{crowd.cluster.database.name}: {len(report.violations)} violations, {report.counts}")


def _starved(crowd: Crowd) -> list[str]:
    """Return who was left waiting for good."""
    return [
        f"command {one.command_id} got no answer in {STARVED_S:.0f} s: {one.tries[-1:]}"
        for one in crowd.seen
        if one.end is End.UNKNOWN and one.took_s >= STARVED_S
    ]


async def _settle(crowd: Crowd) -> int:
    """Wait until all notes and reminders have arrived; return the time then, by the database's clock."""
    with anyio.move_on_after(SETTLE_S):
        while await crowd.cluster.database.fetch(WAITING):
            await anyio.sleep(0.2)
    return await now_ms(crowd.cluster.database)


async def _compare_purses(crowd: Crowd) -> list[str]:
    """Ask for what is in each purse that anybody used; it must be what the ledger says."""
    wrong: list[str] = []
    stored = {row["key"]: row["coins"] for row in await crowd.cluster.database.fetch(PURSES)}

    async def one(actor: ActorId) -> None:
        seen = await crowd.ask([actor], Peek(), within_s=SETTLE_S)
        if seen.end is not End.ANSWERED or seen.reply is None:
            wrong.append(f"{actor} was not served in the end: {seen.tries[-1:]}")
        elif seen.reply[1] != stored.get(actor.key, 0):
            wrong.append(f"{actor} lives with {seen.reply[1]} coins, the ledger says {stored.get(actor.key)}")

    for actor in sorted({actor for seen in crowd.seen for actor in seen.actors if actor.kind == "purse"}):
        await one(actor)
    return wrong
