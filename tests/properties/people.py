"""Players to begin a life with: from nothing, with plenty, at every limit, and with next to nothing."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final

from reve.content.loading import load_catalogue
from reve.game import fragment, resource
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import Action, PlayerCommand, Start
from reve.game.skill import BARS
from reve.game.state import AreaProgress, Buildings, Gauge, Growth, Journey, Luck, Player, Site, Stack, Wallet
from reve.game.vocabulary.quest import Go
from reve.game.world import World
from tests.properties.step import KEY, moment

NOON_MS: Final = 1_767_268_800_000  # 2026-01-01 12:00 UTC


@cache
def shipped() -> Catalogue:
    """The catalogue that the bot ships with."""
    return load_catalogue()


def stranger() -> Player:
    """Somebody who has not begun."""
    return Player(KEY)


@cache
def beginner() -> Player:
    """Somebody who has just begun."""
    return _after(stranger(), Start("focused"))


def _after(player: Player, action: Action) -> Player:
    behavior, command = PlayerBehavior(), PlayerCommand(action, "Ada", "en")
    for event in behavior.decide(player, command, moment(NOON_MS, 1, World(shipped()))).events:
        player = behavior.evolve(player, event)
    return player


@cache
def rich() -> Player:
    """Somebody who has plenty of everything, and may do what there is."""
    content, player = shipped(), beginner()
    stacks = {
        name: Stack(100, tier.tier % 3, 0, NOON_MS, 1)
        for name, tier in content.species.items()
        if tier.tier in (1, 2, 17, 18)
    }
    return replace(
        player,
        growth=Growth(level=60, skill_points=50, skills={"attack": 5, "energy": 3}),
        wallet=Wallet({"revies": 10**9, "erythl": 10**5}, 10**9),
        stacks=player.stacks | stacks,
        items=dict.fromkeys(content.items, 50),
        relics=dict.fromkeys(content.growing.relics, 5),
        fragments=dict.fromkeys(fragment.ids(content), 10**4),
        buildings=Buildings(dict.fromkeys(content.holding.buildings.types, Site(1, 2)), NOON_MS),
        building_slots=5,
        energy=Gauge(1_500, NOON_MS),
        stamina=Gauge(500, NOON_MS),
        journey=_before_a_boss(content),
    )


def _before_a_boss(content: Catalogue) -> Journey:
    """A few areas are open, and in each a boss is next."""
    areas = list(content.adventures.areas.values())[:3]
    done = {
        area.id: AreaProgress(done=next(one.number for one in area.quests if one.boss) - 1) for area in areas
    }
    return Journey(areas[0].id, done)


def _mastered(content: Catalogue) -> dict[str, AreaProgress]:
    """All areas are open, and there is no more to reach in any."""
    return {
        area.id: AreaProgress(len(area.ranks), len(area.quests), mastered=True, crowned=True)
        for area in content.adventures.areas.values()
    }


@cache
def fighting() -> Player:
    """Somebody with plenty who has just met a boss."""
    return _after(rich(), Go())


@cache
def full() -> Player:
    """Somebody who is at, or just below, each limit."""
    content, player, caps = shipped(), rich(), shipped().caps
    stacks = {
        name: Stack(caps.copies - place % 3, 5 - place % 2, 0, NOON_MS, 0)
        for place, name in enumerate(content.species)
    }
    last = {kind.id: Site(kind.most, kind.last_level) for kind in content.holding.buildings.types.values()}
    return replace(
        player,
        growth=Growth(level=content.experience.max_level - 1, skill_points=2_000),
        wallet=Wallet({"revies": caps.revies - 1, "erythl": caps.erythl - 1}, caps.revies),
        stacks=stacks,
        items=dict.fromkeys(content.items, caps.item_stack - 1),
        relics=dict.fromkeys(content.growing.relics, caps.item_stack),
        fragments=dict.fromkeys(fragment.ids(content), caps.fragments - 1),
        buildings=Buildings(last, NOON_MS),
        building_slots=caps.building_slots,
        charm_left=45,
        journey=Journey(content.adventures.first.id, _mastered(content), 19, 9),
    )


@cache
def poor() -> Player:
    """Somebody who may do what there is, but has one copy of a few, and nothing else."""
    player = rich()
    tier_one = [one.id for one in shipped().species.values() if one.tier == 1]
    stacks = dict.fromkeys(tier_one[:6], Stack(1, 0, 0, NOON_MS, 0))
    return replace(
        player,
        growth=Growth(level=60),
        wallet=Wallet({"revies": 100}, 10**6),
        energy=Gauge(0, NOON_MS),
        stamina=Gauge(0, NOON_MS),
        luck=Luck(Gauge(1, NOON_MS), 38, 248),
        leader=tier_one[0],
        stacks=stacks,
        supports={"support1": tier_one[1]},
        items={},
        relics={},
        fragments={},
        buildings=Buildings(),
        building_slots=1,
    )


@cache
def finished() -> Player:
    """Somebody who has reached everything: what has a cap is at it, and relics are worn besides."""
    content, player = shipped(), full()
    worn = next(iter(content.growing.relics))
    old = replace(player, growth=Growth(level=content.experience.max_level, skill_points=2_000))
    raised = {bar: resource.headroom(old, content, bar) for bar in BARS}
    slots = content.growing.relic_slots
    return replace(
        old,
        growth=replace(old.growth, skills=raised),
        stacks={
            name: replace(stack, relics=(worn,)) if slots[content.species[name].tier] else stack
            for name, stack in player.stacks.items()
        },
        fragments=dict.fromkeys(player.fragments, content.caps.fragments),
        leader=max(player.stacks, key=lambda name: content.species[name].tier),
    )


@cache
def broke() -> Player:
    """Somebody with esprits and fragments in plenty who can pay for nothing."""
    return replace(rich(), wallet=Wallet({"revies": 0}, 10**9), items={}, leader=None)


@cache
def tired() -> Player:
    """Somebody in the middle of a long fight, out of breath, whose best strike rests."""
    player = fighting()
    if player.fight is None:
        raise AssertionError("the rich have just met a boss")
    foe = replace(player.fight.foe, health=10**15, full_health=10**15)
    rest = {"ultimate": 3, "support1": 2}
    return replace(player, stamina=Gauge(0, NOON_MS), fight=replace(player.fight, foe=foe, cooldowns=rest))


PEOPLE: Final[tuple[Callable[[], Player], ...]] = (
    beginner,
    stranger,
    rich,
    fighting,
    rich,
    poor,
    full,
    finished,
    broke,
    tired,
)
"""The ways to begin, the simplest first."""
