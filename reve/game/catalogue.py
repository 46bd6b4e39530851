"""The game's figures and names as the rules read them: frozen, checked and built from a content pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reve.game.bosses import CombatRules
from reve.game.bundle import Bundle
from reve.game.goals import Goals
from reve.game.growing import Growing
from reve.game.holding import Holding
from reve.game.lands import Adventures
from reve.game.uses import Use
from reve.game.wares import ShopRules

type Section = Literal["consumables", "echoes", "keys", "fragments", "other"]
type ClassBonus = Literal["energy_regeneration", "stamina_regeneration", "revies"]
type LeaderBonus = Literal[
    "attack", "defense", "health", "energy_interval", "stamina_interval", "revies", "capture", "fusion"
]


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """One bonus that a leader of an element gives: bp, or milliseconds off for the intervals.

    `step` is added per tier above the first.
    """

    bonus: LeaderBonus
    base: int
    step: int


@dataclass(frozen=True, slots=True)
class Element:
    """An element; `colour` is 0xRRGGBB."""

    id: str
    name: str
    emoji: str
    colour: int
    leader: tuple[LeaderLine, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier, counted from 1; `colour` is 0xRRGGBB."""

    number: int
    numeral: str
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Species:
    """A species, with the stats of one copy without stars."""

    id: str
    name: str
    element: str
    tier: int
    attack: int
    defense: int
    health: int
    description: str


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare an item is; `colour` is 0xRRGGBB."""

    id: str
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Item:
    """A thing for the bag; `use` is what `/use` does with it, None where another command takes it."""

    id: str
    name: str
    description: str
    rarity: str
    section: Section
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class ClassDef:
    """A player class; `starter` is the species that it begins with."""

    id: str
    name: str
    description: str
    bonus: ClassBonus
    starter: str


@dataclass(frozen=True, slots=True)
class ClassRules:
    """Class bonus in bp: `base_bp`, and `step_bp` more for every `step_levels` levels."""

    base_bp: int
    step_bp: int
    step_levels: int


@dataclass(frozen=True, slots=True)
class Title:
    """A title that a player may own; `colour` is 0xRRGGBB."""

    id: str
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class ResourceRules:
    """How a resource grows and returns: base max, max per level above the first, and the hard max."""

    base_max: int
    per_level: int
    per_skill_point: int
    hard_max: int
    interval_ms: int
    min_interval_ms: int


@dataclass(frozen=True, slots=True)
class LevelStep:
    """What every `every`-th level gives: revies per level number, and erythl."""

    every: int
    revies_per_level: int = 0
    erythl: int = 0


@dataclass(frozen=True, slots=True)
class ExperienceRules:
    """From level L to L + 1 it takes isqrt(`need_factor` * L ** `need_power`) XP."""

    max_level: int
    need_factor: int
    need_power: int
    skill_points_per_level: int
    steps: tuple[LevelStep, ...]
    milestones: Mapping[int, Bundle]


@dataclass(frozen=True, slots=True)
class PowerRules:
    """The parts of esprit and army power."""

    star_bp: int  # a star adds this to each stat of a copy
    skill_bp: int  # a skill point adds this to the army's attack or defense
    health_share: int  # power counts one in this many points of health
    leader_star_base: int  # a leader's bonus is scaled by (this + stars) / this


@dataclass(frozen=True, slots=True)
class ReveRow:
    """The tiers that the reve's columns stand for, from level `from_level` to `to_level`."""

    from_level: int
    to_level: int
    tiers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pity:
    """Results in column `column` (from 1) or later: certain on pull number `after` without one."""

    column: int
    after: int


@dataclass(frozen=True, slots=True)
class ReveRules:
    """The charges and odds of the reve; `weights` has one weight per column."""

    max_charges: int
    interval_ms: int
    weights: tuple[int, ...]
    rows: tuple[ReveRow, ...]
    bright: Pity
    brilliant: Pity


@dataclass(frozen=True, slots=True)
class DailyTable:
    """What `/daily` gives: by day of the cycle, every day, and by day of the longer streak."""

    days: tuple[Bundle, ...]
    every_day: Bundle
    streak_cycle: int
    streak: Mapping[int, Bundle]


@dataclass(frozen=True, slots=True)
class Starter:
    """What a new player gets; `energy` and `stamina` are set, the second esprit is one of `species`."""

    bundle: Bundle
    energy: int
    stamina: int
    charges: int
    building_slots: int
    species: tuple[str, ...]
    again_after_days: int
    """How long after an erasure a new beginning brings no erythl."""


@dataclass(frozen=True, slots=True)
class Operating:
    """The most that operators give or take at once, by kind."""

    most: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that a player can hold; what a grant adds beyond is discarded and recorded."""

    revies: int
    erythl: int
    item_stack: int
    copies: int
    fragments: int
    building_slots: int
    revies_per_spare_slot: int  # a permit above the last slot becomes this many revies
    use_count: int  # items of one `/use`


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` commands of a group in `per_s` seconds."""

    count: int
    per_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All content of one pack. Mappings keep the pack's order and are never changed."""

    version: int
    elements: Mapping[str, Element]
    tiers: Mapping[int, Tier]
    species: Mapping[str, Species]
    rarities: Mapping[str, Rarity]
    items: Mapping[str, Item]
    titles: Mapping[str, Title]
    classes: Mapping[str, ClassDef]
    class_rules: ClassRules
    energy: ResourceRules
    stamina: ResourceRules
    experience: ExperienceRules
    power: PowerRules
    reve: ReveRules
    daily: DailyTable
    starter: Starter
    caps: Caps
    rate_limits: Mapping[str, RateLimit]
    operating: Operating
    goals: Goals
    shop: ShopRules
    growing: Growing
    adventures: Adventures
    combat: CombatRules
    holding: Holding
    pools: Mapping[int, tuple[tuple[str, ...], ...]] = field(init=False)
    """By tier: the species ids of each element that has some, in the pack's order."""
    kin: Mapping[tuple[str, int], tuple[str, ...]] = field(init=False)
    """The species ids of each element and tier, in the pack's order."""

    def __post_init__(self) -> None:
        kin: dict[tuple[str, int], list[str]] = {
            (element, tier): [] for tier in self.tiers for element in self.elements
        }
        for one in self.species.values():
            kin[one.element, one.tier].append(one.id)
        pools = {
            tier: tuple(tuple(ids) for element in self.elements if (ids := kin[element, tier]))
            for tier in self.tiers
        }
        object.__setattr__(self, "kin", {key: tuple(ids) for key, ids in kin.items()})
        object.__setattr__(self, "pools", pools)
