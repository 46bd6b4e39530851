"""The figures of what a player holds: buildings and their income."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

type Pays = Literal["revies", "centi_erythl"]


@dataclass(frozen=True, slots=True)
class BuildingType:
    """A type of building; `income` of one per tick by level, `upgrade` the price of each next level.

    Upkeep is due per level, building and tick, in revies; the prices are revies too.
    """

    id: str
    name: str
    emoji: str
    pays: Pays
    price: int
    most: int
    income: tuple[int, ...]
    upkeep: int
    upgrade: tuple[int, ...]
    description: str

    @property
    def last_level(self) -> int:
        """The highest level."""
        return len(self.income)


@dataclass(frozen=True, slots=True)
class BuildingRules:
    """All types of buildings, when they pay, and what the room for them costs.

    `slots` has the price of each slot by its number; a building counts as high from `high_level` on.
    """

    tick_ms: int
    most_ticks: int
    types: Mapping[str, BuildingType]
    slots: Mapping[int, int]
    boost: str  # the item that makes an upgrade cheaper
    boost_bp: int  # what is left of its price
    high_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All these figures. Mappings are never changed."""

    buildings: BuildingRules
