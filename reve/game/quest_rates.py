"""Published odds of captures and drops, from the tables that draw."""

from dataclasses import dataclass
from typing import Final

from reve.game.catalogue import Catalogue

PPM: Final = 1_000_000
_SCALE: Final = 10**18
_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class DropOdds:
    """An item and how likely it is after a quest, and after a boss."""

    item: str
    bp: int
    boss_bp: int


@dataclass(frozen=True, slots=True)
class RelicOdds:
    """The shares of relic rarities in a range of areas, in ppm."""

    first: int
    last: int
    rarities: dict[int, int]


@dataclass(frozen=True, slots=True)
class QuestOdds:
    """All odds of quests; `effective_ppm` is the long-run share of quests with a capture, pity included.

    Tiers are steps above the number of the area; an affinity's share includes its part of the rest.
    """

    capture_bp: int
    effective_ppm: int
    boss_bp: int
    cap_bp: int
    certain_after: int
    tiers: tuple[int, ...]
    affinity_ppm: int
    drops: tuple[DropOdds, ...]
    relics: tuple[RelicOdds, ...]
    relic_bp: dict[int, int]
    relic_after: int


def quests(catalogue: Catalogue, festival_bp: int = _FULL_BP) -> QuestOdds:
    """Return every probability of quests, from the tables that draw, under a festival of captures."""
    rules, capture = catalogue.adventures, catalogue.adventures.capture
    chance, boss = (
        min(capture.cap_bp, bp * festival_bp // _FULL_BP) for bp in (capture.chance_bp, capture.boss_bp)
    )
    total = sum(capture.tier_weights)
    rest = (_FULL_BP - capture.affinity_bp) * (PPM // _FULL_BP) // len(catalogue.elements)
    return QuestOdds(
        capture_bp=chance,
        effective_ppm=effective_ppm(chance, capture.certain_after),
        boss_bp=boss,
        cap_bp=capture.cap_bp,
        certain_after=capture.certain_after,
        tiers=tuple(weight * PPM // total for weight in capture.tier_weights),
        affinity_ppm=capture.affinity_bp * (PPM // _FULL_BP) + rest,
        drops=tuple(DropOdds(one.item, one.bp, one.boss_bp) for one in rules.drops),
        relics=_relics(catalogue),
        relic_bp={number: one.relic_bp for number, one in rules.guardians.items()},
        relic_after=rules.relic_after,
    )


def effective_ppm(chance_bp: int, certain_after: int) -> int:
    """Return the share of quests that bring a capture in the long run, pity included, in ppm.

    It is one capture in as many quests as are expected up to the next.
    """
    missing, length = _SCALE, 0
    for _ in range(certain_after):
        length += missing
        missing = missing * (_FULL_BP - chance_bp) // _FULL_BP
    return _SCALE * PPM // length


def _relics(catalogue: Catalogue) -> tuple[RelicOdds, ...]:
    found: list[RelicOdds] = []
    for number, band in catalogue.adventures.bands.items():
        total = sum(band.rarities.values())
        shares = {rarity: weight * PPM // total for rarity, weight in band.rarities.items()}
        if found and found[-1].rarities == shares:
            found[-1] = RelicOdds(found[-1].first, number, shares)
        else:
            found.append(RelicOdds(number, number, shares))
    return tuple(found)
