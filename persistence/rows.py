"""Rows of the store as arguments and results of its SQL functions: columns, not rows, go over."""

from collections.abc import Sequence
from typing import Any, Final

from actors.identity import ActorId
from actors.ports import (
    Batch,
    DeltaRow,
    EntryRow,
    Facts,
    Loaded,
    LoadRequest,
    NoteRow,
    SnapshotRow,
    StandingRow,
    TakeRequest,
    Token,
)

INT64: Final = range(-(2**63), 2**63)

MOMENTS: Final = range(-(2**47), 2**53)
"""Milliseconds, some way within those that a `timestamptz` can be."""

DELTA_COLUMNS: Final = (
    "kind, key, seq, command_id, name, schema, settings_version, release, events, reply, at"
)
NOTE_COLUMNS: Final = "kind, key, name, shard, due_at, command_id, body, attempts"


def columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[Sequence[Any]]:
    """Turn rows of `width` values into that many columns."""
    return list(zip(*rows, strict=True)) if rows else [()] * width


def storable(actor: ActorId, *numbers: int) -> bool:
    """Tell whether there can be rows about these at all: no column takes a number past 64 bits."""
    return all(number in INT64 for number in (actor.key, *numbers))


def since(at_ms: int) -> int:
    """Return a moment to look back to as one that the database knows."""
    return min(max(at_ms, MOMENTS[0]), MOMENTS[-1])


def nothing(actor: ActorId) -> Loaded:
    """Return what is stored of an actor that nothing is stored of."""
    return Loaded(actor, None, (), (), 0, 0)


def commit_arguments(batch: Batch) -> list[Sequence[Any]]:
    """Return a batch as the arguments of `commit_v4`, in their order."""
    return [
        *columns(batch.tokens, 3),
        *columns([_delta(row) for row in batch.deltas], 11),
        *columns([_snapshot(row) for row in batch.snapshots], 5),
        *columns([_entry(row) for row in batch.entries], 6),
        *columns([_standing(row) for row in batch.standings], 6),
        *columns([_note(row) for row in batch.notes], 7),
        *columns([_consumed(row) for row in batch.consumed], 4),
        *columns([(*one.actor, one.shard, one.seq) for one in batch.erased], 4),
    ]


def take_arguments(requests: Sequence[TakeRequest]) -> list[Sequence[Any]]:
    """Return requests as the arguments of `take_v1`, but for the owner."""
    return [
        *columns([(request.shard, request.nonce) for request in requests], 2),
        *columns([(r.shard, t.epoch, t.nonce) for r in requests for t in r.seen if t.shard == r.shard], 3),
    ]


def load_arguments(requests: Sequence[LoadRequest]) -> list[Sequence[Any]]:
    """Return requests as the arguments of `load_v2`, but for the time."""
    return columns([(*request.actor, request.snapshot_below) for request in requests], 3)


def delta_row(record: Sequence[Any]) -> DeltaRow:
    """Read the columns of `DELTA_COLUMNS`."""
    kind, key, seq, command_id, name, schema, settings_version, release, events, reply, at_ms = record
    actor = ActorId(kind, key)
    return DeltaRow(actor, seq, command_id, name, schema, settings_version, release, events, reply, at_ms)


def loaded(actor: ActorId, record: Any) -> Loaded:
    """Read one row of `load_v2`."""
    snapshot = None
    if record["snapshot_seq"] is not None:
        snapshot = SnapshotRow(
            actor, record["snapshot_seq"], record["snapshot_schema"], bytes(record["snapshot_state"])
        )
    return Loaded(
        actor=actor,
        snapshot=snapshot,
        deltas=_loaded_deltas(actor, record),
        recent=tuple(record["recent"]),
        last_at_ms=record["last_at"] or 0,
        last_settings_version=record["last_settings_version"] or 0,
        standings=_loaded_standings(actor, record),
    )


def note_row(record: Sequence[Any]) -> NoteRow:
    """Read the columns of `NOTE_COLUMNS`."""
    kind, key, name, shard, due_at_ms, command_id, body, attempts = record
    return NoteRow(ActorId(kind, key), name, shard, due_at_ms, command_id, body, attempts)


def postpone_arguments(notes: Sequence[NoteRow]) -> list[Sequence[Any]]:
    """Return notes as the arguments of `postpone_v1`."""
    return columns([(*n.target, n.name, n.command_id, n.due_at_ms, n.attempts) for n in notes], 6)


def facts(record: Any, *, schema_switch: int = 0) -> Facts:
    """Read what every answer tells."""
    return Facts(
        at_ms=record["at"],
        settings_version=record["settings_version"],
        system_identifier=record["system_identifier"],
        timeline=record["timeline"],
        schema_switch=schema_switch,
    )


def _loaded_deltas(actor: ActorId, record: Any) -> tuple[DeltaRow, ...]:
    if record["seqs"] is None:
        return ()
    columns = (
        record["seqs"],
        record["command_ids"],
        record["names"],
        record["schemas"],
        record["settings_versions"],
        record["releases"],
        record["events"],
        record["replies"],
        record["ats"],
    )
    return tuple(DeltaRow(actor, *row) for row in zip(*columns, strict=True))


def _loaded_standings(actor: ActorId, record: Any) -> tuple[StandingRow, ...]:
    if record["boards"] is None:
        return ()
    columns = (record["boards"], record["board_values"], record["board_seqs"], record["reached_ats"])
    return tuple(
        StandingRow(board, actor, value, seq, at_ms)
        for board, value, seq, at_ms in zip(*columns, strict=True)
    )


def _delta(row: DeltaRow) -> tuple[Any, ...]:
    return (
        *row.actor,
        row.seq,
        row.command_id,
        row.name,
        row.schema,
        row.settings_version,
        row.release,
        row.events,
        row.reply,
        row.at_ms,
    )


def _snapshot(row: SnapshotRow) -> tuple[Any, ...]:
    return (*row.actor, row.seq, row.schema, row.state)


def _entry(row: EntryRow) -> tuple[Any, ...]:
    return (row.command_id, *row.actor, row.account, row.currency, row.amount)


def _standing(row: StandingRow) -> tuple[Any, ...]:
    return (row.board, *row.actor, row.value, row.seq, row.reached_at_ms)


def _note(row: NoteRow) -> tuple[Any, ...]:
    return (*row.target, row.name, row.shard, row.due_at_ms, row.command_id, row.body)


def _consumed(row: NoteRow) -> tuple[Any, ...]:
    return (*row.target, row.name, row.command_id)


def token(record: Any) -> Token:
    """Read a fencing token."""
    return Token(record["shard"], record["epoch"], record["nonce"])
