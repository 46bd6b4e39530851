"""Audits and figures on a real database, of players who have really played."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from actors.errors import Unreadable
from actors.identity import ActorId
from actors.ports import DeltaRow, EntryRow, SnapshotRow
from persistence.books import Books
from persistence.connections import Connections
from persistence.runs import StoredRuns
from persistence.store import PostgresStore
from reve.game.auditing import Fault
from reve.game.commands import ClaimDaily, Pull
from reve.game.state import Player
from reve.launch.host import kinds
from reve.operation.audit import Auditor
from reve.operation.chores import AUDIT_ALL, ECONOMY, TOMBSTONES, chores
from reve.operation.economy import measured
from reve.stored import player_codec
from tests.game.sample import Play, catalogue, started
from tests.persistence.conftest import migrated_url, sql, store
from tests.persistence.samples import commit

__all__ = ["migrated_url", "sql", "store"]

pytestmark = pytest.mark.anyio

PLAYER, _ = kinds(catalogue)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """The driver of Postgres runs on asyncio only."""
    return "asyncio"


@pytest.fixture
async def books(store: PostgresStore, migrated_url: str) -> AsyncIterator[Books]:
    """The books of the module's database."""
    async with Books.open(migrated_url) as books:
        yield books


@pytest.fixture
def auditor(books: Books) -> Auditor:
    """An auditor who makes no pauses."""
    return Auditor(books, PLAYER, pause_s=0)


async def keep(store: PostgresStore, key: int, play: Play, *, state: Player | None = None) -> None:
    """Store what somebody has played as one delta; with `state`, also as a snapshot."""
    actor, codec = ActorId("player", key), player_codec()
    delta = DeltaRow(
        actor, 1, key, "reve.pull", 1, 1, "test", codec.encode_events(play.events), b"", play.now_ms
    )
    sums: dict[tuple[str, str], int] = {}
    for one in play.entries:
        sums[one.account, one.currency] = sums.get((one.account, one.currency), 0) + one.amount
    entries = tuple(EntryRow(key, actor, *account, amount) for account, amount in sums.items())
    snapshots = () if state is None else (SnapshotRow(actor, 1, 1, codec.encode_state(state)),)
    await commit(store, delta, entries=entries, snapshots=snapshots)


def played() -> Play:
    play = started()
    for action in (ClaimDaily(), Pull(3)):
        play.do(action)
    return play


async def test_players_who_played_are_right(store: PostgresStore, auditor: Auditor) -> None:
    for key in range(1, 46):
        await keep(store, key, played())
    assert await auditor.all() == {"players": 45, "newer": 0, "faults": 0, "first": []}
    assert (await auditor.sample())["players"] == 45


async def test_what_is_wrong_is_found_and_raises_an_alarm(
    store: PostgresStore,
    sql: Connections,
    auditor: Auditor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    play = played()
    await keep(store, 7, play, state=replace(play.state, items={"potion": -1}))
    await keep(store, 8, play)
    await sql.fetch("UPDATE entry SET amount = amount + 1 WHERE key = 8 AND account = 'wallet'")
    told = await auditor.all()
    currencies = {currency for account, currency in {(e.account, e.currency) for e in play.entries}}
    assert told["faults"] == 1 + len(currencies)
    assert told["first"][0] == "player/7 item potion: -1 instead of 0"
    alarms = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(alarms) == told["faults"]


async def test_a_damaged_player_is_a_fault_and_one_of_a_newer_release_is_none(
    store: PostgresStore,
    sql: Connections,
    auditor: Auditor,
) -> None:
    for key in (7, 8, 9):
        await keep(store, key, played())
    await sql.fetch("UPDATE delta SET events = 'nonsense' WHERE key = 7")
    await sql.fetch("UPDATE delta SET schema = 99 WHERE key = 8")
    told = await auditor.all()
    assert (told["players"], told["newer"], told["faults"]) == (2, 1, 1)
    assert "player/7 unreadable" in told["first"][0]
    with pytest.raises(Unreadable):
        await auditor.one(7)


async def test_one_player_is_audited_account_by_account(
    store: PostgresStore,
    sql: Connections,
    auditor: Auditor,
) -> None:
    play = played()
    await keep(store, 7, play)
    await sql.fetch("UPDATE entry SET amount = 1 WHERE account = 'wallet' AND currency = 'revies'")
    audited = await auditor.one(7)
    balance = play.state.wallet.balances["revies"]
    assert (audited.seq, audited.balances["revies"]) == (1, balance)
    assert audited.faults == (Fault("wallet", "revies", balance, 1),)


async def test_nobody_is_right(auditor: Auditor) -> None:
    audited = await auditor.one(7)
    assert (audited.seq, audited.sums, audited.faults) == (0, {}, ())


async def test_the_economy_is_what_wallets_hold_what_moved_and_what_was_pulled(
    store: PostgresStore,
    books: Books,
) -> None:
    play = played()
    await keep(store, 7, play)
    await keep(store, 8, played())
    told = await measured(books, player_codec(), catalogue(), play.now_ms)
    assert told["circulation"] == {name: 2 * n for name, n in play.state.wallet.balances.items()}
    assert (
        sum(amount for _, currency, amount in told["flows"] if currency == "revies")
        == (told["circulation"]["revies"])
    )
    assert sum(drawn for _, drawn, _ in told["pulls"]) == 6
    later = await measured(books, player_codec(), catalogue(), play.now_ms + 86_400_001)
    assert (later["circulation"], later["flows"], later["pulls"]) == (told["circulation"], [], [])


async def test_every_chore_can_be_done_twice_and_tells_what_can_be_kept(
    store: PostgresStore,
    migrated_url: str,
    books: Books,
) -> None:
    play = played()
    await keep(store, 7, play)
    async with StoredRuns.open(migrated_url) as runs:
        jobs = chores(books, runs, PLAYER, catalogue=catalogue, now_ms=lambda: play.now_ms)
        told = {job.name: await job.work() for job in jobs}
        assert {job.name: await job.work() for job in jobs} == told
    assert json.loads(json.dumps(told)) == told
    assert told[AUDIT_ALL]["faults"] == 0
    assert told[ECONOMY]["circulation"]["revies"] > 0
    assert told[TOMBSTONES] == {"forgotten": 0}
