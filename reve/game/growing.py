"""The figures by which a collection grows: fusion, awakening, materials, echoes, relics and skills."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reve.game.abilities import Abilities

type Stat = Literal["attack", "defense", "health"]


@dataclass(frozen=True, slots=True)
class FusionRules:
    """The odds of a fusion beyond those of its tier; `chart` has sorted pairs of elements as keys."""

    cross_bp: int
    pity_bp: int
    cap_bp: int
    boost_bp: int
    boost_steps: int
    boost_cap_bp: int
    catalyst: str
    most_attempts: int
    chart: Mapping[tuple[str, str], tuple[str, ...]]
    cost: Mapping[int, int]  # revies, by tier; also of the last one, which only prices awakening
    chance_bp: Mapping[int, int]  # by tier; none where nothing is fused


@dataclass(frozen=True, slots=True)
class AwakeningRules:
    """What stars cost and how likely they are; `success_bp` has one entry per star."""

    success_bp: tuple[int, ...]
    retry_bp: int
    revies_factor: int
    failed_copies_part: int
    stone: str
    stone_saves: int


@dataclass(frozen=True, slots=True)
class Materials:
    """What a tier takes and leaves, in fragments; `failure` is the least and the most."""

    awakening: int
    boost: int
    failure: tuple[int, int]
    release_awakening: int
    release_element: int


@dataclass(frozen=True, slots=True)
class CraftingRules:
    """What a crafted esprit takes: base + step * tier fragments, and a multiple of the tier's cost."""

    tier_base: int
    tier_step: int
    element_base: int
    element_step: int
    revies_factor: int
    highest_tier: int
    most: int


@dataclass(frozen=True, slots=True)
class EchoRange:
    """What an echo draws at some levels: tiers by weight, and elements by weight in the pack's order."""

    from_level: int
    to_level: int
    tiers: Mapping[int, int]
    elements: Mapping[str, int]

    @property
    def top(self) -> int:
        """The highest tier."""
        return max(self.tiers)


@dataclass(frozen=True, slots=True)
class Echo:
    """An echo, by the id of its item; `keys` is None where no key fits.

    Where the player names an element, `chosen` and `others` are the weights; else they are 0.
    """

    item: str
    name: str
    pity: int
    keys: int | None
    gate: str | None
    chosen: int
    others: int
    ranges: tuple[EchoRange, ...]


@dataclass(frozen=True, slots=True)
class EchoRules:
    """All echoes by name; weights count `favorite_times` for a favorite element, else `favorite_others`."""

    most: int
    favorite_times: int
    favorite_others: int
    echoes: Mapping[str, Echo]


@dataclass(frozen=True, slots=True)
class Relic:
    """A relic; `boost` is in percent of a stat, `convert` (from, to) in percent of the base stat `from`."""

    id: str
    name: str
    rarity: int
    boost: Mapping[Stat, int]
    convert: Mapping[tuple[Stat, Stat], int]
    description: str


@dataclass(frozen=True, slots=True)
class SkillRules:
    """What skill points may go into, and what getting them back costs."""

    skills: tuple[str, ...]
    reset_step: int
    reset_most_steps: int
    reset_item: str
    reset_every_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """All figures of growth. Mappings are never changed."""

    gates: Mapping[str, int]  # the level that opens each feature
    fusion: FusionRules
    awakening: AwakeningRules
    materials: Mapping[int, Materials]
    last_fragment_tier: int
    release_asks_above: int
    crafting: CraftingRules
    echoes: EchoRules
    relics: Mapping[str, Relic]
    salvage: Mapping[int, int]
    relic_slots: Mapping[int, int]  # by tier
    skills: SkillRules
    class_change_step: int
    class_change_most: int
    abilities: Abilities
