"""What operators are shown of gateway shards. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Where a session is.

    starting --READY--> ready --the connection is lost--> resuming --RESUMED or READY--> ready
    starting, resuming --Discord refuses it--> failed --after a while--> starting
    """

    STARTING = "starting"
    READY = "ready"
    RESUMING = "resuming"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class GatewayReport:
    """One gateway shard that this instance has a session for."""

    shard: int
    shards: int
    state: State
    for_s: float
    """How long it has been in this state."""
    latency_s: float | None
    """How long Discord took to answer the last heartbeat; None while that is not known."""
    held: bool
    """False while another still holds it, and this instance is about to take over."""
    fault: str | None = None
    """Why it failed."""


@dataclass(frozen=True, slots=True)
class GatewayView:
    """All gateway shards as one instance sees them."""

    sessions: tuple[GatewayReport, ...] = ()
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    """The holders of those that others hold, of the last look."""
