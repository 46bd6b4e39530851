"""Reports on a live host: what every actor, shard and lane is doing. Plain values."""

from dataclasses import dataclass

from actors.identity import ActorId


@dataclass(frozen=True, slots=True)
class CommandTrace:
    """One command that an actor has judged lately, and what the judging cost."""

    command_id: int
    name: str
    outcome: str
    """One of: committed, viewed, refused, internal, too late."""
    cost_us: int


@dataclass(frozen=True, slots=True)
class ActorReport:
    """One activation. Ages are in seconds, sizes in bytes."""

    actor: ActorId
    shard: int
    epoch: int
    seq: int
    phase: str
    """One of: loading, idle, committing, held, waiting, parked."""
    phase_age_s: float
    mailbox: int
    oldest_wait_s: float
    recent: tuple[CommandTrace, ...]
    snapshot_seq: int
    known_ids: int
    reloads: int
    faults: int


def busyness(report: ActorReport) -> tuple[bool, float, int, ActorId]:
    """Return what sorts actors: the parked first, then those where somebody waits longest."""
    return report.phase != "parked", -report.oldest_wait_s, -report.mailbox, report.actor


@dataclass(frozen=True, slots=True)
class ShardReport:
    """One shard as this instance sees it; `serves_for_s` is the time left before its deadline."""

    shard: int
    phase: str
    epoch: int
    nonce: int
    owner: str | None
    serves_for_s: float
    actors: int


@dataclass(frozen=True, slots=True)
class LaneReport:
    """One commit lane since the start."""

    lane: int
    waiting: int
    commits: int
    deltas: int
    largest_batch: int
    failures: int


@dataclass(frozen=True, slots=True)
class NoteCounts:
    """Notes: how many were due at the latest look, and what became of them since the start."""

    due: int = 0
    placed: int = 0
    """Put into mailboxes, each time."""
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class MemberReport:
    """One instance as this one sees it."""

    instance: str
    release: str
    schema: int
    draining: bool


@dataclass(frozen=True, slots=True)
class HostReport:
    """One instance."""

    instance: str
    release: str
    uptime_s: float
    loop_lag_s: float
    store_age_s: float
    """Seconds since the store last answered."""
    waiting: int
    active: int
    shards: tuple[ShardReport, ...]
    lanes: tuple[LaneReport, ...]
    actors: tuple[ActorReport, ...]
    members: tuple[MemberReport, ...] = ()
    settings_version: int = 0
    moves_ms: tuple[float, ...] = ()
    """How long the latest shards that were passed on were dark on this side."""
    schema_in_force: int = 1
    joint: int = 0
    """Joint commands that are coordinated here now."""
    lent: int = 0
    """Actors that are lent to joint commands of others now."""
    memory_share: float = 0.0
    """The part of the memory allowed that is filled."""
    hops: int = 0
    """Requests sent to other instances since the start, each try of them."""
    served: int = 0
    """Commands judged for other instances since the start."""
    coordinated: int = 0
    """Joint commands coordinated here since the start."""
    notes: NoteCounts = NoteCounts()


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor as its owner sees it; `report` is None when it is not in memory there."""

    instance: str
    report: ActorReport | None
