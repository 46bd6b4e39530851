"""What an actor is made of: commands in, decisions out, events folded into state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

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
    """The actor's place-giving value on one board."""

    board: str
    value: int


@dataclass(frozen=True, slots=True)
class Note:
    """A command left in another actor's inbox, or in one's own for later; `name` contains its cause.

    Only an actor's own reminder may have the name of one that waits: it replaces that.
    """

    target: ActorId
    name: str
    due_at_ms: int
    body: Any


@dataclass(frozen=True, slots=True)
class Decision[E, R]:
    """What `decide` answers: a reply, and all that goes into the same commit.

    No events: nothing is written, unless it answers a note. `refused` marks a reply that says no,
    which is then remembered for as long as a redelivery of the command may come. `erases`: all that is
    older goes in the same commit, and the state that its events alone make of nobody stands for it.
    """

    reply: R
    events: tuple[E, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: bool = False
    erases: bool = False

    def __post_init__(self) -> None:
        if self.refused and self.events:
            raise ValueError("a refusal carries no events")
        if self.erases and (not self.events or self.entries or self.notes):
            raise ValueError("an erasure has events, and leaves nothing else behind")


MOST_PARTICIPANTS: Final = 8


@dataclass(frozen=True, slots=True)
class JointCommand[C]:
    """One command over several actors: done to all of them at once, or to none.

    Raises ValueError unless it has 2 to 8 different participants; they are kept in order.
    """

    id: int
    actors: tuple[ActorId, ...]
    name: str
    body: C
    issued_at_ms: int | None = None

    def __post_init__(self) -> None:
        ordered = tuple(sorted(set(self.actors)))
        if len(ordered) != len(self.actors) or not 2 <= len(ordered) <= MOST_PARTICIPANTS:
            raise ValueError(f"a joint command has 2 to {MOST_PARTICIPANTS} different participants")
        object.__setattr__(self, "actors", ordered)


@dataclass(frozen=True, slots=True)
class Part[E]:
    """What a joint command does to one of its participants."""

    events: tuple[E, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class JointDecision[E, R]:
    """What `decide_joint` answers: one reply, and a part for each participant unless it is refused.

    The postings of all parts together sum to 0 per currency.
    """

    reply: R
    parts: Mapping[ActorId, Part[E]] = field(default_factory=dict)
    refused: bool = False


class JointBehavior[S, C, E, R](Protocol):
    """The rules of commands over several actors; pure, synchronous and total."""

    def decide_joint(self, states: Mapping[ActorId, S], command: C, at: Moment[Any]) -> JointDecision[E, R]:
        """Judge a command against the states of all; `at` has dice and seq of the first participant."""
        ...


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
    Commands travel between instances and wait in inboxes; their bytes say their own schema.
    """

    @property
    def schema(self) -> int:
        """The schema version that is written."""
        ...

    def encode_command(self, command: Any) -> bytes: ...
    def decode_command(self, data: bytes) -> Any: ...

    def encode_events(self, events: tuple[E, ...]) -> bytes: ...
    def decode_events(self, schema: int, data: bytes) -> tuple[E, ...]: ...
    def encode_reply(self, reply: R) -> bytes: ...
    def decode_reply(self, schema: int, data: bytes) -> R: ...
    def encode_state(self, state: S) -> bytes: ...
    def decode_state(self, schema: int, data: bytes) -> S: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind[S, C, E, R]:
    """One kind of actor, as the host knows it.

        `joint` judges joint commands whose first participant is of this kind; `standings_of` gives the
    places on all boards that follow from a state. `heard` is told what an actor answers to a note, after
        the commit and at most once: not at all where the outcome of the commit had to be looked up.
    """

    name: str
    behavior: Behavior[S, C, E, R]
    codec: Codec[S, E, R]
    mailbox_places: int = 64
    limit_of: Callable[[C], Limit | None] = lambda body: None
    joint: JointBehavior[S, Any, E, R] | None = None
    standings_of: Callable[[S], tuple[Standing, ...]] | None = None
    heard: Callable[[ActorId, R], None] | None = None
