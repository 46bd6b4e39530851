"""The figures of what a player holds and hears of: buildings, their income, and notices."""

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


@dataclass(frozen=True, slots=True)
class NoticeType:
    """A kind of direct message: whether it is on by default, and the least time between two of it.

    `at_ms` is when in its day or week one comes that follows the calendar.
    """

    id: str
    default: bool
    gap_ms: int = 0
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """All kinds of direct messages, how many may come in a day, and the UTC offsets on offer."""

    per_day: int
    test_gap_ms: int
    offsets: tuple[int, ...]  # minutes
    types: Mapping[str, NoticeType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All these figures. Mappings are never changed."""

    buildings: BuildingRules
    notices: NoticeRules
    tutorial: tuple[str, ...]  # what is hinted at, step by step
