"""All rows of a database, as the history checker gets them."""

from typing import Any

import anyio
import pytest

from actors.behavior import Command, JointCommand, Kind
from actors.errors import Unavailable
from actors.history import Account, History, LiveState, Observation, Replied, Rules, check
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ports import NEVER_MS
from actors.testing import PurseBehavior, PurseCodec, Send, SequenceDice, change, transfer
from persistence.connections import Connections
from persistence.history import read_all
from persistence.leases import LocalLeases
from persistence.link import LocalLink
from persistence.store import PostgresStore
from tests.persistence.samples import ADA, BOB, commit, delta, entry, note, snapshot

pytestmark = pytest.mark.anyio

PURSE = Kind(name="purse", behavior=PurseBehavior(), codec=PurseCodec(), joint=PurseBehavior())
RULES = Rules(
    kinds={"purse": PURSE},
    dice=SequenceDice,
    release="test",
    balances_of=lambda actor, state: {Account("purse", "coin"): state.coins},
)


async def test_all_rows_are_read_as_they_were_written(store: PostgresStore, migrated_url: str) -> None:
    deltas = (delta(ADA, 1), delta(ADA, 2), delta(BOB, 1))
    postings = (entry(ADA, 1001, -5), entry(ADA, 1001, 5, account="tax/trade"))
    notes = (note(BOB, "gift:1", 7), note(BOB, "gift:2", 8))
    await commit(store, *deltas, snapshots=(snapshot(ADA, 2),), entries=postings, notes=notes)

    rows = await read_all(migrated_url)

    assert rows.deltas == deltas
    assert rows.snapshots == (snapshot(ADA, 2),)
    assert set(rows.entries) == set(postings)
    assert rows.inbox == notes


async def test_a_database_may_be_empty(store: PostgresStore, migrated_url: str) -> None:
    rows = await read_all(migrated_url)

    assert rows.deltas == rows.snapshots == rows.entries == rows.inbox == ()


async def test_a_note_that_was_set_aside_is_never_due(sql: Connections, migrated_url: str) -> None:
    await sql.fetch(
        "INSERT INTO inbox (kind, key, name, shard, due_at, command_id, body, attempts)"
        f" VALUES ('player', 2, 'gift', {shard_of(BOB)}, 'infinity', 7, 'note', 3)"
    )

    (row,) = (await read_all(migrated_url)).inbox

    assert (row.due_at_ms, row.attempts) == (NEVER_MS, 3)


async def test_a_database_that_cannot_be_reached_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await read_all("postgresql://nobody@127.0.0.1:1/none", connect_timeout_s=1.0)


async def observed(host: Host, command: Command[Any] | JointCommand[Any]) -> Observation:
    """Have a command judged, and write down what came of it."""
    sent_s = anyio.current_time()
    asked = host.ask_joint if isinstance(command, JointCommand) else host.ask
    reply = await asked(command, within_s=10.0)  # type: ignore[operator]
    return Observation(
        command, sent_s, anyio.current_time(), Replied(PurseCodec().encode_reply(reply), reply[0] == "coins")
    )


async def test_what_a_host_has_done_on_the_real_store_is_sound(
    store: PostgresStore, migrated_url: str
) -> None:
    commands = [
        *(change(n, 1, 10) for n in range(1, 71)),
        change(71, 2, -5),
        transfer(72, 1, 2, 30),
        Command(73, ActorId("purse", 1), "purse.send", Send(3, 7, 73)),
    ]
    host = Host(
        kinds=[PURSE],
        store=store,
        leases=LocalLeases("one"),
        link=LocalLink("one"),
        dice=SequenceDice,
        release="test",
    )
    async with host.serving():
        seen = [await observed(host, command) for command in commands]
        while (await read_all(migrated_url)).inbox:
            await anyio.sleep(0.05)
        live = [LiveState(a.actor, a.seq, a.state) for a in host._parts.roster]

    rows = await read_all(migrated_url)
    report = check(
        History(
            deltas=rows.deltas,
            snapshots=rows.snapshots,
            entries=rows.entries,
            inbox=rows.inbox,
            live=live,
            observations=seen,
        ),
        RULES,
    )

    assert report.sound, report
    assert (report.counts.judged_again, report.counts.acknowledged, report.counts.live) == (74, 72, 3)
    assert report.counts.snapshots > 0
