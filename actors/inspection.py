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
