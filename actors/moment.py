"""The outside world as a decision sees it: time, dice, world settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from actors.identity import ActorId


class Dice(Protocol):
    """A stream of fair draws that belongs to one actor and one sequence number."""

    def below(self, n: int) -> int:
        """Draw a whole number from 0 to n - 1."""
        ...


type DiceMaker = Callable[[ActorId, int, int], Dice]
"""(actor, seq of the delta being decided, epoch milliseconds) -> its dice."""


NOBODY: Final = ActorId("", 0)


@dataclass(frozen=True, slots=True)
class Moment[W]:
    """When and under what a command is decided.

    `now_ms` (epoch milliseconds, UTC) is never before the actor's last delta and never ahead of
    Postgres' clock by more than that. `actor` decides, and `seq` is the number its delta would get;
    of a joint command it is the first participant.
    """

    now_ms: int
    seq: int
    dice: Dice
    settings: W
    settings_version: int = 0
    actor: ActorId = NOBODY
