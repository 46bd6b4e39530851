"""Experience: levels, what they need and what they give."""

from dataclasses import replace
from math import isqrt
from typing import Final

from reve.game import claims, goods, income, player_class, resource
from reve.game.bundle import Bundle
from reve.game.catalogue import ExperienceRules
from reve.game.draft import Draft
from reve.game.events import PlayerLeveled, XpGained
from reve.game.shown import LevelsGained
from reve.game.state import Growth, Player

SOURCE: Final = "level"


def need(rules: ExperienceRules, level: int) -> int:
    """Return the XP from a level to the next."""
    return isqrt(rules.need_factor * level**rules.need_power)


def is_last(rules: ExperienceRules, level: int) -> bool:
    """Tell whether there is no level above."""
    return level >= rules.max_level


def advance(rules: ExperienceRules, level: int, xp: int) -> tuple[tuple[int, ...], int]:
    """Return what is left of `xp` after each level that it pays for, and what is discarded."""
    left: list[int] = []
    while not is_last(rules, level) and xp >= (cost := need(rules, level)):
        xp -= cost
        level += 1
        left.append(xp)
    if not is_last(rules, level):
        return tuple(left), 0
    if left:
        left[-1] = 0
    return tuple(left), xp


def to_last(rules: ExperienceRules, growth: Growth) -> int:
    """Return the XP that is missing to the last level."""
    return sum(need(rules, level) for level in range(growth.level, rules.max_level)) - growth.xp


def spare(draft: Draft, amount: int) -> int:
    """Return how much of so much XP would be discarded, since there is no level above."""
    growth = draft.state.growth
    return advance(draft.catalogue.experience, growth.level, growth.xp + amount)[1]


def rewards(rules: ExperienceRules, level: int) -> Bundle:
    """Return what reaching a level gives."""
    total = rules.milestones.get(level, Bundle())
    for step in rules.steps:
        if level % step.every == 0:
            total += Bundle(revies=step.revies_per_level * level, erythl=step.erythl)
    return total


def gain(draft: Draft, amount: int, reason: str) -> LevelsGained | None:
    """Add XP and go through each level that it reaches."""
    rules, before = draft.catalogue.experience, draft.state.growth
    steps, discarded = advance(rules, before.level, before.xp + amount)
    draft.emit(XpGained(amount - discarded, reason, discarded))
    given = Bundle()
    for left in steps:
        given += _level_up(draft, left)
    if not steps:
        return None
    now = draft.state.growth
    return LevelsGained(before.level, now.level, rules.skill_points_per_level * len(steps), given)


def _level_up(draft: Draft, left: int) -> Bundle:
    rules, level = draft.catalogue.experience, draft.state.growth.level
    bundle, key = rewards(rules, level + 1), f"{SOURCE}:{level + 1}"
    if claims.is_granted(draft.state, key):
        bundle = Bundle()
    if _raises_income(draft, level + 1):
        income.collect_first(draft)
    draft.emit(PlayerLeveled(level, level + 1, left, rules.skill_points_per_level, bundle))
    resource.refill(draft, "energy", SOURCE)
    resource.refill(draft, "stamina", SOURCE)
    if bundle:
        claims.record(draft, key, bundle, goods.give(draft, bundle, SOURCE, key))
    return bundle


def _raises_income(draft: Draft, level: int) -> bool:
    """Whether the player's class adds more to income from a level on."""
    rules = draft.catalogue.class_rules
    helps = player_class.bonus_on(draft.state, draft.catalogue, "revies")
    return helps > 0 and level % rules.step_levels == 0


def xp_gained(player: Player, event: XpGained) -> Player:
    return replace(player, growth=replace(player.growth, xp=player.growth.xp + event.delta))


def leveled(player: Player, event: PlayerLeveled) -> Player:
    growth = player.growth
    points = growth.skill_points + event.skill_points
    return replace(player, growth=replace(growth, level=event.to_level, xp=event.xp, skill_points=points))
