"""One shard as one instance sees it: its phase, its token, and what lives under it.

    Idle -> Acquiring -> Active -> Draining -> Idle
    Active -> Suspended (the process was blocked) -> Active or Lost
    Active or Draining -> Acquiring (the outcome of a commit is unknown) -> Active or Lost
    anything -> Lost -> Idle (another token is in force)

Invariants: a token iff Active, Suspended or Draining, or Acquiring after an unknown outcome;
activations exist only under a shard that is not Idle. `successor` is who gets a shard that drains.
"""

from collections import OrderedDict
from enum import Enum
from typing import Any, Final

import anyio

from actors.identity import ActorId
from actors.ports import Token

REDELIVERY_S: Final = 15 * 60.0
"""For how long after it was made a command may be delivered again: the life of an interaction."""


class Phase(Enum):
    """Where a shard stands."""

    IDLE = "idle"
    ACQUIRING = "acquiring"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DRAINING = "draining"
    LOST = "lost"


ALLOWED: Final = {
    Phase.IDLE: {Phase.ACQUIRING, Phase.LOST},
    Phase.ACQUIRING: {Phase.ACTIVE, Phase.LOST, Phase.IDLE},
    Phase.ACTIVE: {Phase.DRAINING, Phase.SUSPENDED, Phase.ACQUIRING, Phase.LOST},
    Phase.SUSPENDED: {Phase.ACTIVE, Phase.LOST, Phase.ACQUIRING, Phase.DRAINING},
    Phase.DRAINING: {Phase.IDLE, Phase.LOST, Phase.ACQUIRING},
    Phase.LOST: {Phase.IDLE},
}


HELD: Final = frozenset({Phase.ACTIVE, Phase.SUSPENDED, Phase.DRAINING})
"""The phases in which a lease is renewed."""

AWAY: Final = frozenset({Phase.IDLE, Phase.LOST, Phase.DRAINING})
"""The phases in which new commands are not for this instance."""


class Shard:
    """The mutable record of one shard; only ownership and the lanes move its phase."""

    __slots__ = ("_changed", "deadline_s", "number", "owner", "phase", "refusals", "successor", "token")

    def __init__(self, number: int) -> None:
        self.number = number
        self.phase = Phase.IDLE
        self.token: Token | None = None
        self.owner: str | None = None
        self.successor: str | None = None
        self.deadline_s = float("-inf")
        self.refusals = Refusals()
        self._changed: anyio.Event | None = None

    def move(self, phase: Phase, token: Token | None = None) -> None:
        """Go to `phase`; Active takes the token given, Idle and Lost drop the one held."""
        if phase not in ALLOWED[self.phase]:
            raise AssertionError(f"shard {self.number}: {self.phase.value} -> {phase.value}")
        self.phase = phase
        if token is not None:
            self.token = token
        if phase in (Phase.IDLE, Phase.LOST):
            self.token = None
            self.owner = None
            self.refusals = Refusals()
        if phase is not Phase.DRAINING:
            self.successor = None
        if phase in HELD and self.token is None:
            raise AssertionError(f"shard {self.number} is {phase.value} without a token")
        if self._changed is not None:
            self._changed.set()
            self._changed = None

    def serves(self, now_s: float) -> bool:
        """Tell whether commands may be judged at this moment."""
        return self.phase in (Phase.ACTIVE, Phase.DRAINING) and now_s < self.deadline_s

    async def changed(self) -> None:
        """Return when the phase has moved."""
        if self._changed is None:
            self._changed = anyio.Event()
        await self._changed.wait()


class Refusals:
    """What was refused under one ownership of a shard, for as long as it may come again."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ActorId], tuple[Any, float]] = OrderedDict()

    def keep(self, command_id: int, actor: ActorId, reply: Any, now_s: float) -> None:
        """Remember a refusal; forget those that are too old to be asked for."""
        self._kept[(command_id, actor)] = (reply, now_s)
        while self._kept:
            oldest = next(iter(self._kept))
            if self._kept[oldest][1] > now_s - REDELIVERY_S:
                break
            del self._kept[oldest]

    def find(self, command_id: int, actor: ActorId) -> Any | None:
        """Return the reply that refused this command, or None."""
        kept = self._kept.get((command_id, actor))
        return None if kept is None else kept[0]
