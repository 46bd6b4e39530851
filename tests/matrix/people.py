"""Players to begin a cell with: each is made from one who has just begun."""

import time
from dataclasses import replace
from functools import cache
from typing import Any

from reve.game.state import Growth, Player, Stack, Wallet
from tests.bot.stage import shipped
from tests.game.sample import started

LEADER, OTHER, RARE = "jelune", "blazeblob", "gloomb"
"""The leader, two more of the first tier; the veteran has all species of the first three tiers."""
OF_TIER_2 = "emberwolf"
HIGHEST = next(one.id for one in shipped().species.values() if one.tier == max(shipped().tiers))
"""One of the last tier, which nothing comes after."""


@cache
def beginner() -> Player:
    """Somebody who has just begun."""
    return started("focused", world=shipped(), now_ms=time.time_ns() // 1_000_000).state


def newcomer(player: Player) -> Player:
    """Somebody who has just begun."""
    return replace(beginner(), key=player.key)


def stranger(player: Player) -> Player:
    """Somebody who has not begun."""
    return player


def veteran(player: Player) -> Player:
    """Somebody who has plenty of everything, and may do what there is."""
    player, content = newcomer(player), shipped()
    stacks = {one.id: Stack(100, 0, 0, 1, 0) for one in content.species.values() if one.tier <= 3}
    fragments = [
        "awakening",
        *(f"tier:{n}" for n in range(1, 18)),
        *(f"element:{one}" for one in content.elements),
    ]
    return replace(
        player,
        growth=Growth(level=60, skill_points=50, skills={"attack": 5}),
        wallet=Wallet({"revies": 10**12, "erythl": 10**6}, 10**12),
        stacks=stacks,
        items=dict.fromkeys(content.items, 50),
        relics=dict.fromkeys(content.growing.relics, 5),
        fragments=dict.fromkeys(fragments, 10**6),
        supports={"support1": OTHER},
        person=replace(player.person, titles=("novice",)),
    )


def having(**parts: Any) -> Any:
    """The veteran with other parts of the state."""
    return lambda player: replace(veteran(player), **parts)


def at_level(level: int, **growth: Any) -> Any:
    """The veteran at a level."""
    return lambda player: replace(veteran(player), growth=Growth(level=level, **growth))


def owning(**copies: int) -> Any:
    """The veteran with other numbers of copies."""
    return with_stacks({name: Stack(n, 0, 0, 1, 0) for name, n in copies.items()})


def with_stacks(changed: dict[str, Stack]) -> Any:
    """The veteran with other stacks."""

    def arrange(player: Player) -> Player:
        player = veteran(player)
        return replace(player, stacks={**player.stacks, **changed})

    return arrange
