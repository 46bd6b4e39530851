"""The store that all instances share: it writes down what lands when, and can forget the end of it."""

from collections.abc import Callable
from dataclasses import dataclass

import anyio

from actors.history import Taking
from actors.identity import ActorId
from actors.ports import Batch, Facts, NoteRow, SnapshotRow, Token
from actors.testing import MemoryStore

EPOCH_MS = 1_750_000_000_000


@dataclass(frozen=True, slots=True)
class Before:
    """What a commit has replaced."""

    batch: Batch
    entries: int
    inbox: dict[tuple[ActorId, str], NoteRow]
    snapshots: dict[ActorId, list[SnapshotRow]]


class SharedStore(MemoryStore):
    """A twin with a clock that can be set, and with a memory of what it did."""

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__(self.now_ms)
        self.clock_skew_ms = 0
        self.takings: list[Taking] = []
        self.forgotten: set[int] = set()
        self._told = told
        self._done: list[Before] = []

    def now_ms(self) -> int:
        """Return the store's time."""
        return EPOCH_MS + int(anyio.current_time() * 1000) + self.clock_skew_ms

    def land(self, batch: Batch) -> Facts:
        """Apply a batch, and remember how to undo it."""
        touched = {row.actor for row in batch.snapshots}
        before = Before(
            batch,
            len(self.entries),
            dict(self.inbox),
            {a: rows for a in sorted(touched) if (rows := self.snapshots.get(a)) is not None},
        )
        facts = self.apply(batch)
        self._done.append(before)
        if batch.deltas:
            what = " ".join(f"{r.actor.key}@{r.seq}={r.command_id}" for r in batch.deltas)
            self._told(f"commit {what}")
        return facts

    def taken(self, tokens: dict[int, Token]) -> None:
        """Write down who has taken what."""
        self.takings += [Taking(shard, anyio.current_time()) for shard in tokens]
        self._told("take " + " ".join(f"{t.shard}:{t.epoch}" for t in tokens.values()))

    def forget(self, commits: int) -> int:
        """Lose the last commits, as a fail-over to a standby that lags does; return how many."""
        undone = 0
        while undone < commits and self._done:
            self._undo(self._done.pop())
            undone += 1
        system, timeline = self.identity
        self.identity = (system, timeline + 1)
        self._told(f"forget {undone} commits")
        return undone

    def _undo(self, before: Before) -> None:
        for row in before.batch.deltas:
            del self.deltas[row.actor][row.seq]
            del self.by_command[row.command_id, row.actor]
            self.forgotten.add(row.command_id)
        del self.entries[before.entries :]
        for snapshot in before.batch.snapshots:
            if snapshot.actor in before.snapshots:
                self.snapshots[snapshot.actor] = before.snapshots[snapshot.actor]
            else:
                self.snapshots.pop(snapshot.actor, None)
        self.inbox = before.inbox
