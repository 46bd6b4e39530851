"""One seed: a cluster, clients that never give up, faults, peace, and the check of all that happened."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

import anyio

from actors.behavior import Command
from actors.history import Check, Report, Unknown, check
from actors.testing import Peek
from tests.simulation import faults_around as around
from tests.simulation import faults_of_actors as of_actors
from tests.simulation import faults_within as within
from tests.simulation.cluster import Cluster
from tests.simulation.processes import watch_processes
from tests.simulation.purses import ACTORS, draw, rules
from tests.simulation.shared_store import EPOCH_MS
from tests.simulation.virtual_time import run_virtually

type Fault = Callable[[Cluster], Awaitable[None]]

CLIENTS = 8
COMMANDS_PER_CLIENT = 25
INSTANCES = 3
FAULTS = 6
FAULTS_WITHIN_S = 12.0
PATIENCE_S = 120.0
LIMIT_S = 400.0

TAKE_OVERS: dict[str, Fault] = {
    "instance frozen": within.frozen,
    "instance killed": within.killed,
    "instance restarted": within.restarted,
    "instance leaves": within.leaves,
    "one joins, one leaves": within.joins_and_leaves,
    "all restarted": within.all_restarted,
    "leases away for one": around.leases_away_for_one,
    "store away for one": around.store_away_for_one,
}
ON_COMMITS = (
    "answer lost, applied",
    "answer lost, not applied",
    "late, then applied",
    "hangs, then applied",
    "hangs",
    "not sent",
    "lock time-out",
)
OTHERS: dict[str, Fault] = {
    **{how: around.on_next_commit(how) for how in ON_COMMITS},
    **{how: around.in_messages(how) for how in ("lost messages", "doubled messages", "late messages")},
    "answer of a take lost": around.take_answer_lost,
    "store away": around.store_away,
    "reads fail": around.reads_fail,
    "pool exhausted": around.pool_exhausted,
    "last rows rewound": around.forget_the_last,
    "store's clock jumps": around.store_clock_jumps,
    "leases wiped": around.leases_wiped,
    "leases away": around.leases_away,
    "leases frozen": around.leases_frozen,
    "leases overwritten": around.leases_overwritten,
    "leases rolled back": around.leases_rolled_back,
    "two clusters on one lease table": around.another_cluster,
    "subscriber gone": around.deaf,
    "link away": around.link_away,
    "loop blocked": within.blocked,
    "monotonic clock jumps": within.clock_jumps,
    "instance joins": within.joins,
    "poison command": of_actors.poison,
    "unstorable value": of_actors.unstorable,
    "newer delta": of_actors.newer_delta,
    "unreadable snapshot": of_actors.unreadable_snapshot,
    "flood": of_actors.flood,
    "joint commands both ways": of_actors.both_ways,
    "joint commit late": of_actors.late_joint_commit,
    "joint commit hangs": of_actors.hanging_joint_commit,
    "hold never settled": of_actors.unsettled,
    "note refused": of_actors.refused_note,
    "note fails": of_actors.failing_note,
    "reminder re-armed": of_actors.rearmed,
    "sender and target of a note die": of_actors.both_die,
    "an asker is cancelled": of_actors.cancelled,
}
ALL: dict[str, Fault] = TAKE_OVERS | OTHERS


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
    return run_virtually(seed, _run, seed)


async def _run(seed: int) -> Result:
    watch_processes()
    rng = Random(seed)
    result = Result(seed)
    try:
        with anyio.fail_after(LIMIT_S):
            async with anyio.create_task_group() as tasks:
                cluster = Cluster(rng, tasks)
                await _live(cluster, result)
                tasks.cancel_scope.cancel()
    except TimeoutError:
        result.report.blame(Check.COVERAGE, None, f"it did not come to an end within {LIMIT_S:.0f} s")
    for crash in cluster.crashes:
        result.report.blame(Check.COVERAGE, None, crash)
    result.struck = cluster.weather.struck
    result.commands = len({seen.command.id for seen in cluster.observations})
    result.take_overs = len({t.at_s for t in cluster.store.takings}) - INSTANCES
    result.digest, result.trace = cluster.digest(), cluster.trace
    result.virtual_s = anyio.current_time()
    return result


async def _live(cluster: Cluster, result: Result) -> None:
    for _ in range(INSTANCES):
        cluster.start()
    async with anyio.create_task_group() as tasks:
        for _ in range(CLIENTS):
            tasks.start_soon(client, cluster)
        names = [cluster.rng.choice(sorted(TAKE_OVERS)), *cluster.rng.sample(sorted(ALL), FAULTS - 1)]
        for name in names:
            tasks.start_soon(_fault, cluster, name)
    await make_peace(cluster, result)
    history = cluster.history(frozenset(), least_acknowledged=CLIENTS * COMMANDS_PER_CLIENT // 2)
    found = check(history, rules())
    result.report.violations += found.violations
    result.report.counts = found.counts
    for instance in cluster.living:
        await cluster.stop(instance)


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
        if rng.random() < 0.1 or (seen is not None and isinstance(seen.outcome, Unknown)):
            await anyio.sleep(rng.expovariate(1.0))
            await cluster.send(command, within_s=within_s)


async def make_peace(cluster: Cluster, result: Result) -> None:
    """Heal, have everything answered, wait until all has arrived, and look at every actor once."""
    cluster.heal()
    while len(cluster.living) < INSTANCES:
        cluster.start()
        await anyio.sleep(1.0)
    with anyio.move_on_after(PATIENCE_S) as patience:
        await _unpark(cluster)
        while cluster.open:
            for command in list(cluster.open.values()):
                await cluster.send(command, within_s=12.0)
        while cluster.weather.on_their_way or _notes_are_due(cluster):
            await anyio.sleep(0.5)
        for actor in ACTORS:
            seen = None
            while seen is None or seen.outcome.__class__.__name__ != "Replied":
                command = Command(cluster.new_id(), actor, "purse.peek", Peek())
                seen = await cluster.send(command, within_s=12.0)
    if patience.cancelled_caught:
        left = f"{len(cluster.open)} commands open, {_notes_are_due(cluster)} notes due"
        result.report.blame(Check.ANSWERS, None, f"no peace within {PATIENCE_S:.0f} s: {left}")


def _notes_are_due(cluster: Cluster) -> int:
    return sum(note.due_at_ms <= cluster.store.now_ms() + 10_000 for note in cluster.store.inbox.values())


async def _unpark(cluster: Cluster) -> None:
    for instance in cluster.living:
        for activation in list(instance.host._roster) if instance.host is not None else ():
            if instance.host is not None:
                await instance.host.unpark(activation.actor)
