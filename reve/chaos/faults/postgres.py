"""Postgres ends sessions, restarts, is locked, is full; what goes to it and comes from it gets lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import anyio
import asyncpg

from actors.identity import ActorId, shard_of
from reve.chaos.arena import Arena, NotFired
from reve.chaos.faults.fault import Fault
from reve.chaos.observation import Observation
from reve.chaos.traps import Deed, Trap

PATIENCE_S: Final = 10.0
LOCKED_S: Final = 3.5
FULL_S: Final = 3.0
SLOW_S: Final = 0.05

IDLE: Final = """
    SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
    WHERE application_name LIKE $1 || ' %' AND state = 'idle'
"""
WAITING: Final = """
    SELECT pid FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%commit_v%' AND datname = current_database()
"""
END: Final = "SELECT pg_terminate_backend(p) FROM unnest($1::integer[]) AS p"
GONE: Final = "SELECT FROM pg_stat_activity WHERE pid = $1"
ALL_OF_IT: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND NOT pid = ANY ($1::integer[])
"""


async def ended_before(arena: Arena) -> str:
    """End the idle sessions of an instance: its next commit finds them broken."""
    victim = (await arena.owners())[0]
    ended = [row for row in await arena.database.fetch(IDLE, victim.name) if row["ended"]]
    if not ended:
        raise NotFired("it had no idle session")
    await arena.must_earn(await arena.fresh_of(victim), via=victim)
    return f"{len(ended)} idle sessions were ended"


async def ended_during(arena: Arena) -> str:
    """End a session in the middle of its commit, while that waits for a lock."""
    actor = await arena.fresh_of((await arena.owners())[0])
    await arena.must_earn(actor)
    async with anyio.create_task_group() as tasks, _locked(arena, [shard_of(actor)]):
        tasks.start_soon(arena.earn, actor)
        ended = await _end_waiting(arena)
    if not ended:
        raise NotFired("no commit waited")
    return f"{ended} commits were ended while they waited for a lock"


async def _end_waiting(arena: Arena) -> int:
    with anyio.move_on_after(PATIENCE_S):
        while True:
            waiting = [row["pid"] for row in await arena.database.fetch(WAITING)]
            if waiting:
                await arena.database.fetch(END, waiting)
                return len(waiting)
            await anyio.sleep(0.02)
    return 0


async def ended_after(arena: Arena) -> str:
    """End a session after its commit, before anybody has heard the answer."""
    async with _caught(arena, Deed.HOLD_ANSWER) as trap:
        (row,) = await arena.database.fetch("SELECT pg_terminate_backend($1) AS ended", trap.backend)
    if not row["ended"]:
        raise NotFired("the session was gone already")
    return "the session ended after its commit"


async def answer_dropped(arena: Arena) -> str:
    """Lose the answer of a commit that was applied."""
    async with _caught(arena, Deed.DROP_ANSWER):
        return Deed.DROP_ANSWER.value


async def cut_before(arena: Arena) -> str:
    """Break the connection before a commit is sent."""
    async with _caught(arena, Deed.CUT_BEFORE):
        return Deed.CUT_BEFORE.value


async def cut_within(arena: Arena) -> str:
    """Break the connection in the middle of a commit's bytes."""
    async with _caught(arena, Deed.CUT_WITHIN):
        return Deed.CUT_WITHIN.value


async def stalled(arena: Arena) -> str:
    """Withhold the last bytes of a commit: it has been executed, and holds its locks, but does not end."""
    async with _caught(arena, Deed.HOLD_SYNC) as trap:

        async def gone() -> bool:
            return not await arena.database.fetch(GONE, trap.backend)

        with suppress(NotFired):
            await arena.until(gone, PATIENCE_S * 2, "nobody ended it")
            return "the session was ended by others"
    return "the session held its locks until it was let go"


async def late_commit(arena: Arena) -> str:
    """Have a commit arrive after its shard was taken by another."""
    async with _caught(arena, Deed.HOLD_ALL) as trap:
        await arena.fence(ActorId(*trap.about))
    return "a commit arrived after its shard was taken"


@asynccontextmanager
async def _caught(arena: Arena, deed: Deed) -> AsyncIterator[Trap]:
    """Catch a commit of a fresh purse, and have its command answered in the end."""
    victim = (await arena.owners())[0]
    actor = await arena.fresh_of(victim)
    await arena.must_earn(actor, via=victim)
    number = next(arena.crowd.ids)
    trap = Trap(deed, lambda values: number.to_bytes(8, "big", signed=True) in values, about=actor)
    async with anyio.create_task_group() as tasks:
        with victim.postgres.trap(trap):
            tasks.start_soon(lambda: arena.earn(actor, via=victim, command_id=number))
            if not await trap.caught(PATIENCE_S):
                raise NotFired("no commit was caught")
            yield trap


async def restart(arena: Arena) -> str:
    """Restart Postgres."""
    began = "SELECT pg_postmaster_start_time() AS at"
    before = await arena.database.fetch(began)
    await arena.servers.stop_postgres()
    await arena.servers.start_postgres()
    if await arena.database.fetch(began) == before:
        raise NotFired("it is the same server still")
    return "another run of the server"


async def lock_timeout(arena: Arena) -> str:
    """Hold the rows of many shards for longer than a commit waits."""
    victim = (await arena.owners())[0]
    actor = await arena.fresh_of(victim)
    found: list[Observation] = []

    async def ask() -> None:
        found.append(await arena.earn(actor, via=victim))

    async with anyio.create_task_group() as tasks, _locked(arena, await arena.owned(victim)):
        tasks.start_soon(ask)
        await anyio.sleep(LOCKED_S)
        waiting = len(await arena.database.fetch(WAITING))
    errors = [once.error for seen in found for once in seen.tries if once.error]
    if not waiting and not errors:
        raise NotFired("nobody waited for the rows")
    return f"rows were locked for {LOCKED_S:.1f} s; {waiting} commits waited; errors seen: {errors}"


@asynccontextmanager
async def _locked(arena: Arena, shards: list[int]) -> AsyncIterator[None]:
    """Hold rows of shards in a transaction of one who does not belong here."""
    async with arena.database.session() as connection, connection.transaction():
        await connection.fetch(
            "SELECT FROM shard WHERE shard = ANY ($1::integer[]) ORDER BY shard FOR UPDATE", shards
        )
        yield


async def pool_exhausted(arena: Arena) -> str:
    """Take all connections that the server has, and end those of the instances."""
    async with arena.database.session() as connection:
        taken: list[Any] = []
        try:
            full = await _take_all(arena, taken)
            await connection.fetch(ALL_OF_IT, [one.get_server_pid() for one in taken])
            full = await _take_all(arena, taken) or full
            await anyio.sleep(FULL_S)
        finally:
            for one in taken:
                one.terminate()
    if not full:
        raise NotFired("the server had room for more")
    return f"{len(taken)} connections left none for others for {FULL_S:.0f} s"


async def _take_all(arena: Arena, taken: list[Any]) -> bool:
    for _ in range(200):
        try:
            taken.append(await asyncpg.connect(arena.database.url, timeout=PATIENCE_S))
        except asyncpg.TooManyConnectionsError:
            return True
    return False


async def slow(arena: Arena) -> str:
    """Delay everything to and from Postgres."""
    proxies = [one.postgres for one in arena.cluster.open]
    for proxy in proxies:
        proxy.delay_s = SLOW_S
    await asyncio.sleep(3)
    for proxy in proxies:
        proxy.delay_s = 0.0
    return f"{SLOW_S * 1000:.0f} ms each way for 3 s"


FAULTS: Final = (
    Fault("Postgres: session ended before a commit", ended_before),
    Fault("Postgres: session ended during a commit", ended_during),
    Fault("Postgres: session ended after a commit", ended_after),
    Fault("Postgres: answer of a commit dropped", answer_dropped),
    Fault("Postgres: connection cut before a commit", cut_before),
    Fault("Postgres: connection cut within a commit", cut_within),
    Fault("Postgres: executed, last bytes withheld", stalled),
    Fault("Postgres: a commit arrives late", late_commit),
    Fault("Postgres: restarted", restart),
    Fault("Postgres: rows locked", lock_timeout),
    Fault("Postgres: no connection left", pool_exhausted),
    Fault("Postgres: slow", slow),
)
