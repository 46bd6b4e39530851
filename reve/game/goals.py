"""The figures of what players strive for: achievements, sets of the codex, and the collection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from reve.game.bundle import Bundle

type Category = Literal["progression", "collection", "combat", "economy", "social"]


@dataclass(frozen=True, slots=True)
class Achievement:
    """A one-time goal: `metric` must reach `value`."""

    id: str
    name: str
    description: str
    category: Category
    metric: str
    value: int
    points: int
    reward: Bundle


@dataclass(frozen=True, slots=True)
class CodexSet:
    """Species that belong together; to discover all of them gives the reward."""

    id: str
    name: str
    description: str
    species: tuple[str, ...]
    reward: Bundle


@dataclass(frozen=True, slots=True)
class CollectionRules:
    """What a collection is worth, and how it is judged; milestones by unique species.

    `mastery` has (rank, least share in bp), the highest first; `balance` has (label, deviation in bp
    that is too much for it), the best first.
    """

    value_unique: int
    value_copy: int
    value_tier_squared: int
    value_star: int
    mastery: tuple[tuple[str, int], ...]
    balance: tuple[tuple[str, int], ...]
    rarest: int
    most_missing: int
    recent_days: int
    most_recent_days: int
    milestones: Mapping[int, Bundle]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """All goals of a pack. Mappings are never changed."""

    achievements: Mapping[str, Achievement]
    points: Mapping[int, Bundle]
    sets: Mapping[str, CodexSet]
    collection: CollectionRules
    by_metric: Mapping[str, tuple[Achievement, ...]] = field(init=False)
    """The achievements that a metric may unlock."""
    by_species: Mapping[str, tuple[CodexSet, ...]] = field(init=False)
    """The sets that a species belongs to."""

    def __post_init__(self) -> None:
        metrics = _grouped((one.metric, one) for one in self.achievements.values())
        members = _grouped((name, one) for one in self.sets.values() for name in one.species)
        object.__setattr__(self, "by_metric", metrics)
        object.__setattr__(self, "by_species", members)


def _grouped[T](pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, tuple[T, ...]] = {}
    for key, one in pairs:
        found[key] = (*found.get(key, ()), one)
    return MappingProxyType(found)
