"""Festivals: for a time operators raise or lower what a formula yields, as its last factor before the cap."""

from typing import Final, Literal

from reve.game.draft import Draft
from reve.game.world import Festival, World

type FestivalKey = Literal["xp", "revies", "capture", "fusion", "energy"]

KEYS: Final[tuple[FestivalKey, ...]] = ("xp", "revies", "capture", "fusion", "energy")
"""What a festival can change; `energy` is the cost of a quest, the others are what is gained."""

PLAIN_BP: Final = 10_000


def factor_bp(world: World, key: FestivalKey, now_ms: int) -> int:
    """Return the factor of a formula at a moment, in bp; 10 000 where there is no festival."""
    festival = world.festivals.get(key)
    return festival.bp if festival is not None and festival.holds(now_ms) else PLAIN_BP


def factored(draft: Draft, key: FestivalKey, amount: int) -> int:
    """Return an amount after the festival's factor, floored."""
    return amount * factor_bp(draft.at.settings, key, draft.now_ms) // PLAIN_BP


def under_way(world: World, now_ms: int) -> tuple[tuple[FestivalKey, Festival], ...]:
    """Return the festivals that hold at a moment."""
    return tuple((key, world.festivals[key]) for key in KEYS if factor_bp(world, key, now_ms) != PLAIN_BP)
