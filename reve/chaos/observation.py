"""What a player saw of one command: when it was sent, each try, and how it ended."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from actors.identity import ActorId


class End(Enum):
    """How a command ended for whoever sent it."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Try:
    """One sending of a command to one instance; `error` is None when it was answered."""

    instance: str
    sent_s: float
    ended_s: float | None = None
    error: str | None = None
    applied: str = "unknown"
    """What the error says: "no" (nothing was changed) or "unknown"."""


@dataclass(slots=True)
class Observation:
    """One command and what became of it; it grows while the command is under way."""

    command_id: int
    actors: tuple[ActorId, ...]
    name: str
    body: Any
    began_s: float
    end: End | None = None
    ended_s: float | None = None
    reply: tuple[Any, ...] | None = None
    tries: list[Try] = field(default_factory=list)

    @property
    def took_s(self) -> float:
        """From the first sending to the answer; infinite where there is none."""
        return float("inf") if self.ended_s is None else self.ended_s - self.began_s

    def finish(self, end: End, at_s: float) -> None:
        """Note how it ended."""
        self.end, self.ended_s = end, at_s
