"""An actor in memory: its state, its mailbox and the command ids it knows. No I/O."""

from typing import Any

from actors.behavior import Kind
from actors.fold import fold
from actors.identity import ActorId
from actors.inspection import ActorReport, CommandTrace
from actors.limits import Buckets
from actors.mailbox import Hold, Item
from actors.ports import Loaded
from actors.shard import Shard

TRACES_KEPT = 5


class Activation:
    """The one place where an actor's state lives.

    `state` is the fold of deltas 1..`seq`, all of them committed; it is replaced only by the result
    of a commit or of a load. `in_flight` is the turn whose commit has not been heard of yet; `held`
    is the hold because of which nothing is judged. `places` are the values on boards (None where
    the kind has none) with the time each was reached; `owed` tells that some are not stored yet.
    `floor_seq` was committed once: a store that has less was set back, but for one that has nothing
    of who `may_be_gone`. `erased_seq` is the delta that erased what was before, if that was seen here.
    """

    __slots__ = (
        "_buckets",
        "actor",
        "erased_seq",
        "faults",
        "floor_seq",
        "held",
        "in_flight",
        "kind",
        "known",
        "last_at_ms",
        "last_settings_version",
        "loaded",
        "mailbox",
        "may_be_gone",
        "owed",
        "parked",
        "pending",
        "phase_since_s",
        "places",
        "reloads",
        "seq",
        "settings_since",
        "shard",
        "snapshot_seq",
        "state",
        "traces",
        "used_at_s",
    )

    def __init__(self, actor: ActorId, kind: Kind[Any, Any, Any, Any], shard: Shard, now_s: float) -> None:
        self.actor = actor
        self.kind = kind
        self.shard = shard
        self.mailbox: list[Item] = []  # an empty deque takes 760 bytes, an empty list 56
        self.pending: dict[int, Item] = {}
        self.known: dict[int, int] = {}  # committed command id -> epoch ms, oldest first
        self.state: Any = None
        self.loaded = False
        self.seq = 0
        self.floor_seq = 0
        self.may_be_gone = False
        self.erased_seq = 0
        self.snapshot_seq = 0
        self.last_at_ms = 0
        self.last_settings_version = 0
        self.settings_since = 0
        self.places: dict[str, tuple[int, int]] | None = None
        self.owed = False
        self.held: Hold | None = None
        self.in_flight: object | None = None
        self.parked = False
        self.faults = 0
        self.reloads = 0
        self.traces: tuple[CommandTrace, ...] = ()
        self.used_at_s = now_s
        self.phase_since_s = now_s
        self._buckets: Buckets | None = None

    def __repr__(self) -> str:
        return f"<Activation {self.actor} seq={self.seq} {self.phase(0.0)} mailbox={len(self.mailbox)}>"

    @property
    def buckets(self) -> Buckets:
        """The actor's rate limits; made when first needed, as most idle actors have none."""
        if self._buckets is None:
            self._buckets = Buckets()
        return self._buckets

    @property
    def idle(self) -> bool:
        """Whether nothing waits for this activation or is under way in it."""
        return not self.mailbox and self.in_flight is None and self.held is None and not self.parked

    def install(self, loaded: Loaded) -> None:
        """Fold what is stored into a state.

        Raises `NewerSchema`, or `Unreadable` when bytes or sequence numbers are damaged.
        """
        self.state, self.seq, self.snapshot_seq = fold(self.kind, loaded)
        self.last_at_ms = loaded.last_at_ms
        self.last_settings_version = loaded.last_settings_version
        self.known = dict.fromkeys(loaded.recent, loaded.last_at_ms)
        self.loaded = True

    def forget_before(self, ms: int) -> None:
        """Drop the command ids that no redelivery can bring any more."""
        known = self.known
        while known:
            oldest = next(iter(known))
            if known[oldest] >= ms:
                return
            del known[oldest]

    def trace(self, trace: CommandTrace) -> None:
        """Remember a judged command for the operator."""
        self.traces = (*self.traces[1 - TRACES_KEPT :], trace)

    def phase(self, now_s: float) -> str:
        """Name what the activation is doing, as in `ActorReport.phase`."""
        if self.parked:
            return "parked"
        if not self.loaded:
            return "loading"
        if self.in_flight is not None:
            return "committing"
        if self.held is not None:
            return "held"
        return "waiting" if self.mailbox else "idle"

    def report(self, now_s: float) -> ActorReport:
        """Describe the activation as it stands."""
        return ActorReport(
            actor=self.actor,
            shard=self.shard.number,
            epoch=self.shard.token.epoch if self.shard.token else 0,
            seq=self.seq,
            phase=self.phase(now_s),
            phase_age_s=now_s - self.phase_since_s,
            mailbox=len(self.mailbox),
            oldest_wait_s=now_s - self.mailbox[0].arrived_s if self.mailbox else 0.0,
            recent=self.traces,
            snapshot_seq=self.snapshot_seq,
            known_ids=len(self.known),
            reloads=self.reloads,
            faults=self.faults,
        )
