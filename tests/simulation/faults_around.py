"""What goes wrong around instances: in the store, the leases and the link."""

from collections.abc import Awaitable, Callable
from copy import copy

import anyio

from actors.identity import SHARD_COUNT
from actors.ports import Member
from actors.testing import change
from tests.simulation.cluster import Cluster


def on_next_commit(how: str) -> Callable[[Cluster], Awaitable[None]]:
    """Make a fault that the next commit meets."""

    async def strike(cluster: Cluster) -> None:
        cluster.weather.once("commit", how)

    return strike


async def take_answer_lost(cluster: Cluster) -> None:
    """Lose the answer of the next take, and have something taken."""
    cluster.weather.once("take", "answer of a take lost")
    cluster.start()


async def store_away(cluster: Cluster) -> None:
    """Let nobody reach the store."""
    cluster.weather.spell("store", "store away", cluster.rng.uniform(1.0, 8.0))


async def store_away_for_one(cluster: Cluster) -> None:
    """Cut one instance off from the store."""
    name = cluster.rng.choice(cluster.living).name
    for_s = cluster.rng.uniform(1.0, 15.0)
    cluster.weather.spell(f"store of {name}", "store away for one", for_s)


async def reads_fail(cluster: Cluster) -> None:
    """Let some reads fail."""
    for _ in range(cluster.rng.randrange(3, 12)):
        cluster.weather.once("read", "reads fail")


async def pool_exhausted(cluster: Cluster) -> None:
    """Let one instance have no connection free."""
    name = cluster.rng.choice(cluster.living).name
    cluster.weather.spell(f"pool of {name}", "pool exhausted", cluster.rng.uniform(0.5, 4.0))


async def forget_the_last(cluster: Cluster) -> None:
    """Fail over to a standby that lags: tokens are those in force, the last rows are gone.

    Those who still believe in them are asked to go on at once.
    """
    while not (forgotten := cluster.store.forget(cluster.rng.randrange(1, 4))):
        await anyio.sleep(0.3)
    cluster.strike("last rows rewound")
    async with anyio.create_task_group() as tasks:
        for actor in forgotten:
            tasks.start_soon(cluster.send, change(cluster.new_id(), actor.key, 1))


async def store_clock_jumps(cluster: Cluster) -> None:
    """Set the store's clock, either way."""
    cluster.store.clock_skew_ms += cluster.rng.choice((-40_000, -3_000, 3_000, 40_000))
    cluster.strike("store's clock jumps")


async def leases_wiped(cluster: Cluster) -> None:
    """Lose all leases."""
    cluster.table.wipe()
    cluster.strike("leases wiped")


async def leases_away(cluster: Cluster) -> None:
    """Let nobody reach the leases."""
    cluster.weather.spell("leases", "leases away", cluster.rng.uniform(1.0, 20.0))


async def leases_away_for_one(cluster: Cluster) -> None:
    """Cut one instance off from the leases, until others have its shards."""
    name = cluster.rng.choice(cluster.living).name
    cluster.weather.spell(f"leases of {name}", "leases away for one", cluster.rng.uniform(5.0, 20.0))


async def leases_frozen(cluster: Cluster) -> None:
    """Let the lease service stand still."""
    cluster.weather.spell("frozen leases", "leases frozen", 5.0)


async def leases_overwritten(cluster: Cluster) -> None:
    """Give leases away that are in use."""
    thief = cluster.rng.choice([*(i.name for i in cluster.living), "nobody"])
    until_s = anyio.current_time() + cluster.ttl_s
    for shard in cluster.rng.sample(sorted(cluster.table.leases), min(60, len(cluster.table.leases))):
        cluster.table.leases[shard] = (thief, until_s)
    cluster.strike("leases overwritten")


async def leases_rolled_back(cluster: Cluster) -> None:
    """Bring leases back as they were a while ago."""
    leases, members = copy(cluster.table.leases), copy(cluster.table.members)
    await anyio.sleep(cluster.rng.uniform(1.0, 6.0))
    cluster.table.leases, cluster.table.members = leases, members
    cluster.strike("leases rolled back")


async def another_cluster(cluster: Cluster) -> None:
    """Let instances of another cluster write into the same lease table."""
    until_s = anyio.current_time() + cluster.ttl_s
    cluster.table.members["stranger"] = (Member("stranger", "other", 1), until_s)
    for shard in range(0, SHARD_COUNT, 3):
        cluster.table.leases[shard] = ("stranger", until_s)
    cluster.strike("two clusters on one lease table")


def in_messages(how: str) -> Callable[[Cluster], Awaitable[None]]:
    """Make a spell that part of the messages meets."""

    async def strike(cluster: Cluster) -> None:
        cluster.weather.spell("messages", how, cluster.rng.uniform(2.0, 10.0))

    return strike


async def deaf(cluster: Cluster) -> None:
    """Let one instance hear nothing."""
    name = cluster.rng.choice(cluster.living).name
    cluster.weather.spell(f"ears of {name}", "subscriber gone", cluster.rng.uniform(2.0, 10.0))


async def link_away(cluster: Cluster) -> None:
    """Let nobody send."""
    cluster.weather.spell("link", "link away", cluster.rng.uniform(1.0, 8.0))
