"""All that is kept of one actor beside its deltas and postings, and which tables name actors at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, Table, select

from actors.identity import ActorId
from actors.ports import NoteRow, SnapshotRow, StandingRow
from persistence.history import note_row, snapshot_row
from persistence.reading import Reading, epoch_ms
from persistence.schema import delta, entry, inbox, snapshot, standing, tombstone

PERSONAL: Final[Mapping[str, Table]] = {
    table.name: table for table in (delta, entry, inbox, snapshot, standing, tombstone)
}
"""The tables whose rows name an actor. An export tells what they hold of it, an erasure empties them."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The delta that erased an actor, and when."""

    seq: int
    erased_at_ms: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one actor, at most some moments old."""

    snapshots: tuple[SnapshotRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    tombstone: Tombstone | None = None


async def read_kept(reading: Reading, actor: ActorId) -> Kept:
    """Read it. Raises `Unavailable`."""
    stones = [_tombstone(row) for row in await reading.rows(_of(actor, tombstone))]
    return Kept(
        snapshots=tuple([snapshot_row(row) for row in await reading.rows(_of(actor, snapshot))]),
        standings=tuple([_standing_row(row) for row in await reading.rows(_of(actor, standing))]),
        notes=tuple([note_row(row) for row in await reading.rows(_of(actor, inbox))]),
        tombstone=stones[0] if stones else None,
    )


def _of(actor: ActorId, table: Table) -> Select[Any]:
    mine = select(table).where(table.c.kind == actor.kind, table.c.key == actor.key)
    return mine.order_by(*table.primary_key.columns)


def _standing_row(row: Row[Any]) -> StandingRow:
    actor = ActorId(row.kind, row.key)
    return StandingRow(row.board, actor, row.value, row.seq, epoch_ms(row.reached_at))


def _tombstone(row: Row[Any]) -> Tombstone:
    return Tombstone(row.seq, epoch_ms(row.erased_at))
