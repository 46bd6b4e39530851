"""What is asked, answered and told about fragments and crafting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Craft:
    """Make esprits of a tier and element from fragments; a button also says its `version`."""

    tier: int
    element: str
    count: int = 1
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ShowFragments:
    """Show all fragments, and what can be made of them."""


@dataclass(frozen=True, slots=True)
class EspritCrafted:
    """An esprit was made from so many fragments of its tier and of its element."""

    species: str
    tier: int
    element: str
    tier_fragments: int
    element_fragments: int
    revies: int


@dataclass(frozen=True, slots=True)
class CraftedEsprit:
    """One result, with how many copies there are now."""

    species: str
    new: bool
    quantity: int


@dataclass(frozen=True, slots=True)
class Crafted:
    """The results in order, and all that they took."""

    tier: int
    element: str
    results: tuple[CraftedEsprit, ...]
    tier_fragments: int
    element_fragments: int
    revies: int
    tier_left: int
    element_left: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one esprit of a tier takes; `known` if some species of the tier was ever owned."""

    tier: int
    tier_fragments: int
    element_fragments: int
    revies: int
    known: bool


@dataclass(frozen=True, slots=True)
class FragmentsShown:
    """All fragments; recipes of the tiers that there are fragments of."""

    awakening: int
    tiers: dict[int, int]
    elements: dict[str, int]
    recipes: tuple[Recipe, ...]
    revies: int
    level: int
    open: bool
    version: int


type Action = Craft | ShowFragments
type Event = EspritCrafted
type Reply = Crafted | FragmentsShown

NAMES: Final[Mapping[type, str]] = {Craft: "craft", ShowFragments: "fragments.show"}
GROUPS: Final[Mapping[type, str]] = {Craft: "fusion", ShowFragments: "view"}
EVENTS: Final[Mapping[str, type]] = {"esprit.crafted": EspritCrafted}
REPLIES: Final[Mapping[str, type]] = {"craft.done": Crafted, "fragments.shown": FragmentsShown}
