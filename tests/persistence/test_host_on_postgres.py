"""The runtime on the real store: damage is contained, and lost connections lose nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import anyio
import pytest

from actors.behavior import Command, Kind
from actors.errors import Busy, Internal, Newer
from actors.host import Host
from actors.identity import ActorId
from actors.options import HostOptions
from actors.testing import Peek, PurseBehavior, PurseCodec, SequenceDice, change
from persistence.connections import Connections
from persistence.leases import LocalLeases
from persistence.link import LocalLink
from persistence.store import PostgresStore

pytestmark = pytest.mark.anyio

PURSE = Kind(name="purse", behavior=PurseBehavior(), codec=PurseCodec())


@asynccontextmanager
async def serving(store: PostgresStore, instance: str = "one") -> AsyncIterator[Host]:
    """Run a host on a store."""
    host = Host(
        kinds=[PURSE],
        store=store,
        leases=LocalLeases(instance),
        link=LocalLink(instance),
        dice=SequenceDice,
        release="test",
        instance=instance,
        options=HostOptions(lanes=2),
    )
    async with host.serving():
        yield host


async def coins(host: Host, key: int) -> int:
    """Ask for a balance."""
    reply = await host.ask(Command(0, ActorId("purse", key), "purse.peek", Peek()), within_s=10.0)
    return int(reply[1])


async def deposit(store: PostgresStore, key: int, times: int) -> None:
    """Let a host change a purse often, one coin each."""
    async with serving(store) as host:
        for n in range(times):
            await host.ask(change(key * 1000 + n, key, 1), within_s=10.0)


async def test_a_restart_finds_what_was_committed(store: PostgresStore) -> None:
    await deposit(store, 1, 3)
    async with serving(store, "two") as host:
        assert await coins(host, 1) == 3


async def test_a_damaged_snapshot_gives_way_to_the_one_before(store: PostgresStore, sql: Connections) -> None:
    await deposit(store, 1, 130)
    newest = "SELECT max(seq) FROM snapshot WHERE kind = 'purse' AND key = 1"
    await sql.fetch(f"UPDATE snapshot SET state = '\\xff' WHERE seq = ({newest})")
    async with serving(store) as host:
        assert await coins(host, 1) == 130


async def test_a_damaged_delta_concerns_its_actor_alone(store: PostgresStore, sql: Connections) -> None:
    await deposit(store, 1, 2)
    await deposit(store, 2, 2)
    await sql.fetch("DELETE FROM snapshot")
    await sql.fetch("UPDATE delta SET events = '\\xff' WHERE key = 1 AND seq = 1")
    async with serving(store) as host:
        with pytest.raises(Internal):
            await host.ask(change(9001, 1, 5), within_s=10.0)
        assert await coins(host, 2) == 2
    ((count,),) = await sql.fetch("SELECT count(*) FROM delta WHERE key = 1")
    assert count == 2


async def test_an_actor_of_a_newer_release_is_left_alone(store: PostgresStore, sql: Connections) -> None:
    await deposit(store, 1, 2)
    await sql.fetch("DELETE FROM snapshot")
    await sql.fetch("UPDATE delta SET schema = 99 WHERE seq = 2")
    async with serving(store) as host:
        with pytest.raises(Newer):
            await host.ask(change(9001, 1, 5), within_s=10.0)
    ((count,),) = await sql.fetch("SELECT count(*) FROM delta")
    assert count == 2


async def test_commands_survive_backends_that_are_terminated(store: PostgresStore, sql: Connections) -> None:
    """Each of 300 commands is answered once and is in the journal once, with that answer."""
    answers: dict[int, tuple[str, int, int]] = {}

    async def one(host: Host, command_id: int) -> None:
        while command_id not in answers:
            with suppress(Busy):
                answers[command_id] = await host.ask(change(command_id, command_id % 10, 1), within_s=30.0)

    async with serving(store) as host, anyio.create_task_group() as group:
        for command_id in range(1, 301):
            group.start_soon(one, host, command_id)
            if command_id % 60 == 0:
                await anyio.sleep(0.02)
                await sql.fetch(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'test commits' AND datname = current_database()"
                )
    records = await sql.fetch("SELECT command_id, reply FROM delta")
    stored = {r["command_id"]: PurseCodec().decode_reply(1, r["reply"]) for r in records}
    assert len(records) == 300
    assert stored == answers
    ((total, purses),) = await sql.fetch(
        "SELECT sum(amount), sum(amount) FILTER (WHERE account = 'purse') FROM entry"
    )
    assert (total, purses) == (0, 300)
