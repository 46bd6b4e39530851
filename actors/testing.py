"""In-memory twins of the ports, and a small behavior, for tests of the runtime and of what uses it."""

import re
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import anyio
import anyio.lowlevel

from actors.behavior import Command, Decision, Entry
from actors.errors import Duplicate, Fenced, Gone, NewerSchema, Rejected, Stale, Unreadable
from actors.identity import SHARD_COUNT, ActorId
from actors.moment import Moment
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

WORLD = ActorId("world", 0)
INT64 = range(-(2**63), 2**63)
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
        self.standings: dict[tuple[str, ActorId], StandingRow] = {}
        self.inbox: dict[tuple[ActorId, str], NoteRow] = {}
        self.faults: deque[Callable[[Batch, Callable[[], Facts]], Facts]] = deque()
        self.reads: deque[Exception] = deque()
        self.batches: list[int] = []
        self._clock_ms = clock_ms or (lambda: 1_750_000_000_000 + int(anyio.current_time() * 1000))

    async def probe(self) -> Facts:
        """Return the twin's clock and identity."""
        await self._read()
        return self._facts()

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

    async def commit(self, batch: Batch) -> Facts:
        """Apply a batch whole, or raise and apply nothing of it."""
        await anyio.lowlevel.checkpoint()
        fault = self.faults.popleft() if self.faults else None
        facts = fault(batch, lambda: self.apply(batch)) if fault else self.apply(batch)
        await anyio.lowlevel.checkpoint()
        return facts

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
            if slot not in self.standings or self.standings[slot].seq < standing.seq:
                self.standings[slot] = standing
        self.inbox |= {(note.target, note.name): note for note in batch.notes}
        self.batches.append(len(batch.deltas))
        return self._facts()

    def journal(self, actor: ActorId) -> list[DeltaRow]:
        """Return an actor's deltas in order."""
        return [row for _, row in sorted(self.deltas.get(actor, {}).items())]

    async def _read(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.reads:
            raise self.reads.popleft()

    def _facts(self) -> Facts:
        return Facts(self._clock_ms(), max(self.deltas.get(WORLD, {}), default=0), 1, 1)

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
        if any(n not in INT64 for n in numbers) or any(map(UNSTORABLE.search, texts)):
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
        )


class MemoryLeases:
    """`Leases` in memory; several hosts may share one `table` (shard -> owner)."""

    def __init__(self, owner: str, table: dict[int, str] | None = None, *, ttl_s: float = 10.0) -> None:
        self.owner = owner
        self.table = {} if table is None else table
        self.ttl_s = ttl_s
        self.shared = True
        self.faults: deque[Exception] = deque()

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease what is free or mine."""
        await self._call()
        return frozenset(n for n in shards if self.table.setdefault(n, self.owner) == self.owner)

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Return what is still mine."""
        await self._call()
        return frozenset(n for n in shards if self.table.get(n) == self.owner)

    async def release(self, shards: Collection[int]) -> None:
        """Give up what is mine."""
        await self._call()
        for n in shards:
            if self.table.get(n) == self.owner:
                del self.table[n]

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return who leases each shard."""
        await self._call()
        return {n: self.table[n] for n in shards if n in self.table}

    async def _call(self) -> None:
        await anyio.lowlevel.checkpoint()
        if self.faults:
            raise self.faults.popleft()


@dataclass(frozen=True, slots=True)
class Purse:
    """State of the sample behavior: a balance, and how often it changed."""

    coins: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Add `amount` (may be negative) to a purse; `poison` names the step that shall raise."""

    amount: int
    poison: str = ""


@dataclass(frozen=True, slots=True)
class Peek:
    """Ask for the balance."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The balance after a change."""

    coins: int
    roll: int = 0
    poison: str = ""


class PurseBehavior:
    """A purse that never goes below zero. Replies are `("coins", n, roll)` or `("short", n, 0)`."""

    def initial(self, key: int) -> Purse:
        """Return an empty purse."""
        return Purse()

    def decide(
        self, state: Purse, command: Change | Peek, at: Moment[Any]
    ) -> Decision[Changed, tuple[str, int, int]]:
        """Refuse what would make the balance negative."""
        if isinstance(command, Peek):
            return Decision(("coins", state.coins, 0))
        if command.poison == "decide":
            raise RuntimeError("poisoned decide")
        coins = state.coins + command.amount
        if coins < 0:
            return Decision(("short", state.coins, 0), refused=True)
        roll = at.dice.below(1000)
        bias = 1 if command.poison == "ledger" else 0
        return Decision(
            ("coins", coins, roll),
            (Changed(coins, roll, command.poison),),
            (Entry("purse", "coin", command.amount), Entry("mint/test", "coin", bias - command.amount)),
        )

    def evolve(self, state: Purse, event: Changed) -> Purse:
        """Take over the balance."""
        if event.poison == "evolve":
            raise RuntimeError("poisoned evolve")
        return replace(state, coins=event.coins, changes=state.changes + 1)


class PurseCodec:
    """Stores the sample behavior as text."""

    schema = 1

    def encode_events(self, events: tuple[Changed, ...]) -> bytes:
        """Raises ValueError for an event whose poison is "encode"."""
        if any(event.poison == "encode" for event in events):
            raise ValueError("poisoned encoding")
        return ";".join(f"{e.coins},{e.roll},{e.poison}" for e in events).encode()

    def decode_events(self, schema: int, data: bytes) -> tuple[Changed, ...]:
        """Raises `NewerSchema` or `Unreadable`."""
        rows = [row.split(",") for row in self._text(schema, data).split(";")]
        try:
            return tuple(Changed(int(coins), int(roll), poison) for coins, roll, poison in rows)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def encode_reply(self, reply: tuple[str, int, int]) -> bytes:
        """Return the reply as text."""
        return f"{reply[0]},{reply[1]},{reply[2]}".encode()

    def decode_reply(self, schema: int, data: bytes) -> tuple[str, int, int]:
        """Raises `NewerSchema` or `Unreadable`."""
        try:
            word, coins, roll = self._text(schema, data).split(",")
            return word, int(coins), int(roll)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def encode_state(self, state: Purse) -> bytes:
        """Return the state as text."""
        return f"{state.coins},{state.changes}".encode()

    def decode_state(self, schema: int, data: bytes) -> Purse:
        """Raises `NewerSchema` or `Unreadable`."""
        try:
            coins, changes = self._text(schema, data).split(",")
            return Purse(int(coins), int(changes))
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def _text(self, schema: int, data: bytes) -> str:
        if schema > self.schema:
            raise NewerSchema(schema, self.schema)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Unreadable(str(error)) from error


class SequenceDice:
    """Dice that follow from actor and sequence number alone; not fair, but repeatable."""

    def __init__(self, actor: ActorId, seq: int, at_ms: int) -> None:
        self._next = hash((actor.key, seq)) & 0x7FFFFFFF

    def below(self, n: int) -> int:
        """Return the next number below n."""
        self._next = (self._next * 1103515245 + 12345) & 0x7FFFFFFF
        return self._next % n


def change(command_id: int, key: int, amount: int, *, poison: str = "") -> Command[Change]:
    """Return a command that changes the purse `key`."""
    return Command(command_id, ActorId("purse", key), "purse.change", Change(amount, poison))
