"""What is asked, answered and told about relics."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ListRelics:
    """List the relics that are free, and those that are worn; pages count from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class EquipRelic:
    """Let an esprit wear a relic in a slot (from 1); what was there becomes free."""

    esprit: str
    slot: int
    relic: str


@dataclass(frozen=True, slots=True)
class UnequipRelic:
    """Take what is in a slot (from 1) off an esprit."""

    esprit: str
    slot: int


@dataclass(frozen=True, slots=True)
class SalvageRelic:
    """Turn free relics into awakening fragments."""

    relic: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class RelicChanged:
    """The quantity of a free relic changed."""

    relic: str
    delta: int
    after: int
    reason: str
    discarded: int = 0


@dataclass(frozen=True, slots=True)
class RelicEquipped:
    """An esprit wears a relic; `relics` are all of its slots after."""

    species: str
    slot: int
    relic: str
    replaced: str | None
    relics: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RelicUnequipped:
    """An esprit no longer wears a relic; `relics` are all of its slots after."""

    species: str
    slot: int
    relic: str
    relics: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RelicLine:
    """A relic, how many are free, and who wears it (once for each slot)."""

    relic: str
    quantity: int
    worn_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelicsShown:
    """A page of the relics that the player has."""

    page: int
    pages: int
    total: int
    lines: tuple[RelicLine, ...]
    level: int
    open: bool


@dataclass(frozen=True, slots=True)
class RelicWorn:
    """What an esprit wears now: `relic` came to `slot`, or went if there is `removed`; stats of one copy."""

    species: str
    slot: int
    relic: str | None
    removed: str | None
    relics: tuple[str | None, ...]
    slots: int
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RelicSalvaged:
    """What became of relics."""

    relic: str
    count: int
    left: int
    fragments: int
    discarded: int


type Action = ListRelics | EquipRelic | UnequipRelic | SalvageRelic
type Event = RelicChanged | RelicEquipped | RelicUnequipped
type Reply = RelicsShown | RelicWorn | RelicSalvaged

NAMES: Final[Mapping[type, str]] = {
    ListRelics: "relic.list",
    EquipRelic: "relic.equip",
    UnequipRelic: "relic.unequip",
    SalvageRelic: "relic.salvage",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys(NAMES, "view")
EVENTS: Final[Mapping[str, type]] = {
    "relic.changed": RelicChanged,
    "relic.equipped": RelicEquipped,
    "relic.unequipped": RelicUnequipped,
}
REPLIES: Final[Mapping[str, type]] = {
    "relics.shown": RelicsShown,
    "relic.worn": RelicWorn,
    "relic.salvaged": RelicSalvaged,
}
