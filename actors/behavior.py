"""What an actor is made of: commands in, decisions out, events folded into state."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from actors.identity import ActorId
from actors.limits import Limit
from actors.moment import Moment


@dataclass(frozen=True, slots=True)
class Command[C]:
    """One request to one actor; `id` is its idempotency key (signed 64-bit).

    `issued_at_ms` is when its author made it (epoch milliseconds), None for derived commands.
    """

    id: int
    actor: ActorId
    name: str
    body: C
    issued_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger posting of the deciding actor; a command's postings sum to 0 per currency."""

    account: str
    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The actor's place-giving value on one board, as of this decision."""

    board: str
    value: int


@dataclass(frozen=True, slots=True)
class Note:
    """A command left in another actor's inbox (or in one's own, for later)."""

    target: ActorId
    name: str
    due_at_ms: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Decision[E, R]:
    """What `decide` answers: a reply, and all that goes into the same commit.

    No events: nothing is written. `refused` marks a reply that says no, which is then
    remembered for as long as a redelivery of the command may come.
    """

    reply: R
    events: tuple[E, ...] = ()
    entries: tuple[Entry, ...] = ()
    standings: tuple[Standing, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: bool = False

    def __post_init__(self) -> None:
        if self.refused and self.events:
            raise ValueError("a refusal carries no events")


class Behavior[S, C, E, R](Protocol):
    """The rules of one kind of actor; pure, synchronous and total."""

    def initial(self, key: int) -> S:
        """Return the state of an actor that no delta has touched yet."""
        ...

    def decide(self, state: S, command: C, at: Moment[Any]) -> Decision[E, R]:
        """Judge a command against a state; never changes the state."""
        ...

    def evolve(self, state: S, event: E) -> S:
        """Return the state after an event."""
        ...


class Codec[S, E, R](Protocol):
    """Turns what one kind of actor stores into bytes and back.

    Decoding raises `NewerSchema` for bytes of a later schema and `Unreadable` for damaged ones.
    """

    @property
    def schema(self) -> int:
        """The schema version that is written."""
        ...

    def encode_events(self, events: tuple[E, ...]) -> bytes: ...
    def decode_events(self, schema: int, data: bytes) -> tuple[E, ...]: ...
    def encode_reply(self, reply: R) -> bytes: ...
    def decode_reply(self, schema: int, data: bytes) -> R: ...
    def encode_state(self, state: S) -> bytes: ...
    def decode_state(self, schema: int, data: bytes) -> S: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind[S, C, E, R]:
    """One kind of actor, as the host knows it."""

    name: str
    behavior: Behavior[S, C, E, R]
    codec: Codec[S, E, R]
    mailbox_places: int = 64
    limit_of: Callable[[C], Limit | None] = lambda body: None
