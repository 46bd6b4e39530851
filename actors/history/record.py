"""What is known of a run: the rows that are stored, the states that live, what clients saw. Plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from actors.behavior import Command, JointCommand, Kind
from actors.identity import ActorId
from actors.moment import DiceMaker
from actors.ports import DeltaRow, EntryRow, NoteRow, SnapshotRow


@dataclass(frozen=True, slots=True)
class Replied:
    """The command was answered. `changes`: only something stored is answered like that.

    A view, and a reply that says no, change nothing.
    """

    reply: bytes
    changes: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """An error of the `NotApplied` family: this sending has changed nothing."""

    error: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer that says anything; the command may have been applied, or may yet be."""


type Outcome = Replied | Refused | Unknown


@dataclass(frozen=True, slots=True)
class Observation:
    """One sending of a command and what came of it; one command may be sent several times.

    Times are seconds of one clock that all clients share.
    """

    command: Command[Any] | JointCommand[Any]
    sent_s: float
    ended_s: float
    outcome: Outcome

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """Return all that the command is for."""
        command = self.command
        return command.actors if isinstance(command, JointCommand) else (command.actor,)


@dataclass(frozen=True, slots=True)
class LiveState:
    """What an owner had in memory for an actor when the run had come to rest."""

    actor: ActorId
    seq: int
    state: Any


@dataclass(frozen=True, slots=True)
class Taking:
    """A shard got a new token; `at_s` by the clock of the observations."""

    shard: int
    at_s: float


class Account(NamedTuple):
    """A ledger account of one actor, and a currency."""

    name: str
    currency: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which faults the run had announced, how often each fired, and how much work was asked for."""

    announced: frozenset[str] = frozenset()
    fired: Mapping[str, int] = field(default_factory=dict)
    least_acknowledged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the checker needs of the game to judge it again.

    `settings_at` gives the world settings of a version, `balances_of` the accounts that a state
    stands for: each must be what the ledger says, an account without postings being 0.
    """

    kinds: Mapping[str, Kind[Any, Any, Any, Any]]
    dice: DiceMaker
    release: str
    settings_at: Callable[[int], Any] = lambda version: None
    balances_of: Callable[[ActorId, Any], Mapping[Account, int]] = lambda actor, state: {}


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A run that has ended.

    `takings` None: nobody wrote them down. `settled_at_ms`: all notes that were due then should
    have arrived. `set_back`: the operator has lost the store's last commits, world settings with them.
    """

    deltas: Sequence[DeltaRow]
    snapshots: Sequence[SnapshotRow] = ()
    entries: Sequence[EntryRow] = ()
    inbox: Sequence[NoteRow] = ()
    live: Sequence[LiveState] = ()
    observations: Sequence[Observation] = ()
    takings: Sequence[Taking] | None = None
    settled_at_ms: int | None = None
    set_back: bool = False
    coverage: Coverage = Coverage()
