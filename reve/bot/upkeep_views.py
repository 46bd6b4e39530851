"""What operators are shown of the upkeep: jobs, health, the economy, caches, and one player's accounts."""

from dataclasses import dataclass

from reve.game.auditing import Fault
from reve.game.events import Event
from reve.game.tally import TierTally
from reve.game.vocabulary.operating import StateShown


@dataclass(frozen=True, slots=True)
class JobLine:
    """A background job: who did it last and how, and when it is next due; no instance if never done."""

    name: str
    instance: str | None
    began_at_ms: int
    took_ms: int
    failures: int
    """In a row."""
    fault: str
    next_at_ms: int


@dataclass(frozen=True, slots=True)
class JobsShown:
    """All background jobs, and the instance that does them now."""

    owner: str
    jobs: tuple[JobLine, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What one health check of an instance found."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class InstanceHealth:
    """How one instance is."""

    instance: str
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class HealthShown:
    """How all instances are that answer, and which do not."""

    instances: tuple[InstanceHealth, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """What came to players in a day by a reason; less than 0 is what they paid."""

    reason: str
    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class EconomyShown:
    """The latest figures of the economy; none have been taken if `at_ms` is None."""

    at_ms: int | None
    circulation: tuple[tuple[str, int], ...] = ()
    flows: tuple[Flow, ...] = ()
    pulls: tuple[TierTally, ...] = ()


@dataclass(frozen=True, slots=True)
class CacheLine:
    """One cache of an instance since its start; `size_bytes` where it is known."""

    name: str
    entries: int
    hits: int
    misses: int
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class CachesShown:
    """The caches of the instance that answers, which have just been `dropped` or not."""

    instance: str
    caches: tuple[CacheLine, ...]
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account of one player: what the ledger says, and what is held where it is the wallet."""

    account: str
    currency: str
    ledger: int
    held: int | None


@dataclass(frozen=True, slots=True)
class AccountsShown:
    """One player's accounts at a number, and what is wrong with them."""

    user: int
    seq: int
    accounts: tuple[AccountLine, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a player's journal, and the command it came with."""

    at_ms: int
    command: str
    event: Event


@dataclass(frozen=True, slots=True)
class PlayerLooked:
    """Everything about a player, and what happened last, the newest first."""

    state: StateShown
    happened: tuple[Happened, ...]
