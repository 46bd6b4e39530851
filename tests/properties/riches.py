"""Players in the middle of the game: poor, rich, or full of everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from reve.game import resource
from reve.game.catalogue import Catalogue
from reve.game.fragment import ids
from reve.game.state import AreaProgress, Buildings, Gauge, Growth, Journey, Player, Site, Stack, Wallet
from reve.game.team import SUPPORTS
from tests.properties.fate import Fate
from tests.properties.life import Life

LEVELS = (60, 200, 120, 60, 30, 10, 1, 199)


def riches(fate: Fate, life: Life) -> Callable[[Player], Player]:
    """Choose a change that puts a player who has begun somewhere else in the game."""
    catalogue, caps = life.catalogue, life.catalogue.caps
    level = fate.pick(LEVELS)
    copies = fate.pick((12, 300, 12, 2, 1, caps.copies - 1, caps.copies))
    goods = fate.pick((50, 1, caps.item_stack, 0))
    relics = fate.pick((5, 1, caps.item_stack, 0))
    pieces = fate.pick((10**6, 200, caps.fragments, 0))
    revies = fate.pick((10**10, 5_000, caps.revies, 0))
    erythl = fate.pick((10**6, 200, caps.erythl, 0))
    stars = fate.below(6)
    tiers = fate.pick((3, 18, 1, 12))
    wears, helped = not fate.below(2), not fate.below(2)

    def change(player: Player) -> Player:
        kept = {**player.stacks, **_stacks(catalogue, copies, stars, tiers)}
        player = replace(
            player,
            growth=Growth(level=level, skill_points=level),
            wallet=Wallet({"revies": revies, "erythl": erythl}, max(revies, player.wallet.revies_earned)),
            stacks={name: replace(one, relics=_worn(catalogue, one, wears)) for name, one in kept.items()},
            supports=_helpers(player, kept) if helped else {},
            items=_some(catalogue.items, goods),
            relics=_some(catalogue.growing.relics, relics),
            fragments=dict.fromkeys(ids(catalogue), pieces),
            buildings=_earning(catalogue, life.now_ms),
            journey=_journey(fate, catalogue),
            fight=None,
        )
        return _rested(player, catalogue, life.now_ms)

    return change


def _earning(catalogue: Catalogue, now_ms: int) -> Buildings:
    """Return one building, which has earned for a while."""
    first, *_ = catalogue.holding.buildings.types
    return Buildings({first: Site(1)}, anchor_ms=now_ms - 20 * catalogue.holding.buildings.tick_ms)


def _some(names: Mapping[str, Any], n: int) -> dict[str, int]:
    return dict.fromkeys(names, n) if n else {}


def _stacks(catalogue: Catalogue, copies: int, stars: int, tiers: int) -> dict[str, Stack]:
    some = [one for one in catalogue.species.values() if one.tier in (tiers, tiers - 1, 1)][:24]
    return {one.id: Stack(copies, stars, 0, 1, copies // 2) for one in some}


def _worn(catalogue: Catalogue, stack: Stack, wears: bool) -> tuple[str | None, ...]:
    """Let a stack that has somebody left wear one relic."""
    return (next(iter(catalogue.growing.relics)),) if wears and stack.quantity else ()


def _helpers(player: Player, stacks: Mapping[str, Stack]) -> dict[str, str]:
    """Return two supports, neither of which leads."""
    free = [name for name, one in stacks.items() if one.quantity and name != player.leader]
    return dict(zip(SUPPORTS, free, strict=False))


def _journey(fate: Fate, catalogue: Catalogue) -> Journey:
    """Choose a place in an area that is open, with all before it mastered once."""
    areas = tuple(catalogue.adventures.areas.values())
    n = 1 + fate.below(len(areas))
    here = areas[n - 1]
    bosses = [one.number for one in here.quests if one.boss is not None]
    done = fate.pick((bosses[0] - 1, 0, bosses[-1] - 1))
    before = {one.id: AreaProgress(rank=2, crowned=True) for one in areas[: n - 1]}
    return Journey(area=here.id, areas={**before, here.id: AreaProgress(done=done)})


def _rested(player: Player, catalogue: Catalogue, now_ms: int) -> Player:
    """Return the player with full bars."""
    energy = resource.regeneration(player, catalogue, "energy").maximum
    stamina = resource.regeneration(player, catalogue, "stamina").maximum
    return replace(player, energy=Gauge(energy, now_ms), stamina=Gauge(stamina, now_ms))
