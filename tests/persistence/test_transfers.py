"""Joint commands on the real store: what two players do to each other at once locks neither out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import pytest

from actors.behavior import Kind
from actors.errors import NotApplied, OutcomeUnknown
from actors.host import Host
from actors.options import HostOptions
from actors.testing import PurseBehavior, PurseCodec, SequenceDice, change, transfer
from persistence.leases import LocalLeases
from persistence.link import LocalLink
from persistence.store import PostgresStore
from tests.persistence.conftest import sql_on

pytestmark = pytest.mark.anyio

EACH = 15
COINS = 100
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@asynccontextmanager
async def serving(store: PostgresStore) -> AsyncIterator[Host]:
    """Run a host with two lanes on a store."""
    behavior = PurseBehavior()
    host = Host(
        kinds=[Kind(name="purse", behavior=behavior, codec=PurseCodec(), joint=behavior)],
        store=store,
        leases=LocalLeases("one"),
        link=LocalLink("one"),
        dice=SequenceDice,
        release="test",
        instance="one",
        options=HostOptions(lanes=2),
    )
    async with host.serving():
        yield host


async def test_hazard_15_transfers_in_opposite_directions_take_no_lock_of_two_players(
    store: PostgresStore, database_url: str
) -> None:
    done: list[int] = []

    async def trade(host: Host, number: int, source: int, target: int) -> None:
        while True:
            try:
                done.append((await host.ask_joint(transfer(number, source, target, 1), within_s=10))[1])
                return
            except (NotApplied, OutcomeUnknown):
                await anyio.sleep(0.05)

    async with sql_on(database_url) as sql, serving(store) as host:
        for key in (1, 2):
            await host.ask(change(key, key, COINS), within_s=10)
        with anyio.fail_after(60):
            async with anyio.create_task_group() as tasks:
                for n in range(EACH):
                    tasks.start_soon(trade, host, 100 + n, 1, 2)
                    tasks.start_soon(trade, host, 200 + n, 2, 1)
        ends = [(await host.ask(change(300 + key, key, 0), within_s=10))[1] for key in (1, 2)]
        deadlocks = (await sql.fetch(DEADLOCKS))[0]["deadlocks"]

    assert len(done) == 2 * EACH
    assert ends == [COINS, COINS]
    assert deadlocks == 0
