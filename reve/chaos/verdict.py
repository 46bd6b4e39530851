"""The whole history of a cluster, held against what its clients saw."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from actors.behavior import Command, JointCommand
from actors.history import (
    Account,
    History,
    Outcome,
    Refused,
    Replied,
    Report,
    Rules,
    Taking,
    Unknown,
    check,
)
from actors.history import Observation as Sending
from actors.identity import ActorId
from actors.ports import NEVER_MS, DeltaRow, EntryRow, NoteRow, SnapshotRow
from actors.schema_switch import SchemaSwitch
from actors.testing import Peek, Purse, PurseCodec, SequenceDice
from reve.chaos.observation import End, Observation, Try
from reve.chaos.sample import NEW_FORM, NEW_RELEASE, kinds
from reve.chaos.servers import Database

CODEC: Final = PurseCodec()
MS: Final = "(extract(epoch from {}) * 1000)::bigint"
DELTAS: Final = f"""
    SELECT kind, key, seq, command_id, name, schema, settings_version, release, events, reply,
        {MS.format("at")} AS at_ms
    FROM delta
"""
SNAPSHOTS: Final = "SELECT kind, key, seq, schema, state FROM snapshot"
ENTRIES: Final = "SELECT command_id, kind, key, account, currency, amount FROM entry"
NOTES: Final = f"""
    SELECT kind, key, name, shard, command_id, body,
        CASE WHEN due_at = 'infinity' THEN {NEVER_MS} ELSE {MS.format("due_at")} END AS due_ms
    FROM inbox
"""
TAKINGS: Final = f"""
    SELECT shard, {MS.format("clock_timestamp() - taken_at")} AS ago_ms FROM shard WHERE taken_at IS NOT NULL
"""
NOW: Final = f"SELECT {MS.format('clock_timestamp()')} AS at_ms"


async def judge(
    database: Database,
    seen: Sequence[Observation],
    lost: Mapping[int, float],
    *,
    settled_at_ms: int | None,
) -> Report:
    """Hold what is stored against what was seen; `lost` tells what the operator has set back, and when."""
    sendings = [sending for one in seen for sending in _sendings(one, lost)]
    return check(await _history(database, sendings, settled_at_ms, set_back=bool(lost)), rules())


def rules() -> Rules:
    """Return the rules that the new release judges by."""
    return Rules(
        kinds={kind.name: kind for kind in kinds(SchemaSwitch(NEW_FORM))},
        dice=SequenceDice,
        release=NEW_RELEASE,
        balances_of=_balances,
    )


async def now_ms(database: Database) -> int:
    """Return the time by the database's clock."""
    (row,) = await database.fetch(NOW)
    return int(row["at_ms"])


async def _history(
    database: Database, sendings: Sequence[Sending], settled_at_ms: int | None, *, set_back: bool
) -> History:
    began_s = time.monotonic()
    takings = [Taking(row["shard"], began_s - row["ago_ms"] / 1000) for row in await database.fetch(TAKINGS)]
    return History(
        deltas=[DeltaRow(ActorId(k, n), *rest) for k, n, *rest in await database.fetch(DELTAS)],
        snapshots=[SnapshotRow(ActorId(k, n), *rest) for k, n, *rest in await database.fetch(SNAPSHOTS)],
        entries=[EntryRow(c, ActorId(k, n), *rest) for c, k, n, *rest in await database.fetch(ENTRIES)],
        inbox=[
            NoteRow(ActorId(row["kind"], row["key"]), row["name"], row["shard"], row["due_ms"],
                    row["command_id"], row["body"])
            for row in await database.fetch(NOTES)
        ],
        observations=sendings,
        takings=takings,
        settled_at_ms=settled_at_ms,
        set_back=set_back,
    )  # fmt: skip


def _sendings(one: Observation, lost: Mapping[int, float]) -> list[Sending]:
    command = _command(one)
    lost_s = lost.get(one.command_id, float("-inf"))
    sendings = []
    for once in one.tries:
        ended_s = time.monotonic() if once.ended_s is None else once.ended_s
        outcome = Unknown() if ended_s <= lost_s else _outcome(one, once)
        sendings.append(Sending(command, once.sent_s, ended_s, outcome))
    return sendings


def _command(one: Observation) -> Command[Any] | JointCommand[Any]:
    if len(one.actors) > 1:
        return JointCommand(one.command_id, one.actors, one.name, one.body)
    return Command(one.command_id, one.actors[0], one.name, one.body)


def _outcome(one: Observation, once: Try) -> Outcome:
    if once.error is None and once is one.tries[-1] and one.end is End.ANSWERED and one.reply is not None:
        word, coins, roll = one.reply
        changes = word == "coins" and not isinstance(one.body, Peek)
        return Replied(CODEC.encode_reply((word, coins, roll)), changes)
    if once.error is not None and once.applied == "no":
        return Refused(once.error)
    return Unknown()


def _balances(actor: ActorId, state: Purse) -> Mapping[Account, int]:
    return {Account("purse", "coin"): state.coins}
