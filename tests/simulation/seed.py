"""One seed: a cluster, clients that never give up, faults, peace, and the check of all that happened."""

import gc
import logging
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any

import anyio

from actors.behavior import Command, JointCommand
from actors.history import Check, Observation, Refused, Replied, Report, Unknown, check
from actors.identity import ActorId
from actors.testing import transfer
from tests.simulation.cluster import Cluster
from tests.simulation.faults import ALL, drawn
from tests.simulation.processes import watch_processes
from tests.simulation.purses import ACTORS, ALL_ACTORS, KEYS, draw, kind, peek, rules
from tests.simulation.shared_store import EPOCH_MS
from tests.simulation.virtual_time import JumpingClock, run_virtually

CLIENTS = 8
COMMANDS_PER_CLIENT = 12
"""Short lives and many of them: twice as many commands cost a third more, and find as much per second."""
COMMANDS = CLIENTS * COMMANDS_PER_CLIENT
INSTANCES = 3
FAULTS_WITHIN_S = 6.0
PATIENCE_S = 120.0
TRIES = 5
"""How often a client sends a command again that came at a bad time."""

BAD_TIMES = frozenset({"Busy", "Closed", "NotOwner", "nobody there"})
LIMIT_S = 400.0


@dataclass(slots=True)
class Result:
    """What became of a seed."""

    seed: int
    report: Report = field(default_factory=Report)
    struck: Counter[str] = field(default_factory=Counter)
    commands: int = 0
    take_overs: int = 0
    digest: str = ""
    trace: list[str] = field(default_factory=list)
    virtual_s: float = 0.0


def run_seed(seed: int) -> Result:
    """Run one seed to its end."""
    logging.disable()
    gc.disable()
    try:
        return run_virtually(seed, partial(_run, seed))
    finally:
        gc.enable()
        logging.disable(logging.NOTSET)


async def _run(seed: int, clock: JumpingClock) -> Result:
    watch_processes()
    rng = Random(seed)
    result = Result(seed)
    try:
        with anyio.fail_after(LIMIT_S):
            async with anyio.create_task_group() as tasks:
                cluster = Cluster(rng, tasks, clock)
                await _live(cluster, result)
                tasks.cancel_scope.cancel()
    except TimeoutError:
        result.report.blame(Check.COVERAGE, None, f"it did not come to an end within {LIMIT_S:.0f} s")
    for crash in cluster.crashes:
        result.report.blame(Check.COVERAGE, None, crash)
    result.struck = cluster.weather.struck
    result.commands = len({seen.command.id for seen in cluster.observations})
    result.take_overs = cluster.store.take_overs
    result.digest, result.trace = cluster.digest(), cluster.trace
    result.virtual_s = anyio.current_time()
    return result


async def _live(cluster: Cluster, result: Result) -> None:
    for _ in range(INSTANCES):
        cluster.start()
    async with anyio.create_task_group() as tasks:
        for _ in range(CLIENTS):
            tasks.start_soon(client, cluster)
        for name in drawn(result.seed):
            tasks.start_soon(_fault, cluster, name)
    await make_peace(cluster, result)
    history = cluster.history(frozenset(), least_acknowledged=COMMANDS // 3)
    found = check(history, rules(cluster.store.settings()))
    result.report.violations += found.violations
    result.report.counts = found.counts
    for instance in cluster.living:
        await cluster.stop(instance)
    for actor in ALL_ACTORS:
        look_at_boards(cluster, actor, result)


async def _fault(cluster: Cluster, name: str) -> None:
    await anyio.sleep(cluster.rng.uniform(0.5, FAULTS_WITHIN_S))
    while not cluster.living:
        await anyio.sleep(0.2)
    cluster.tell(f"fault: {name}")
    await ALL[name](cluster)


async def client(cluster: Cluster) -> None:
    """Ask, think, and ask again what was not answered, at any instance, under the same id."""
    rng = cluster.rng
    for _ in range(COMMANDS_PER_CLIENT):
        await anyio.sleep(rng.expovariate(3.0))
        now_ms = EPOCH_MS + int(anyio.current_time() * 1000)
        command = draw(rng, cluster.new_id(), now_ms)
        within_s = 12.0 if rng.random() < 0.3 else 2.5
        twice = rng.random() < 0.1
        if twice:
            cluster.tasks.start_soon(cluster.send, command)
        seen = await cluster.send(command, within_s=within_s)
        if rng.random() < 0.1:
            await anyio.sleep(rng.expovariate(1.0))
            await cluster.send(command, within_s=within_s)
        for _ in range(TRIES):
            if seen is not None and not _came_at_a_bad_time(seen):
                break
            await anyio.sleep(rng.expovariate(1.0))
            seen = await cluster.send(command, within_s=within_s)


def _came_at_a_bad_time(seen: Observation) -> bool:
    """Tell whether the same command may fare better later."""
    match seen.outcome:
        case Refused(error=error):
            return error in BAD_TIMES
        case outcome:
            return isinstance(outcome, Unknown)


async def make_peace(cluster: Cluster, result: Result) -> None:
    """Heal, have everything answered, wait until all has arrived, and look at every actor once."""
    cluster.heal()
    while len(cluster.living) < INSTANCES:
        cluster.start()
        await anyio.sleep(1.0)
    with anyio.move_on_after(PATIENCE_S) as patience:
        while cluster.open:
            for command in list(cluster.open.values()):
                await ask_until_known(cluster, command)
        while cluster.weather.on_their_way or _notes_are_due(cluster):
            await anyio.sleep(0.5)
        # Who serves by a verified token may go on for a third of a ttl after another has taken over.
        await anyio.sleep(cluster.ttl_s / 3)
        for actor in ALL_ACTORS:
            await ask_until_known(cluster, peek(cluster.new_id(), actor))
        await _go_both_ways(cluster, result)
    if patience.cancelled_caught:
        left = f"{sorted(cluster.open)} open, {_notes_are_due(cluster)} notes due"
        result.report.blame(Check.ANSWERS, None, f"no peace within {PATIENCE_S:.0f} s: {left}")


def look_at_boards(cluster: Cluster, actor: ActorId, result: Result) -> None:
    """When all have stopped in peace, the boards say what the last delta of each actor says."""
    rows = cluster.store.journal(actor)
    states = [change for row in rows for change in kind().codec.decode_events(row.schema, row.events)]
    place = cluster.store.standings.get(("coins", actor))
    if states and (place is None or place.value != states[-1].coins):
        result.report.blame(
            Check.FOLD, actor, f"has {states[-1].coins} at {rows[-1].seq}, its place is {place}"
        )


async def _go_both_ways(cluster: Cluster, result: Result) -> None:
    """In peace joint commands in both directions never wait for each other."""
    seen: list[Observation | None] = []

    async def move(source: int, target: int) -> None:
        seen.append(await cluster.send(transfer(cluster.new_id(), source, target, 0), within_s=12.0))

    async with anyio.create_task_group() as tasks:
        for one, other in pairwise(cluster.rng.sample(KEYS, 4)):
            tasks.start_soon(move, one, other)
            tasks.start_soon(move, other, one)
    for one in seen:
        if one is None or not isinstance(one.outcome, Replied):
            result.report.blame(Check.JOINT, None, f"in peace, both ways at once: {one}")


async def ask_until_known(cluster: Cluster, command: Command[Any] | JointCommand[Any]) -> None:
    """Send a command until its fate is known: a reply, or a fault that is the command's own."""
    while True:
        seen = await cluster.send(command, within_s=12.0)
        match seen.outcome if seen is not None else None:
            case Replied():
                return
            case Refused(error="Internal" | "TooLate"):
                cluster.open.pop(command.id, None)
                return
            case Refused(error="Parked"):
                await _unpark(cluster)
        await anyio.sleep(0.2)


def _notes_are_due(cluster: Cluster) -> int:
    return sum(note.due_at_ms <= cluster.store.now_ms() + 10_000 for note in cluster.store.inbox.values())


async def _unpark(cluster: Cluster) -> None:
    for actor in ACTORS:
        for instance in cluster.living:
            activation = instance.host._parts.roster.find(actor) if instance.host is not None else None
            if activation is not None and activation.parked and instance.host is not None:
                await instance.host.unpark(actor)
