"""What each deed of a player turns into what, on average, and a search for gain from nothing.

A conversion is good for the player where luck or pity may be: a fusion counts once with the chance that
it begins with, and once with the highest that pity can bring, so that both who wants it to succeed and who
wants it to fail is served.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from reve.game import awakening, fragment, fusion, release
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.crafting import recipe
from reve.game.echo import KEY
from reve.game.state import Player
from reve.game.uses import Splinters, Study
from tests.economy.simplex import best_mixture

REVIES: Final = "revies"
ELEMENT: Final = "fragments of elements"
_FULL: Final = 10_000


@dataclass(frozen=True, slots=True)
class Conversion:
    """A deed, and by how much it changes what a player has."""

    deed: str
    change: Mapping[str, Fraction]


def loop(conversions: Sequence[Conversion], *, free: frozenset[str] = frozenset()) -> list[str]:
    """Return deeds that together take nothing and give something, [] if there are none.

    What is `free` is there in any amount.
    """
    things = sorted({thing for one in conversions for thing in one.change} - free)
    rows = [[one.change.get(thing, Fraction()) for one in conversions] for thing in things]
    shares = best_mixture(rows)
    return [one.deed for one, share in zip(conversions, shares, strict=True) if share]


def conversions(catalogue: Catalogue) -> Iterator[Conversion]:
    """Yield all deeds that can be done over and over for what they take, but for the shop's."""
    for tier in catalogue.tiers:
        yield from _fusions(catalogue, tier)
        yield from _awakenings(catalogue, tier)
        yield _release(catalogue, tier)
        if tier <= catalogue.growing.crafting.highest_tier:
            yield _craft(catalogue, tier)
    yield from _echoes(catalogue)
    yield from _items(catalogue)
    for relic in catalogue.growing.relics.values():
        gained = catalogue.growing.salvage[relic.rarity]
        yield _made(f"salvage {relic.id}", {relic.id: -1, fragment.AWAKENING: gained})


def purchases(catalogue: Catalogue) -> Iterator[Conversion]:
    """Yield all offers of the shop at the lowest level, as if there were no end to them."""
    for offer in catalogue.shop.offers.values():
        yield _made(f"buy {offer.id}", _goods(offer.goods), paid=(offer.currency, offer.price))


def _goods(bundle: Bundle) -> dict[str, int]:
    tiers = {fragment.of_tier(tier): n for tier, n in bundle.tier_fragments.items()}
    elements = {ELEMENT: sum(bundle.element_fragments.values())}
    return {
        REVIES: bundle.revies,
        "erythl": bundle.erythl,
        fragment.AWAKENING: bundle.awakening_fragments,
        **tiers,
        **elements,
        **bundle.items,
    }


def _copy(tier: int) -> str:
    return f"copy of tier {tier}"


def _made(
    deed: str, change: Mapping[str, int | Fraction], *, paid: tuple[str, int] | None = None
) -> Conversion:
    total = {thing: Fraction(n) for thing, n in change.items() if n}
    if paid is not None:
        total[paid[0]] = total.get(paid[0], Fraction()) - paid[1]
    return Conversion(deed, total)


def _fusions(catalogue: Catalogue, tier: int) -> Iterator[Conversion]:
    """Yield fusions with each help, of two esprits of one element, which are the likeliest."""
    growing, rules = catalogue.growing, catalogue.growing.fusion
    if tier not in rules.chance_bp:
        return
    species = next(one for one in catalogue.species.values() if one.tier == tier)
    for steps in range(rules.boost_steps + 1):
        pair = fusion.Pair(species, species, steps, catalyst=False, leader_bp=0)
        for failures in (0, _FULL):
            chance = Fraction(fusion.chance(catalogue, pair, failures).total_bp, _FULL)
            cost = {REVIES: -rules.cost[tier], fragment.of_tier(tier): -growing.materials[tier].boost * steps}
            yield _fusion(f"fuse {tier}, {steps} steps, {chance}", catalogue, tier, chance, cost)
    sure = {REVIES: -rules.cost[tier], rules.catalyst: -1}
    yield _fusion(f"fuse {tier} with a catalyst", catalogue, tier, Fraction(1), sure)


def _fusion(
    deed: str, catalogue: Catalogue, tier: int, chance: Fraction, cost: Mapping[str, int]
) -> Conversion:
    kind, consolation = _consolation(catalogue, tier)
    left = cost.get(kind, 0) + (1 - chance) * consolation
    return _made(deed, {**cost, _copy(tier): -1 - chance, _copy(tier + 1): chance, kind: left})


def _consolation(catalogue: Catalogue, tier: int) -> tuple[str, Fraction]:
    least, most = catalogue.growing.materials[tier].failure
    kept = min(tier, catalogue.growing.last_fragment_tier)
    return fragment.of_tier(kept), Fraction(least + most, 2)


def _awakenings(catalogue: Catalogue, tier: int) -> Iterator[Conversion]:
    kind, consolation = _consolation(catalogue, tier)
    for star in range(1, len(catalogue.growing.awakening.success_bp) + 1):
        due = awakening.cost(catalogue, tier, star, 0, stone=False)
        chance = Fraction(due.chance_bp, _FULL)
        yield _made(
            f"awaken {tier} to {star}",
            {
                REVIES: -due.revies,
                fragment.AWAKENING: -due.fragments,
                _copy(tier): -(chance * due.copies + (1 - chance) * due.copies_on_failure),
                kind: (1 - chance) * consolation,
            },
        )


def _release(catalogue: Catalogue, tier: int) -> Conversion:
    species = next(one for one in catalogue.species.values() if one.tier == tier)
    awakenings, elements = release.yields(catalogue, species, 1)
    return _made(f"release {tier}", {_copy(tier): -1, fragment.AWAKENING: awakenings, ELEMENT: elements})


def _craft(catalogue: Catalogue, tier: int) -> Conversion:
    due = recipe(catalogue, Player(1), tier)
    cost = {REVIES: -due.revies, fragment.of_tier(tier): -due.tier_fragments, ELEMENT: -due.element_fragments}
    return _made(f"craft {tier}", {**cost, _copy(tier): 1})


def _echoes(catalogue: Catalogue) -> Iterator[Conversion]:
    """Yield each echo at each range of levels, opened and (which leaves it) called by keys."""
    for echo in catalogue.growing.echoes.echoes.values():
        for part in echo.ranges:
            total = sum(part.tiers.values())
            drawn = {_copy(tier): Fraction(n, total) for tier, n in part.tiers.items()}
            yield _made(f"open {echo.name} from level {part.from_level}", {**drawn, echo.item: -1})
            if echo.keys is not None:
                yield _made(f"call {echo.name} from level {part.from_level}", {**drawn, KEY: -echo.keys})


def _items(catalogue: Catalogue) -> Iterator[Conversion]:
    for item in catalogue.items.values():
        match item.use:
            case Splinters(count, (low, high)):
                of_tiers = Fraction(count, 2) / (high - low + 1)
                parts = {fragment.of_tier(tier): of_tiers for tier in range(low, high + 1)}
                yield _made(f"open {item.id}", {**parts, ELEMENT: Fraction(count, 2), item.id: -1})
            case Study(xp):
                yield _made(f"use {item.id}", {item.id: -1, "xp": xp})
            case _:
                pass
