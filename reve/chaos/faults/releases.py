"""Two releases work on one database, one instance after the other is replaced, and there is no way back."""

from typing import Final

import anyio

from reve.chaos.arena import Arena, NotFired
from reve.chaos.clients import Crowd
from reve.chaos.cluster import Cluster, DidNotStart
from reve.chaos.faults.fault import Fault
from reve.chaos.players import Habits, playing
from reve.chaos.sample import NEW_FORM, OLD_FORM, OLD_RELEASE
from reve.chaos.servers import Database

OLD: Final = {"release": OLD_RELEASE, "schema": OLD_FORM}
SIZE: Final = 2
TOGETHER_S: Final = 3.0
FORMS: Final = "SELECT release, schema, count(*) AS n FROM delta GROUP BY 1, 2 ORDER BY 1, 2"
SWITCH: Final = "SELECT value FROM meta WHERE name = 'schema_switch'"


async def two_releases(arena: Arena) -> str:
    """Replace the old release by the new one while people play, in a cluster made for that.

    While both are there the old form is written by both; later the new one; then no old instance starts.
    """
    async with arena.another_cluster("upgrade") as crowd:
        for _ in range(SIZE):
            await crowd.cluster.start(**OLD)
        async with playing(crowd, Habits(think_s=0.2), range(1, 9)):
            await _replace(crowd)
            with anyio.move_on_after(arena.ttl_s * 4):
                while not await _switched(crowd.cluster.database):  # noqa: ASYNC110 - others switch
                    await anyio.sleep(0.1)
            await anyio.sleep(1)
        if not await _starts_no_more(crowd.cluster):
            arena.wrong.append("an instance of the old release started after the switch")
        rows = await crowd.cluster.database.fetch(FORMS)
        told = [f"{row['n']} deltas of {row['release']!r} in form {row['schema']}" for row in rows]
        if len(rows) != 3:
            raise NotFired("; ".join(told))
        return "; ".join(told)


async def _replace(crowd: Crowd) -> None:
    """Start a new instance for each old one; both releases serve meanwhile."""
    for old in list(crowd.cluster.open):
        await crowd.cluster.start()
        await anyio.sleep(TOGETHER_S)
        await crowd.cluster.stop(old)


async def _switched(database: Database) -> bool:
    return any(int(row["value"]) >= NEW_FORM for row in await database.fetch(SWITCH))


async def _starts_no_more(cluster: Cluster) -> bool:
    try:
        stranger = await cluster.start(**OLD)
    except DidNotStart:
        return True
    await cluster.stop(stranger)
    return False


FAULTS: Final = (Fault("cluster: two releases together", two_releases, joint=True),)
