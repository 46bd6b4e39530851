"""The figures of adventures: areas and their quests, and what quests and bosses give."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from reve.game.bundle import Bundle


@dataclass(frozen=True, slots=True)
class Quest:
    """A quest of an area, counted from 1; `revies` are the least and the most, before all bonuses.

    `boss` names who waits at its end, None where nobody does.
    """

    number: int
    name: str
    description: str
    energy: int
    revies: tuple[int, int]
    xp: int
    boss: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A place with its quests; `tiers` can be captured, likelier of the affinity; `ranks` are rewards."""

    id: str
    number: int
    name: str
    description: str
    level: int
    affinity: str
    tiers: tuple[int, ...]
    quests: tuple[Quest, ...]
    ranks: tuple[Bundle, ...]

    def quest(self, number: int) -> Quest:
        """Return a quest that there is, by its number."""
        return self.quests[number - 1]

    @property
    def stretches(self) -> tuple[tuple[Quest, ...], ...]:
        """The quests in parts that each end with a boss, or with the last quest."""
        ends = [one.number for one in self.quests if one.boss is not None or one is self.quests[-1]]
        return tuple(self.quests[start:end] for start, end in pairwise((0, *ends)))


@dataclass(frozen=True, slots=True)
class CaptureRules:
    """How likely captures are, and of what: `tier_weights` belong to an area's tiers in order."""

    chance_bp: int
    boss_bp: int
    charm_bp: int  # what a charm adds, in parts of the chance
    kindred_bp: int  # what a leader of the area's element adds, likewise
    cap_bp: int
    certain_after: int
    tier_weights: tuple[int, ...]
    affinity_bp: int


@dataclass(frozen=True, slots=True)
class Drop:
    """An item that a quest may leave, and how likely; `boss_bp` after a boss."""

    item: str
    bp: int
    boss_bp: int


@dataclass(frozen=True, slots=True)
class GuardianRules:
    """What a victory over a boss gives, by the number of its quest; factors are in bp."""

    revies_bp: int
    xp_bp: int
    awakening: int
    relic_bp: int
    first_relic: bool  # the first victory in each area surely brings a relic


@dataclass(frozen=True, slots=True)
class SpoilsBand:
    """What bosses leave in some areas: a factor of awakening fragments, and relic rarities by weight."""

    awakening_times: int
    rarities: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adventures:
    """All figures of adventures. Mappings are never changed."""

    areas: Mapping[str, Area]
    most_times: int
    advised: int
    capture: CaptureRules
    drops: tuple[Drop, ...]
    guardians: Mapping[int, GuardianRules]
    bands: Mapping[int, SpoilsBand]  # by the number of the area
    relic_after: int
    element_fragments: int  # besides one per number of the area

    @property
    def first(self) -> Area:
        """The area where everybody begins."""
        return next(iter(self.areas.values()))
