"""Wearing relics: what they make of one copy of a stack, its champion."""

from collections.abc import Iterable
from typing import Final

from reve.game.catalogue import Catalogue, Species
from reve.game.esprit import Stats, scaled
from reve.game.growing import Relic, Stat
from reve.game.state import Stack

STATS: Final[tuple[Stat, ...]] = ("attack", "defense", "health")
_PERCENT: Final = 100


def improved(base: tuple[int, int, int], relics: Iterable[Relic]) -> tuple[int, int, int]:
    """Return attack, defense and health with relics: conversions of the base first, then boosts."""
    worn = tuple(relics)
    values = dict(zip(STATS, base, strict=True))
    made: list[int] = []
    for stat in STATS:
        value = values[stat]
        for source in STATS:
            percent = sum(relic.convert.get((source, stat), 0) for relic in worn)
            value += values[source] * percent // _PERCENT
        boost = sum(relic.boost.get(stat, 0) for relic in worn)
        made.append(value * (_PERCENT + boost) // _PERCENT)
    return made[0], made[1], made[2]


def worn(catalogue: Catalogue, stack: Stack) -> tuple[Relic, ...]:
    """Return the relics of a stack that the pack knows."""
    known = catalogue.growing.relics
    return tuple(known[name] for name in stack.relics if name is not None and name in known)


def best(catalogue: Catalogue, species: Species, stack: Stack) -> tuple[int, int, int]:
    """Return attack, defense and health of the copy that wears the relics."""
    base = scaled(species, stack.stars, catalogue.power)
    relics = worn(catalogue, stack)
    return improved(base, relics) if relics else base


def champion(catalogue: Catalogue, species: Species, stack: Stack) -> Stats:
    """Return the stats of the copy that wears the relics, and what they are worth."""
    attack, defense, health = best(catalogue, species, stack)
    return Stats(attack, defense, health, attack + defense + health // catalogue.power.health_share)
