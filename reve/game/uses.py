"""What using an item does."""

from dataclasses import dataclass
from typing import Literal

type Refillable = Literal["energy", "stamina"]


@dataclass(frozen=True, slots=True)
class Refill:
    """Using the item adds to a resource, at most `overfill` above its max; refused when full."""

    resource: Refillable
    amount: int
    overfill: int


@dataclass(frozen=True, slots=True)
class Study:
    """Using the item gives experience."""

    xp: int


@dataclass(frozen=True, slots=True)
class Charm:
    """Using the item makes captures likelier on so many quests, up to `most` in all; refused at most."""

    quests: int
    most: int


@dataclass(frozen=True, slots=True)
class Permit:
    """Using the item gives slots for buildings; refused when there are as many as can be."""

    slots: int


@dataclass(frozen=True, slots=True)
class Splinters:
    """Using the item gives fragments: half of tiers in a range, the rest of elements, each drawn."""

    count: int
    tiers: tuple[int, int]


type Use = Refill | Study | Charm | Permit | Splinters
