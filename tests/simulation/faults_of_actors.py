"""What goes wrong with single actors, and what clients do to them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import anyio

from actors.behavior import Command
from actors.identity import ActorId
from actors.settings import WORLD
from actors.testing import Change, Peek, Remind, Send, change, transfer
from tests.simulation.cluster import Cluster
from tests.simulation.instance import Instance
from tests.simulation.purses import ACTORS, KEYS, POISONS, QUIET_KEYS, UNSTORABLE, Parcel

TRIES = 5
"""How often a command is sent that a fault waits for: it may be refused before it comes that far."""


async def poison(cluster: Cluster) -> None:
    """Send what the rules fail at."""
    key = cluster.rng.choice(KEYS)
    for step in cluster.rng.sample(POISONS, 2):
        await cluster.send(change(cluster.new_id(), key, 1, poison=step))
    cluster.strike("poison command")


async def unstorable(cluster: Cluster) -> None:
    """Send what no database takes, among good ones."""
    keys = cluster.rng.sample(KEYS, 4)
    async with anyio.create_task_group() as tasks:
        for key in keys:
            tasks.start_soon(cluster.send, change(cluster.new_id(), key, 5))
        bad = Command(cluster.new_id(), ActorId("purse", keys[0]), UNSTORABLE, Change(1))
        tasks.start_soon(cluster.send, bad)
        huge = change(cluster.new_id(), keys[1], 2**63)
        tasks.start_soon(cluster.send, huge)
    cluster.strike("unstorable value")


async def flood(cluster: Cluster) -> None:
    """Send one actor more than it has places for."""
    key = cluster.rng.choice(KEYS)
    async with anyio.create_task_group() as tasks:
        for _ in range(40):
            tasks.start_soon(cluster.send, change(cluster.new_id(), key, 1))
    cluster.strike("flood")


async def newer_delta(cluster: Cluster) -> None:
    """Let an actor be written by a newer release, until that is undone."""
    store = cluster.store
    actor, owner = await one_with_owner(cluster, [a for a in ACTORS if store.deltas.get(a)] or ACTORS)
    await cluster.send(change(cluster.new_id(), actor.key, 1))
    if not store.deltas.get(actor):
        return
    row = store.journal(actor)[-1]
    newer = replace(row, schema=9)
    store.deltas[actor][row.seq] = newer

    def repair() -> None:
        if store.deltas[actor].get(row.seq) is newer:
            store.deltas[actor][row.seq] = row

    cluster.repairs.append(repair)
    cluster.kill(owner)
    cluster.start()
    await cluster.send(Command(cluster.new_id(), actor, "purse.peek", Peek()), within_s=15.0)
    cluster.strike("newer delta")
    await anyio.sleep(5.0)
    repair()


async def unreadable_snapshot(cluster: Cluster) -> None:
    """Damage the newest snapshots that a stop has left."""
    store = cluster.store
    actor, _ = await one_with_owner(cluster, ACTORS)
    for _ in range(10):
        await cluster.send(change(cluster.new_id(), actor.key, 1))
    actor, going = await one_with_owner(cluster, [actor])
    cluster.start()
    await cluster.stop(going)
    for actor in sorted(store.snapshots):
        good = store.snapshots[actor][-1]
        bad = replace(good, state=b"?")
        store.snapshots[actor][-1] = bad
        cluster.repairs.append(partial(mend, cluster, actor, good, bad))
        cluster.strike("unreadable snapshot")


async def one_with_owner(cluster: Cluster, actors: Sequence[ActorId]) -> tuple[ActorId, Instance]:
    """Choose an actor whose owner is well."""
    while True:
        actor = cluster.rng.choice(actors)
        owner = cluster.owner_of(actor)
        if owner is not None and not owner.process.frozen:
            return actor, owner
        await anyio.sleep(0.2)


def mend(cluster: Cluster, actor: ActorId, good: object, bad: object) -> None:
    """Put a snapshot back, if it is still kept."""
    kept = cluster.store.snapshots.get(actor, [])
    cluster.store.snapshots[actor] = [good if one is bad else one for one in kept]  # type: ignore[misc]


async def both_ways(cluster: Cluster) -> None:
    """Move coins between two purses, in both directions at once."""
    one, other = cluster.rng.sample(KEYS, 2)
    async with anyio.create_task_group() as tasks:
        for n in range(8):
            source, target = (one, other) if n % 2 else (other, one)
            tasks.start_soon(cluster.send, transfer(cluster.new_id(), source, target, 1))
    cluster.strike("joint commands both ways")


async def late_joint_commit(cluster: Cluster) -> None:
    """Let a joint commit land at any time, after its sender has been told that it may."""
    one, other = cluster.rng.sample(KEYS, 2)
    command = transfer(cluster.new_id(), one, other, 0)
    cluster.weather.aim(command.id, "late, then applied", counted="joint commit late")
    for _ in range(TRIES):
        await cluster.send(command)
        if not cluster.weather.is_aimed(command.id):
            return


async def hanging_joint_commit(cluster: Cluster) -> None:
    """Let joint commits hang until their holds have expired, and land before anybody asks after them."""
    keys = cluster.rng.sample(QUIET_KEYS, 6)
    async with anyio.create_task_group() as tasks:
        for one, other in zip(keys[::2], keys[1::2], strict=True):
            command = transfer(cluster.new_id(), one, other, 0)
            late_s = cluster.rng.uniform(2.05, 3.9)
            hangs = "joint commit hangs"
            cluster.weather.aim(command.id, "hangs, then applied", counted=hangs, late_s=late_s)
            tasks.start_soon(cluster.send, command)


async def late_after_a_refusal(cluster: Cluster) -> None:
    """Let a commit be late whose command is refused meanwhile: it must not land any more."""
    one, other = cluster.rng.sample(QUIET_KEYS, 2)
    number = cluster.new_id()
    joint = cluster.rng.random() < 0.5
    command = transfer(number, one, other, 0) if joint else change(number, one, 1)
    cluster.weather.aim(number, "late, then applied", counted="late commit, refused meanwhile", late_s=6.0)
    for _ in range(3):
        cluster.weather.aim(number, "not sent")
    await cluster.send(command)


async def unsettled(cluster: Cluster) -> None:
    """Kill who coordinates, somewhere in the middle of joint commands."""
    one, other = sorted(cluster.rng.sample(KEYS, 2))
    _, owner = await one_with_owner(cluster, [ActorId("purse", one)])
    async with anyio.create_task_group() as tasks:
        for _ in range(3):
            tasks.start_soon(cluster.send, transfer(cluster.new_id(), other, one, 0))
        await anyio.sleep(cluster.rng.uniform(0.001, 0.03))
        cluster.kill(owner)
        cluster.start()
    cluster.strike("hold never settled")


async def refused_note(cluster: Cluster) -> None:
    """Leave a note that its target refuses."""
    await leave(cluster, amount=-(10**9), poison="", counted="note refused")


async def failing_note(cluster: Cluster) -> None:
    """Leave a note that fails at its target."""
    await leave(cluster, amount=1, poison=cluster.rng.choice(POISONS), counted="note fails")


async def leave(cluster: Cluster, *, amount: int, poison: str, counted: str) -> None:
    """Leave a note between two purses."""
    one, other = cluster.rng.sample(KEYS, 2)
    number = cluster.new_id()
    body = Parcel(other, 0, amount, poison, number)
    command = Command(number, ActorId("purse", one), "purse.parcel", body)
    cluster.open[number] = command
    await cluster.send(command)
    cluster.strike(counted)


async def rearmed(cluster: Cluster) -> None:
    """Set a reminder again and again while it comes due."""
    actor = cluster.rng.choice(ACTORS)
    for _ in range(8):
        body = Remind(cluster.rng.randrange(0, 1500), 1)
        await cluster.send(Command(cluster.new_id(), actor, "purse.remind", body))
        await anyio.sleep(cluster.rng.uniform(0.0, 1.0))
    cluster.strike("reminder re-armed")


async def both_die(cluster: Cluster) -> None:
    """Let the sender of a note die, and then the owner of its target."""
    one, other = cluster.rng.sample(KEYS, 2)
    number = cluster.new_id()
    await cluster.send(
        Command(number, ActorId("purse", one), "purse.parcel", Parcel(other, 500, 1, "", number))
    )
    for key in (one, other):
        owner = cluster.owner_of(ActorId("purse", key))
        if owner is not None and not owner.process.frozen:
            cluster.kill(owner)
            cluster.start()
        await anyio.sleep(cluster.rng.uniform(0.2, 2.0))
    cluster.strike("sender and target of a note die")


async def new_settings(cluster: Cluster) -> None:
    """Change the world settings, again and again."""
    for _ in range(3):
        command = Command(cluster.new_id(), WORLD, "world.change", Change(cluster.rng.randrange(1, 9)))
        cluster.open[command.id] = command
        await cluster.send(command)
        await anyio.sleep(cluster.rng.uniform(0.0, 2.0))
    cluster.strike("world settings change")


async def cancelled(cluster: Cluster) -> None:
    """Cancel askers at any point of what they wait for."""
    async with anyio.create_task_group() as tasks:
        for _ in range(8):
            command = Command(
                cluster.new_id(), cluster.rng.choice(ACTORS), "purse.send", Send(KEYS[0], 1, cluster.new_id())
            )
            after_s = cluster.rng.uniform(0.0001, 0.02)
            tasks.start_soon(lambda c=command, s=after_s: cluster.send(c, cancelled_after_s=s))
