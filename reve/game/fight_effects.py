"""Effects of a fight: how they come, what they amount to, and how a round wears them off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from reve.game.bosses import EffectFigures
from reve.game.fight import Side, Working

BURN: Final = "burn"
POISON: Final = "poison"
REGENERATION: Final = "regeneration"
ATTACK_BOOST: Final = "attack_boost"
DEFENSE_BOOST: Final = "defense_boost"
WEAKENED: Final = "weakened"
ELEMENTAL_WEAKNESS: Final = "elemental_weakness"
VULNERABILITY_MARK: Final = "vulnerability_mark"
POWER_SIPHON: Final = "power_siphon"
BERSERKER_RAGE: Final = "berserker_rage"
PERFECT_COUNTER: Final = "perfect_counter"
OVERCHARGE: Final = "overcharge"
TEMPORAL_SHIFT: Final = "temporal_shift"
ELEMENTAL_RESONANCE: Final = "elemental_resonance"
COUNTER_STANCE: Final = "counter_stance"
MANA_BURN: Final = "mana_burn"

EFFECTS: Final = frozenset(
    {
        BURN,
        POISON,
        REGENERATION,
        ATTACK_BOOST,
        DEFENSE_BOOST,
        WEAKENED,
        ELEMENTAL_WEAKNESS,
        VULNERABILITY_MARK,
        POWER_SIPHON,
        BERSERKER_RAGE,
        PERFECT_COUNTER,
        OVERCHARGE,
        TEMPORAL_SHIFT,
        ELEMENTAL_RESONANCE,
        COUNTER_STANCE,
        MANA_BURN,
    }
)
"""All effects that the rules know; a pack has figures for each of them and for no other."""

EATING: Final = (BURN, POISON)
"""What takes health when a round ends: a share of the damage of the hit that it came with."""

_FULL_BP: Final = 10_000

type Figures = Mapping[str, EffectFigures]


@dataclass(frozen=True, slots=True)
class Application:
    """An effect that an esprit of a tier applies with a hit; `blessing_bp` makes it stronger."""

    effect: str
    tier: int
    hit: int = 0
    blessing_bp: int = 0


@dataclass(frozen=True, slots=True)
class Worn:
    """A side when a round has ended, with what its effects ate and healed."""

    side: Side
    eaten: int
    healed: int


def amount(figures: Figures, side: Side, effect: str) -> int:
    """Return what an effect amounts to on a side now: stacks, steps and cap included."""
    working = side.working(effect)
    if working is None:
        return 0
    rules, total = figures[effect], sum(working.amounts)
    if rules.grows_from is not None:
        steps = working.steps + rules.grows_from
        total *= steps if rules.most_steps is None else min(steps, rules.most_steps)
    return total if rules.cap is None else min(total, rules.cap)


def fixed(figures: Figures, side: Side, effect: str) -> int:
    """Return the other half of an effect on a side, 0 where it is not at work."""
    return figures[effect].fixed if side.working(effect) else 0


def applied(figures: Figures, side: Side, what: Application) -> Side:
    """Return a side with an effect come upon it, or come again: then it lasts anew.

    A full stack gives up its weakest part for a stronger one. What grows goes on growing.
    """
    rules, old = figures[what.effect], side.working(what.effect)
    strength = rules.amount(what.tier) * (_FULL_BP + what.blessing_bp) // _FULL_BP
    if what.effect in EATING:
        strength = what.hit * strength // _FULL_BP
    amounts = sorted((*(old.amounts if old else ()), strength), reverse=True)
    most = max(rules.most_stacks(what.tier), len(old.amounts) if old else 0)
    new = Working(
        what.effect,
        rules.rounds or 0,
        tuple(amounts[:most]),
        old.steps if old else 0,
        until_used=rules.rounds is None,
    )
    others = tuple(one for one in side.effects if one.id != what.effect)
    return replace(side, effects=(*others, new))


def used(side: Side, *effects: str) -> Side:
    """Return a side without effects that have been used up."""
    return replace(side, effects=tuple(one for one in side.effects if one.id not in effects))


def hurt(side: Side, damage: int) -> Side:
    """Return a side that has lost health, at most all of it."""
    return replace(side, health=max(0, side.health - damage))


def healed(side: Side, points: int) -> Side:
    """Return a side that has gained health, at most up to all of it."""
    return replace(side, health=min(side.full_health, side.health + points))


def worn(figures: Figures, side: Side, *, healing_bp: int = 0, every_round_bp: int = 0) -> Worn:
    """End a round for a side: first it heals, then it is eaten, then all effects wear off by a round.

    `every_round_bp` of its full health return besides; healing is stronger by `healing_bp`.
    """
    healing = side.full_health * amount(figures, side, REGENERATION) // _FULL_BP
    healing += side.full_health * every_round_bp // _FULL_BP
    better = healed(side, healing * (_FULL_BP + healing_bp) // _FULL_BP)
    eaten = sum(amount(figures, side, effect) for effect in EATING)
    after = hurt(better, eaten)
    left = tuple(later for one in side.effects if (later := _older(one)) is not None)
    return Worn(replace(after, effects=left), better.health - after.health, better.health - side.health)


def _older(one: Working) -> Working | None:
    if one.until_used:
        return one
    return replace(one, rounds=one.rounds - 1, steps=one.steps + 1) if one.rounds > 1 else None
