"""The store that all instances share: it writes down what lands when, and can forget the end of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from actors.history import Taking
from actors.identity import ActorId, shard_of
from actors.ports import Batch, Facts, NoteRow, SnapshotRow, StandingRow, TakeRequest, Token
from actors.settings import WORLD
from actors.testing import MemoryStore
from tests.simulation.purses import kind
from tests.simulation.virtual_time import JumpingClock

EPOCH_MS = 1_750_000_000_000


@dataclass(frozen=True, slots=True)
class Before:
    """What a commit has replaced."""

    batch: Batch
    entries: int
    inbox: dict[tuple[ActorId, str], NoteRow]
    snapshots: dict[ActorId, list[SnapshotRow]]
    standings: dict[tuple[str, ActorId], StandingRow]


class SharedStore(MemoryStore):
    """A twin with a clock that can be set, and with a memory of what it did."""

    def __init__(self, clock: JumpingClock, told: Callable[[str], None]) -> None:
        super().__init__(self.now_ms)
        self._clock = clock
        self.clock_skew_ms = 0
        self.takings: list[Taking] = []
        self.take_overs = 0
        self.forgotten: set[int] = set()
        self._told = told
        self._done: list[Before] = []

    def now_ms(self) -> int:
        """Return the store's time."""
        return EPOCH_MS + int(self._clock.now_s * 1000) + self.clock_skew_ms

    def land(self, batch: Batch) -> Facts:
        """Apply a batch, and remember how to undo it. Nothing may be sent without the token of its shard."""
        fenced = {token.shard for token in batch.tokens}
        bare = [row.actor for row in batch.deltas if shard_of(row.actor) not in fenced]
        assert not bare, f"sent without a token: {bare}"
        touched = {row.actor for row in batch.snapshots}
        before = Before(
            batch,
            len(self.entries),
            dict(self.inbox),
            {a: rows for a in sorted(touched) if (rows := self.snapshots.get(a)) is not None},
            dict(self.standings),
        )
        facts = self.apply(batch)
        self._done.append(before)
        if batch.deltas:
            what = " ".join(f"{r.actor.key}@{r.seq}={r.command_id}" for r in batch.deltas)
            self._told(f"commit {what}")
        return facts

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        """Raise epochs, and write down what goes from one to another."""
        before = {r.shard: self.shard_owners.get(r.shard, owner) for r in requests}
        tokens = await super().take(requests, owner)
        self.take_overs += sum(before[shard] != owner for shard in tokens)
        self.takings += [Taking(shard, self._clock.now_s) for shard in tokens]
        self._told(f"{owner} takes " + " ".join(f"{t.shard}:{t.epoch}" for t in tokens.values()))
        return tokens

    def forget(self, commits: int) -> list[ActorId]:
        """Lose the last commits, as a fail-over to a standby that lags does; return whose.

        World settings are never lost: what is decided under some cannot know that they are no more.
        """
        undone: list[Before] = []
        while self._done and len(undone) < commits:
            if any(row.actor == WORLD for row in self._done[-1].batch.deltas):
                break
            undone.append(self._done.pop())
            self._undo(undone[-1])
        if undone:
            system, timeline = self.identity
            self.identity = (system, timeline + 1)
            self._told(f"forget {len(undone)} commits")
        return sorted({row.actor for before in undone for row in before.batch.deltas})

    def settings(self) -> dict[int, int]:
        """Return the world settings of each version."""
        codec = kind().codec
        return {0: 0} | {
            row.seq: codec.decode_events(row.schema, row.events)[-1].coins for row in self.journal(WORLD)
        }

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
        self.inbox, self.standings = before.inbox, before.standings
