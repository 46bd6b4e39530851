"""Postgres loses what was committed last, as a replica that was behind does; or becomes another history."""

import time
from typing import Any, Final

import anyio

from reve.chaos.arena import Arena, NotFired
from reve.chaos.faults.fault import Fault
from reve.chaos.servers import Database

PLAY_S: Final = 2.0
COMMITTED: Final = "SELECT DISTINCT command_id FROM delta"
RECOVERY_S: Final = 20.0
SERVES: Final = "SELECT NOT pg_is_in_recovery() AS serves"
TIMELINE: Final = "SELECT system_identifier, timeline FROM facts_v1()"


async def rewound(arena: Arena) -> str:
    """Set the database back by two seconds, with all tokens that were in force then and still are.

    What is lost is lost by the operator's choice, and from then on counts as never done.
    """
    await arena.database.save()
    await arena.served_again()
    await anyio.sleep(PLAY_S)
    newer, saved = await arena.database.set_back(_committed)
    lost = newer - saved
    arena.lost |= dict.fromkeys(lost, time.monotonic())
    if not lost:
        raise NotFired("nothing was lost")
    return f"{len(lost)} commands were lost with the rows"


async def _committed(database: Database) -> set[Any]:
    return {row["command_id"] for row in await database.fetch(COMMITTED)}


async def promoted(arena: Arena) -> str:
    """Go on under another timeline, as after the promotion of a replica that had everything."""
    before = await arena.database.fetch(TIMELINE)
    await arena.servers.promote_postgres()

    async def promoted() -> bool:
        return bool((await arena.database.fetch(SERVES))[0]["serves"])

    await arena.until(promoted, RECOVERY_S, "the recovery did not end")
    after = await arena.database.fetch(TIMELINE)
    if after == before:
        raise NotFired("it is the same timeline still")
    return f"timeline {before[0]['timeline']} became {after[0]['timeline']}"


FAULTS: Final = (
    Fault("Postgres: last rows rewound under valid tokens", rewound, alone=True),
    Fault("Postgres: another timeline", promoted),
)
