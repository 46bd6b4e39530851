"""What is asked, answered and told about buildings and their income.

With a `version` a command is the button of a message, which acts only while nothing has changed since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ShowBuildings:
    """Show all buildings, what they have earned, and what more would cost."""


@dataclass(frozen=True, slots=True)
class Build:
    """Build one more of a type."""

    type: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Raise all buildings of a type by a level; a boost makes it cheaper."""

    type: str
    boost: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Collect:
    """Collect what the buildings have earned."""


@dataclass(frozen=True, slots=True)
class Expand:
    """Buy the next slot."""

    version: int | None = None


@dataclass(frozen=True, slots=True)
class BuildingBuilt:
    """A building was built: there are `count` of its type now; the first of all starts the clock."""

    type: str
    count: int
    level: int
    cost: int
    slots: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class BuildingUpgraded:
    """All buildings of a type reached a level."""

    type: str
    level: int
    count: int
    cost: int
    boost: bool


@dataclass(frozen=True, slots=True)
class BuildingCollected:
    """Whole ticks were paid; the clock of the next runs from `anchor_ms`, hundredths of erythl remain."""

    ticks: int
    revies: int
    upkeep: int
    erythl: int
    centi_left: int
    anchor_ms: int


@dataclass(frozen=True, slots=True)
class UpkeepUnpaid:
    """So many ticks of those collected had no upkeep, and paid nothing that costs some."""

    ticks: int


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected: revies before upkeep, the upkeep paid, whole erythl; `unpaid` ticks had none."""

    ticks: int
    revies: int
    upkeep: int
    erythl: int
    centi_left: int
    unpaid: int
    next_at_ms: int
    discarded: int
    balance: int


@dataclass(frozen=True, slots=True)
class BuildingLine:
    """A type of building as the player has it; prices are None where there is no more to get.

    `income` is of all of the type in a tick, before bonuses, `next_income` at the next level.
    """

    id: str
    count: int
    most: int
    level: int
    last_level: int
    pays: str
    income: int
    next_income: int
    upkeep: int
    build_price: int | None
    upgrade_price: int | None


@dataclass(frozen=True, slots=True)
class BuildingsShown:
    """All buildings; `ticks` wait to be collected, and all that may wait do from `full_at_ms` on.

    `changed` is what has just been done: built, upgraded or expanded.
    """

    lines: tuple[BuildingLine, ...]
    slots: int
    most_slots: int
    slot_price: int | None
    revies: int
    centi_erythl: int
    boosts: int
    ticks: int
    most_ticks: int
    waiting: "Waiting"
    next_at_ms: int | None
    full_at_ms: int | None
    collected: int
    upkeep_paid: int
    unpaid_ticks: int
    open_from_level: int | None
    changed: str | None
    settled: Collected | None
    version: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a collection would bring now."""

    revies: int
    upkeep: int
    centi_erythl: int
    unpaid: int


type Action = ShowBuildings | Build | Upgrade | Collect | Expand
type Event = BuildingBuilt | BuildingUpgraded | BuildingCollected | UpkeepUnpaid
type Reply = Collected | BuildingsShown

NAMES: Final[Mapping[type, str]] = {
    ShowBuildings: "building.show",
    Build: "building.build",
    Upgrade: "building.upgrade",
    Collect: "building.collect",
    Expand: "building.expand",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys(NAMES, "view")
EVENTS: Final[Mapping[str, type]] = {
    "building.built": BuildingBuilt,
    "building.upgraded": BuildingUpgraded,
    "building.collected": BuildingCollected,
    "building.upkeep_unpaid": UpkeepUnpaid,
}
REPLIES: Final[Mapping[str, type]] = {
    "building.collected": Collected,
    "buildings.shown": BuildingsShown,
}
