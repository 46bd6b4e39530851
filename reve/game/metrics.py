"""Metrics: what achievements measure, and which of them a command may have changed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reve.game import statistics
from reve.game.catalogue import Catalogue
from reve.game.state import Player

LEVEL: Final = "level"
PER_ELEMENT: Final = "unique_per_element"
BUILDING_LEVEL: Final = "building_level"
BUILDING_TYPES: Final = "building_types_high"
MAX_STAR: Final = statistics.MAX_STAR

METRICS: Final = (*statistics.COUNTERS, LEVEL, PER_ELEMENT, BUILDING_LEVEL, BUILDING_TYPES)


def value(player: Player, catalogue: Catalogue, metric: str) -> int:
    """Return what a metric says now; it never falls."""
    special = _SPECIAL.get(metric)
    return statistics.value(player, catalogue, metric) if special is None else special(player, catalogue)


def changed(before: Player, now: Player) -> Iterator[str]:
    """Yield the metrics that may have changed; what is the same object cannot have."""
    if now.counters is not before.counters:
        grown = [name for name, n in now.counters.items() if before.counters.get(name) != n]
        yield from grown
        if statistics.AWAKENINGS in grown:
            yield MAX_STAR
    if len(now.stacks) != len(before.stacks):  # stacks are made once and never deleted
        yield from (statistics.UNIQUE, PER_ELEMENT, statistics.HIGHEST_TIER)
    if now.growth.level != before.growth.level:
        yield LEVEL
    if now.wallet.revies_earned != before.wallet.revies_earned:
        yield statistics.REVIES_EARNED
    if now.claims.granted is not before.claims.granted:
        yield statistics.SETS_COMPLETED
    if now.buildings is not before.buildings:
        yield from (BUILDING_LEVEL, BUILDING_TYPES)


def _per_element(player: Player, catalogue: Catalogue) -> int:
    unique = dict.fromkeys(catalogue.elements, 0)
    for name in player.stacks:
        if (species := catalogue.species.get(name)) is not None:
            unique[species.element] += 1
    return min(unique.values())


def _high_buildings(player: Player, catalogue: Catalogue) -> int:
    high = catalogue.holding.buildings.high_level
    return sum(site.count for site in player.buildings.sites.values() if site.level >= high)


def _building_level(player: Player, catalogue: Catalogue) -> int:
    return max((site.level for site in player.buildings.sites.values() if site.count), default=0)


_SPECIAL: Final[Mapping[str, Callable[[Player, Catalogue], int]]] = {
    LEVEL: lambda player, catalogue: player.growth.level,
    PER_ELEMENT: _per_element,
    BUILDING_LEVEL: _building_level,
    BUILDING_TYPES: _high_buildings,
}
