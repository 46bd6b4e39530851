"""What a fault is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from reve.chaos.arena import Arena


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by its name.

    `inject` brings it about, heals it, and returns what proves that it took effect; it raises
    `NotFired` when it did not.
    """

    name: str
    inject: Callable[[Arena], Awaitable[str]]
    joint: bool = False
    """Whether it needs several instances."""
    alone: bool = False
    """Whether no other fault may strike meanwhile: its proof would say nothing."""
