"""How often one may: windows of time in which so much is allowed, and the gateway's figures."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Any


@dataclass(slots=True)
class Window:
    """So many in so many seconds, counted from the first one on."""

    most: int
    lasts_s: float
    _ends: float = 0.0
    _taken: int = 0

    def take(self) -> bool:
        """Count one more; False if it is one too many."""
        now = monotonic()
        if now >= self._ends:
            self._ends, self._taken = now + self.lasts_s, 0
        self._taken += 1
        return self._taken <= self.most

    @property
    def left(self) -> int:
        """How many are left until the window ends."""
        return max(0, self.most - self._taken) if self.reset_s else self.most

    @property
    def reset_s(self) -> float:
        """In how many seconds the window ends."""
        return max(0.0, self._ends - monotonic())


@dataclass(frozen=True, slots=True)
class Pace:
    """What the gateway asks of a bot and allows it.

    A bot that is stopped and started again and again, as in tests, would wait 5 s each time, so
    that `identify_every_s` is 0 unless one asks for Discord's figure: `Pace(identify_every_s=5)`.
    `gateway_shards` is the number that is recommended; any other is served as well.
    """

    heartbeat_ms: int = 41_250
    identify_every_s: float = 0.0
    max_concurrency: int = 1
    identifies_a_day: int = 1_000
    sends_a_minute: int = 120
    guilds_a_shard: int = 2_500
    gateway_shards: int = 1


@dataclass(slots=True)
class Identifies:
    """Who may identify now, by shard and by the day's quota."""

    pace: Pace
    out_of_turn: int = 0
    """How many came too early."""
    _day: Window = field(init=False)
    _turns: dict[int, Window] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._day = Window(self.pace.identifies_a_day, 86_400)

    def in_quota(self) -> bool:
        """Count an IDENTIFY; False if the day's quota is used up."""
        return self._day.take()

    def in_turn(self, shard: int) -> bool:
        """Tell whether it is this shard's turn: one of each `shard_id % max_concurrency` at a time."""
        turn = self._turns.setdefault(
            shard % self.pace.max_concurrency, Window(1, self.pace.identify_every_s)
        )
        taken = turn.take()
        self.out_of_turn += not taken
        return taken

    def shown(self) -> dict[str, Any]:
        """Shape the `session_start_limit`."""
        return {
            "total": self.pace.identifies_a_day,
            "remaining": self._day.left,
            "reset_after": int(self._day.reset_s * 1000),
            "max_concurrency": self.pace.max_concurrency,
        }
