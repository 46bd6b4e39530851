"""The limits of one host, checked together."""

from dataclasses import dataclass

from actors.lane import COMMIT_TIMEOUT_S


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions:
    """Raises ValueError when the limits do not fit together."""

    lanes: int = 1
    max_waiting: int = 4096
    max_active: int = 20_000
    idle_s: float = 600.0
    commit_timeout_s: float = COMMIT_TIMEOUT_S
    drain_s: float = 8.0

    def __post_init__(self) -> None:
        if min(self.lanes, self.max_waiting, self.max_active) < 1:
            raise ValueError("a host needs at least one lane, one waiting place and one actor")
        if min(self.idle_s, self.commit_timeout_s, self.drain_s) <= 0:
            raise ValueError("the times of a host must be positive")
