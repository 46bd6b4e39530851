"""What goes wrong with instances: they stand still, die, come and go."""

from functools import partial

import anyio

from actors.testing import change
from tests.simulation.cluster import Cluster
from tests.simulation.instance import Instance
from tests.simulation.purses import QUIET_ACTORS, peek

LEAST = 2
"""How many instances stay, so that somebody is left to take over."""


async def one_of(cluster: Cluster) -> Instance:
    """Choose an instance that can be spared; start one more where none can."""
    if len(cluster.well) <= LEAST:
        cluster.start()
    while len(cluster.well) <= LEAST:
        await anyio.sleep(0.2)
    return cluster.rng.choice(cluster.well)


async def frozen(cluster: Cluster) -> None:
    """Let one stand still in the middle of a commit, for longer than its leases last."""
    instance = await one_of(cluster)
    actor = next((actor for actor in QUIET_ACTORS if cluster.owner_of(actor) is instance), QUIET_ACTORS[0])
    await cluster.send(peek(cluster.new_id(), actor))
    cluster.tasks.start_soon(partial(cluster.send, change(cluster.new_id(), actor.key, 1), to=instance))
    await cluster.clock.pause(cluster.weather.latency_s[0])
    instance.process.freeze()
    cluster.strike("instance frozen")
    await anyio.sleep(cluster.ttl_s * cluster.rng.uniform(1.1, 1.5))
    await cluster.send(peek(cluster.new_id(), actor))
    instance.process.thaw()
    cluster.tell(f"{instance.name} thaws")


async def blocked(cluster: Cluster) -> None:
    """Block one's loop for a while."""
    instance = await one_of(cluster)
    instance.process.freeze()
    cluster.strike("loop blocked")
    await anyio.sleep(cluster.ttl_s * cluster.rng.uniform(0.2, 0.9))
    instance.process.thaw()


async def killed(cluster: Cluster) -> None:
    """Kill one; nobody takes its place."""
    instance = await one_of(cluster)
    cluster.kill(instance)
    cluster.strike("instance killed")


async def restarted(cluster: Cluster) -> None:
    """Kill one, and start another soon."""
    cluster.kill(await one_of(cluster))
    cluster.strike("instance restarted")
    await anyio.sleep(cluster.rng.uniform(0.0, 3.0))
    cluster.start()


async def clock_jumps(cluster: Cluster) -> None:
    """Let one's monotonic clock jump, as when a virtual machine has slept."""
    instance = cluster.rng.choice(cluster.living)
    instance.skew_s += cluster.rng.uniform(0.5, 3 * cluster.ttl_s)
    cluster.strike("monotonic clock jumps")


async def joins(cluster: Cluster) -> None:
    """Start one more."""
    cluster.start()
    cluster.strike("instance joins")


async def leaves(cluster: Cluster) -> None:
    """Stop one in peace."""
    instance = await one_of(cluster)
    cluster.strike("instance leaves")
    await cluster.stop(instance)


async def joins_and_leaves(cluster: Cluster) -> None:
    """Deploy: one starts while another stops."""
    going = await one_of(cluster)
    cluster.start()
    cluster.strike("one joins, one leaves")
    await cluster.stop(going)


async def all_restarted(cluster: Cluster) -> None:
    """Kill all at once, and start as many."""
    going = cluster.living
    for instance in going:
        cluster.kill(instance)
    cluster.strike("all restarted")
    await anyio.sleep(cluster.rng.uniform(0.0, 2.0))
    for _ in going:
        cluster.start()
