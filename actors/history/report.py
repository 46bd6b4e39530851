"""What the checker found."""

from dataclasses import dataclass, field
from enum import Enum

from actors.identity import ActorId


class Check(Enum):
    """The promises that are looked at."""

    SEQUENCE = "numbers are contiguous"
    FOLD = "snapshot + deltas = live state"
    ANSWERS = "each command as often as its author was told"
    ORDER = "real-time order"
    RERUN = "judged again, the same comes out"
    MONEY = "balances = ledger, each command sums to 0"
    JOINT = "on all sides or on none"
    COVERAGE = "what was announced has happened"
    NOTES = "each note arrives once"


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken; `actor` is None where no single one is concerned."""

    check: Check
    actor: ActorId | None
    text: str

    def __str__(self) -> str:
        where = "" if self.actor is None else f" {self.actor}:"
        return f"[{self.check.name}]{where} {self.text}"


@dataclass(slots=True)
class Counts:
    """How much was looked at. Mutable while the checks run."""

    actors: int = 0
    deltas: int = 0
    snapshots: int = 0
    entries: int = 0
    live: int = 0
    commands: int = 0
    acknowledged: int = 0
    judged_again: int = 0
    notes: int = 0


@dataclass(slots=True)
class Report:
    """All violations, and how much was looked at. Mutable while the checks run."""

    violations: list[Violation] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def sound(self) -> bool:
        """Whether every promise was kept."""
        return not self.violations

    def blame(self, check: Check, actor: ActorId | None, text: str) -> None:
        """Add a violation."""
        self.violations.append(Violation(check, actor, text))

    def __str__(self) -> str:
        return "\n".join(map(str, self.violations)) or f"sound: {self.counts}"
