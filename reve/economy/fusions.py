"""Fusions: the highest tiers first, keeping one copy of each tier and element."""

from itertools import combinations
from typing import Final

from reve.economy.life import Life
from reve.game import currency, esprit, fragment, fusion, inventory, leadership
from reve.game.catalogue import Species
from reve.game.vocabulary.fusion import Fuse

AT_ONCE: Final = 10
"""Attempts of one command: then fragments may have come together that make the next one sure."""
FULL_BP: Final = 10_000


def fuse_all(life: Life) -> None:
    """Fuse whatever is to spare, as long as revies last."""
    for tier in sorted(life.catalogue.growing.fusion.chance_bp, reverse=True):
        while currency.balance(life.state, currency.REVIES) >= life.catalogue.growing.fusion.cost[tier]:
            action = _next(life, tier)
            if action is None or not life.can(action):
                break


def _next(life: Life, tier: int) -> Fuse | None:
    spare = {element: _spare(life, element, tier) for element in life.catalogue.elements}
    for element in sorted(spare, key=lambda one: -spare[one][1]):
        if (pair := _same(*spare[element])) is not None:
            return _helped(life, *pair)
    for one, other in combinations(spare.values(), 2):
        if one[0] and other[0]:
            return _helped(life, one[0][0][0], other[0][0][0], 1)
    return None


def _spare(life: Life, element: str, tier: int) -> tuple[list[tuple[str, int]], int]:
    """Return species with the copies that can be given away, most first, and how many in all."""
    kin = life.catalogue.kin[element, tier]
    total = sum(esprit.quantity(life.state, name) for name in kin) - 1
    found = []
    for name in kin:
        free = esprit.quantity(life.state, name) - (esprit.role_of(life.state, name) is not None)
        if (free := min(free, total)) > 0:
            found.append((name, free))
    return sorted(found, key=lambda one: -one[1]), total


def _same(found: list[tuple[str, int]], total: int) -> tuple[str, str, int] | None:
    """Return two of one element, and how often."""
    if total < 2 or not found:
        return None
    name, free = found[0]
    if free >= 2:
        return name, name, free // 2
    return (name, found[1][0], 1) if len(found) > 1 else None


def _helped(life: Life, first: str, second: str, count: int) -> Fuse:
    """Return the fusion, made sure by fragments if they suffice, or by a catalyst at the very top."""
    species, growing = life.catalogue.species, life.catalogue.growing
    tier, rules = species[first].tier, growing.fusion
    steps = -(-(FULL_BP - _chance_bp(life, species[first], species[second])) // rules.boost_bp)
    have = fragment.quantity(life.state, fragment.of_tier(tier))
    if steps <= rules.boost_steps and have >= steps * growing.materials[tier].boost:
        return Fuse(first, second, 1, steps)
    at_the_top = tier >= max(life.tally.first_day_of_tier) - 1
    if at_the_top and inventory.quantity(life.state, rules.catalyst):
        return Fuse(first, second, 1, catalyst=True)
    return Fuse(first, second, min(count, AT_ONCE))


def _chance_bp(life: Life, first: Species, second: Species) -> int:
    bonus_bp = leadership.of(life.state, life.catalogue).get("fusion", 0)
    pair = fusion.Pair(first, second, 0, False, bonus_bp)
    return fusion.chance_terms(life.catalogue, pair, fusion.failures(life.state, first.tier)).value
