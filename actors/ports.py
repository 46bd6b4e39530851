"""What the runtime asks of the outside: a store, leases and a link. Rows cross as plain values."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

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
    schema_switch: int = 0
    """The newest stored form that all instances may write; only a probe tells it, a commit says 0."""


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


NEVER_MS: Final = 2**63 - 1
"""When a note is due that was set aside."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in `target`'s inbox; `name` contains its cause, `attempts` counts those that failed."""

    target: ActorId
    name: str
    shard: int
    due_at_ms: int
    command_id: int
    body: bytes
    attempts: int = 0


class Erasure(NamedTuple):
    """All that is stored of an actor below `seq` goes, and of its postings only what they sum to stays."""

    actor: ActorId
    shard: int
    seq: int


ERASED: Final = "erased"
"""The account to which the postings of erased actors move; it belongs to number 0 of their kind."""


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
    erased: tuple[Erasure, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """Ask for an actor's newest snapshot, or the newest one below `snapshot_below`."""

    actor: ActorId
    snapshot_below: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is stored of an actor: a snapshot, the deltas after it in order, recent command ids.

    `last_at_ms` and `last_settings_version` are those of its newest delta (0 when there is none);
    `standings` are its places on the boards as stored.
    """

    actor: ActorId
    snapshot: SnapshotRow | None
    deltas: tuple[DeltaRow, ...]
    recent: tuple[int, ...]
    last_at_ms: int
    last_settings_version: int
    standings: tuple[StandingRow, ...] = ()


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

    async def commit(self, batch: Batch, *, joint: bool = False) -> Facts:
        """Apply a batch in one transaction; a joint one has connections of its own."""
        ...

    async def due(self, shards: Collection[int], limit: int) -> Sequence[NoteRow]:
        """Return notes to actors of these shards that are due by the store's clock, oldest first."""
        ...

    async def postpone(self, notes: Sequence[NoteRow]) -> None:
        """Give notes that are still there (by name and command id) the `due_at_ms` and `attempts` given."""
        ...

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Return the notes to an actor that were tried too often, for an operator."""
        ...

    async def touched(self, since_ms: int) -> Sequence[ActorId]:
        """Return the actors that have deltas since a moment."""
        ...

    async def switch(self, schema: int) -> None:
        """Let all instances write the stored forms of `schema`, for good; never goes back."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A live instance, as it describes itself; one that drains is given nothing new.

    `schema` is the newest stored form that it reads.
    """

    instance: str
    release: str
    schema: int
    draining: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Who lives. `age_s` is for how long the lease service has kept count without losing it."""

    members: tuple[Member, ...]
    age_s: float


class Leases(Protocol):
    """Who lives, and who should try to own which shard. Raises `LeasesUnavailable`."""

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

    async def beat(self, me: Member) -> View:
        """Say that this instance lives, for a ttl from now; return all that do, in order of their ids."""
        ...

    async def leave(self) -> None:
        """Say that this instance is gone."""
        ...


type Message = Mapping[str, Any]
"""Plain values by name: None, bool, int (64 bits), float, str, bytes, and tuples and mappings of those."""


class Link(Protocol):
    """The way between instances: at most once, in no order to count on, to those who listen now."""

    def listening(self, hear: Callable[[Message], None]) -> AbstractAsyncContextManager[None]:
        """Call `hear` for each message to this instance or to all, inside the block.

        A connection that breaks or goes deaf is rebuilt.
        """
        ...

    async def send(self, to: str, message: Message) -> None:
        """Send to one instance.

        Raises `NobodyThere` (it was surely not delivered) or `LinkUnavailable` (it may have been).
        """
        ...

    async def tell_all(self, message: Message) -> None:
        """Send to all who listen, this instance too. Raises `LinkUnavailable`."""
        ...
