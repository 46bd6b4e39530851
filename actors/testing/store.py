"""A store in memory, with the judgements of the real one."""

import re
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import anyio
import anyio.lowlevel

from actors.errors import Duplicate, Fenced, Gone, Rejected, Stale
from actors.identity import SHARD_COUNT, ActorId
from actors.ports import (
    ERASED,
    NEVER_MS,
    Batch,
    DeltaRow,
    EntryRow,
    Erasure,
    Facts,
    Loaded,
    LoadRequest,
    NoteRow,
    SnapshotRow,
    StandingRow,
    TakeRequest,
    Token,
)

WORLD = ActorId("world", 0)
INT64 = range(-(2**63), 2**63)
MOMENTS = range(-(2**47), 2**53)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class MemoryStore:
    """A `Store` in memory, with the same judgements as the real one.

    `faults` holds what the next commits meet: each is called with the batch and with the function
    that applies it, and may raise before or after applying. `reads` does so for all else.
    """

    def __init__(self, clock_ms: Callable[[], int] | None = None) -> None:
        self.shard_tokens = {n: Token(n, 0, 0) for n in range(SHARD_COUNT)}
        self.shard_owners: dict[int, str] = {}
        self.deltas: dict[ActorId, dict[int, DeltaRow]] = {}
        self.by_command: dict[tuple[int, ActorId], DeltaRow] = {}
        self.snapshots: dict[ActorId, list[SnapshotRow]] = {}
        self.entries: list[EntryRow] = []
        self.tombstones: dict[ActorId, int] = {}
        self.standings: dict[tuple[str, ActorId], StandingRow] = {}
        self.inbox: dict[tuple[ActorId, str], NoteRow] = {}
        self.faults: deque[Callable[[Batch, Callable[[], Facts]], Facts]] = deque()
        self.reads: deque[Exception] = deque()
        self.batches: list[int] = []
        self.schema_switch = 0
        self.identity = (1, 1)
        self._clock_ms = clock_ms or (lambda: 1_750_000_000_000 + int(anyio.current_time() * 1000))

    async def probe(self) -> Facts:
        """Return the twin's clock and identity."""
        await self._read()
        return replace(self._facts(), schema_switch=self.schema_switch)

    async def tokens(self, shards: Collection[int]) -> Mapping[int, Token]:
        """Return the tokens in force."""
        await self._read()
        return {n: self.shard_tokens[n] for n in shards}

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return who took the shards last."""
        await self._read()
        return {n: self.shard_owners[n] for n in shards if n in self.shard_owners}

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        """Raise the epochs of shards whose tokens were seen."""
        await self._read()
        taken = {}
        for request in requests:
            current = self.shard_tokens[request.shard]
            if current in request.seen:
                token = Token(request.shard, current.epoch + 1, request.nonce)
                self.shard_tokens[request.shard] = taken[request.shard] = token
                self.shard_owners[request.shard] = owner
        return taken

    async def load(self, requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        """Return what is kept of each actor."""
        await self._read()
        return [self._loaded(request, recent_since_ms) for request in requests]

    async def lookup(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], DeltaRow]:
        """Find deltas by command id and actor."""
        await self._read()
        return {slot: self.by_command[slot] for slot in commands if slot in self.by_command}

    async def commit(self, batch: Batch, *, joint: bool = False) -> Facts:
        """Apply a batch whole, or raise and apply nothing of it."""
        await anyio.lowlevel.checkpoint()
        fault = self.faults.popleft() if self.faults else None
        facts = fault(batch, lambda: self.apply(batch)) if fault else self.apply(batch)
        await anyio.lowlevel.checkpoint()
        return facts

    async def due(self, shards: Collection[int], limit: int) -> Sequence[NoteRow]:
        """Return notes that are due, oldest first."""
        await self._read()
        now_ms = self._clock_ms()
        due = [n for n in self.inbox.values() if n.shard in shards and n.due_at_ms <= now_ms]
        return sorted(due, key=lambda n: (n.due_at_ms, n.target, n.name))[:limit]

    async def postpone(self, notes: Sequence[NoteRow]) -> None:
        """Move notes that are still there."""
        await self._read()
        for note in notes:
            kept = self._noted(note)
            if kept is not None:
                moved = replace(kept, due_at_ms=note.due_at_ms, attempts=note.attempts)
                self.inbox[note.target, note.name] = moved

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Return the notes that are never due."""
        await self._read()
        aside = [n for n in self.inbox.values() if n.target == actor and n.due_at_ms == NEVER_MS]
        return sorted(aside, key=lambda n: n.name)

    async def touched(self, since_ms: int) -> Sequence[ActorId]:
        """Return who has deltas since then."""
        await self._read()
        return [a for a, rows in self.deltas.items() if any(r.at_ms >= since_ms for r in rows.values())]

    async def switch(self, schema: int) -> None:
        """Raise the schema that is written."""
        await self._read()
        self.schema_switch = max(self.schema_switch, schema)

    def apply(self, batch: Batch) -> Facts:
        """Judge and apply a batch at once."""
        self._check_tokens(batch)
        self._check_values(batch)
        self._check_sequence(batch)
        gone = [n.target for n in batch.consumed if self._noted(n) is None]
        if gone:
            raise Gone(gone)
        for note in batch.consumed:
            del self.inbox[note.target, note.name]
        for row in batch.deltas:
            self.deltas.setdefault(row.actor, {})[row.seq] = row
            self.by_command[row.command_id, row.actor] = row
        for snapshot in batch.snapshots:
            kept = {row.seq: row for row in (*self.snapshots.get(snapshot.actor, ()), snapshot)}
            self.snapshots[snapshot.actor] = [kept[seq] for seq in sorted(kept)[-2:]]
        self.entries += batch.entries
        for standing in batch.standings:
            slot = (standing.board, standing.actor)
            if replaces(standing, self.standings.get(slot)):
                self.standings[slot] = standing
        self.inbox |= {(note.target, note.name): replace(note, attempts=0) for note in batch.notes}
        for erasure in batch.erased:
            self._erase(erasure)
        self.batches.append(len(batch.deltas))
        return self._facts()

    def _erase(self, erasure: Erasure) -> None:
        actor, seq = erasure.actor, erasure.seq
        for row in self.journal(actor):
            if row.seq < seq:
                del self.deltas[actor][row.seq], self.by_command[row.command_id, actor]
        self.snapshots[actor] = [row for row in self.snapshots.get(actor, ()) if row.seq >= seq]
        self.standings = {slot: row for slot, row in self.standings.items() if slot[1] != actor}
        self.inbox = {slot: note for slot, note in self.inbox.items() if slot[0] != actor}
        self.entries = without(self.entries, actor)
        self.tombstones[actor] = seq

    def journal(self, actor: ActorId) -> list[DeltaRow]:
        """Return an actor's deltas in order."""
        return [row for _, row in sorted(self.deltas.get(actor, {}).items())]

    async def _read(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.reads:
            raise self.reads.popleft()

    def _facts(self) -> Facts:
        return Facts(self._clock_ms(), max(self.deltas.get(WORLD, {}), default=0), *self.identity)

    def _noted(self, note: NoteRow) -> NoteRow | None:
        kept = self.inbox.get((note.target, note.name))
        return kept if kept is not None and kept.command_id == note.command_id else None

    def _check_tokens(self, batch: Batch) -> None:
        guilty = [token.shard for token in batch.tokens if self.shard_tokens[token.shard] != token]
        if guilty:
            raise Fenced(guilty)

    def _check_values(self, batch: Batch) -> None:
        numbers = [n for row in batch.deltas for n in (row.command_id, row.actor.key, row.seq)]
        numbers += [entry.amount for entry in batch.entries]
        numbers += [standing.value for standing in batch.standings]
        texts = [row.name for row in batch.deltas] + [note.name for note in batch.notes]
        texts += [entry.account for entry in batch.entries]
        moments = [row.at_ms for row in batch.deltas] + [row.reached_at_ms for row in batch.standings]
        moments += [note.due_at_ms for note in batch.notes if note.due_at_ms != NEVER_MS]
        numbers += [note.command_id for note in batch.notes]
        if (
            any(n not in INT64 for n in numbers)
            or any(at_ms not in MOMENTS for at_ms in moments)
            or any(map(UNSTORABLE.search, texts))
        ):
            raise Rejected("a value that no column takes")

    def _check_sequence(self, batch: Batch) -> None:
        seqs: dict[ActorId, list[int]] = {}
        for row in batch.deltas:
            seqs.setdefault(row.actor, []).append(row.seq)
        behind = [a for a, s in seqs.items() if max(s) - min(s) >= len(s) or not self._follows(a, min(s))]
        if behind:
            raise Stale(behind)
        clash = [r.actor for r in batch.deltas if self._stored(r.actor, r.seq)]
        if clash:
            raise Stale(clash)
        twice = [(r.command_id, r.actor) for r in batch.deltas if (r.command_id, r.actor) in self.by_command]
        if twice:
            raise Duplicate(twice)
        new = {(row.actor, row.seq) for row in batch.deltas}
        lone = [
            s.actor
            for s in batch.snapshots
            if (s.actor, s.seq) not in new and not self._stored(s.actor, s.seq)
        ]
        if lone:
            raise Stale(lone)

    def _follows(self, actor: ActorId, seq: int) -> bool:
        snapshots = [row.seq for row in self.snapshots.get(actor, ())]
        if seq == 1:
            return not snapshots and not self.deltas.get(actor)
        return self._stored(actor, seq - 1) or seq - 1 in snapshots

    def _stored(self, actor: ActorId, seq: int) -> bool:
        return seq in self.deltas.get(actor, {})

    def _loaded(self, request: LoadRequest, recent_since_ms: int) -> Loaded:
        journal = self.journal(request.actor)
        below = request.snapshot_below
        snapshots = [s for s in self.snapshots.get(request.actor, ()) if below is None or s.seq < below]
        snapshot = snapshots[-1] if snapshots else None
        since = snapshot.seq if snapshot else 0
        return Loaded(
            actor=request.actor,
            snapshot=snapshot,
            deltas=tuple(row for row in journal if row.seq > since),
            recent=tuple(row.command_id for row in journal if row.at_ms >= recent_since_ms),
            last_at_ms=journal[-1].at_ms if journal else 0,
            last_settings_version=journal[-1].settings_version if journal else 0,
            standings=tuple(row for (_, who), row in sorted(self.standings.items()) if who == request.actor),
        )


def without(entries: Sequence[EntryRow], actor: ActorId) -> list[EntryRow]:
    """Return postings with those of an actor summed up by command on an account that names nobody."""
    nobody = ActorId(actor.kind, 0)
    sums: dict[tuple[int, str], int] = {}
    for entry in entries:
        if entry.actor == actor or (entry.actor == nobody and entry.account == ERASED):
            slot = (entry.command_id, entry.currency)
            sums[slot] = sums.get(slot, 0) + entry.amount
    moved = [EntryRow(command, nobody, ERASED, currency, n) for (command, currency), n in sums.items() if n]
    return [entry for entry in entries if entry.actor not in (actor, nobody)] + moved


def replaces(standing: StandingRow, stored: StandingRow | None) -> bool:
    """Tell whether a place is newer than the stored one, or follows from the same state by other rules."""
    if stored is None or stored.seq < standing.seq:
        return True
    return stored.seq == standing.seq and stored.value != standing.value
