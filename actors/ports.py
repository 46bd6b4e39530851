"""What the runtime asks of the outside: a store and leases. Rows cross as plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from actors.identity import ActorId


class Token(NamedTuple):
    """The fencing token of a shard: issued and checked by the store."""

    shard: int
    epoch: int
    nonce: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What each commit and probe tells: the store's clock, settings version and identity."""

    at_ms: int
    settings_version: int
    system_identifier: int
    timeline: int


@dataclass(frozen=True, slots=True)
class DeltaRow:
    """All that one command changed in one actor, as stored."""

    actor: ActorId
    seq: int
    command_id: int
    name: str
    schema: int
    settings_version: int
    release: str
    events: bytes
    reply: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """An actor's state at a sequence number."""

    actor: ActorId
    seq: int
    schema: int
    state: bytes


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One ledger posting."""

    command_id: int
    actor: ActorId
    account: str
    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class StandingRow:
    """An actor's value on a board at a sequence number."""

    board: str
    actor: ActorId
    value: int
    seq: int
    reached_at_ms: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in `target`'s inbox; `name` contains its cause."""

    target: ActorId
    name: str
    shard: int
    due_at_ms: int
    command_id: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one commit applies whole or not at all, under the tokens of all shards it touches."""

    tokens: tuple[Token, ...]
    deltas: tuple[DeltaRow, ...] = ()
    snapshots: tuple[SnapshotRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    consumed: tuple[NoteRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """Ask for an actor's newest snapshot, or the newest one below `snapshot_below`."""

    actor: ActorId
    snapshot_below: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is stored of an actor: a snapshot, the deltas after it in order, recent command ids.

    `last_at_ms` and `last_settings_version` are those of its newest delta (0 when there is none).
    """

    actor: ActorId
    snapshot: SnapshotRow | None
    deltas: tuple[DeltaRow, ...]
    recent: tuple[int, ...]
    last_at_ms: int
    last_settings_version: int


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """Take a shard from any of the tokens `seen`, by a new `nonce`."""

    shard: int
    seen: tuple[Token, ...]
    nonce: int


class Store(Protocol):
    """Where deltas, snapshots and tokens are kept.

    Reads raise `Unavailable`. `commit` raises one of the `CommitRefused` family (nothing was
    applied) or `CommitUnknown`.
    """

    async def probe(self) -> Facts:
        """Return the store's clock and identity."""
        ...

    async def tokens(self, shards: Collection[int]) -> Mapping[int, Token]:
        """Return the tokens in force."""
        ...

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return the instance ids that took the shards last."""
        ...

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        """Raise the epoch of each shard whose token is among those seen; return the new tokens.

        A shard that is missing from the answer has another owner. Waits for commits in flight.
        """
        ...

    async def load(self, requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        """Return what is stored of each actor, in the order asked, in one round trip."""
        ...

    async def lookup(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], DeltaRow]:
        """Find the deltas that these commands left in these actors."""
        ...

    async def commit(self, batch: Batch) -> Facts:
        """Apply a batch in one transaction."""
        ...


class Leases(Protocol):
    """Who should try to own which shard. Raises `LeasesUnavailable`."""

    @property
    def ttl_s(self) -> float:
        """How long a lease lasts without renewal, in seconds."""
        ...

    @property
    def shared(self) -> bool:
        """Whether several instances may meet here; False means this process knows of none else."""
        ...

    async def acquire(self, shards: Collection[int]) -> frozenset[int]:
        """Lease those that are free or mine already; return what is mine now."""
        ...

    async def renew(self, shards: Collection[int]) -> frozenset[int]:
        """Extend those that are mine; return them."""
        ...

    async def release(self, shards: Collection[int]) -> None:
        """Give up those that are mine."""
        ...

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Return the instance that leases each shard, where one does."""
        ...
