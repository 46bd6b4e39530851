"""Damage: what a hit does, from attack and defense, elements, effects and a little luck."""

from dataclasses import dataclass
from typing import Final

from actors.moment import Dice
from reve.game import fight_effects as effects
from reve.game.bosses import CombatRules
from reve.game.fight import Side

_FULL_BP: Final = 10_000
_PERCENT_BP: Final = 100


@dataclass(frozen=True, slots=True)
class Blow:
    """A hit about to fall: power in percent of attack, the element it is of, and what passives add."""

    power: int
    element: str
    bonus_bp: int = 0
    critical_bp: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit that fell."""

    damage: int
    critical: bool


def attack(rules: CombatRules, side: Side) -> int:
    """Return a side's attack after effects."""
    lost = effects.amount(rules.effects, side, effects.POWER_SIPHON)
    return side.attack * (_FULL_BP - lost) // _FULL_BP


def defense(rules: CombatRules, side: Side) -> int:
    """Return a side's defense after effects."""
    raised = _FULL_BP + effects.amount(rules.effects, side, effects.DEFENSE_BOOST)
    bared = _FULL_BP - effects.fixed(rules.effects, side, effects.BERSERKER_RAGE)
    return side.defense * raised // _FULL_BP * bared // _FULL_BP


def element_bp(rules: CombatRules, attacker: Side, element: str, target: Side) -> int:
    """Return what an element does against another; under resonance none is a disadvantage."""
    if rules.strong_against.get(element) == target.element:
        return rules.strong_bp
    resonant = attacker.working(effects.ELEMENTAL_RESONANCE) is not None
    if rules.strong_against.get(target.element) == element and not resonant:
        return rules.weak_bp
    return _FULL_BP


def bonus_bp(rules: CombatRules, attacker: Side, target: Side) -> int:
    """Return the sum of all that effects add to a hit and take from it."""

    def on(side: Side, effect: str) -> int:
        return effects.amount(rules.effects, side, effect)

    gained = on(attacker, effects.ATTACK_BOOST) + on(attacker, effects.OVERCHARGE)
    gained += on(attacker, effects.BERSERKER_RAGE) + on(target, effects.POWER_SIPHON)
    exposed = on(target, effects.VULNERABILITY_MARK) + on(target, effects.ELEMENTAL_WEAKNESS)
    lost = on(attacker, effects.WEAKENED) + effects.fixed(rules.effects, attacker, effects.MANA_BURN)
    return gained + exposed - lost


def expected(rules: CombatRules, attacker: Side, target: Side, blow: Blow) -> int:
    """Return what a hit does without luck."""
    strength, guard = attack(rules, attacker), defense(rules, target)
    resonance = effects.amount(rules.effects, attacker, effects.ELEMENTAL_RESONANCE)
    power_bp = blow.power * _PERCENT_BP * (_FULL_BP + resonance) // _FULL_BP
    damage = strength * power_bp // _FULL_BP * strength // max(1, strength + guard)
    damage = damage * element_bp(rules, attacker, blow.element, target) // _FULL_BP
    return damage * max(0, _FULL_BP + bonus_bp(rules, attacker, target) + blow.bonus_bp) // _FULL_BP


def strike(rules: CombatRules, attacker: Side, target: Side, blow: Blow, dice: Dice) -> Hit:
    """Let a hit fall: it varies, it may be critical, and it always does something."""
    least, most = rules.variance_bp
    damage = expected(rules, attacker, target, blow) * (least + dice.below(most - least + 1)) // _FULL_BP
    chance_bp = min(rules.critical_most_bp, rules.critical_bp + blow.critical_bp)
    critical = dice.below(_FULL_BP) < chance_bp
    if critical:
        damage = damage * rules.critical_factor_bp // _FULL_BP
    return Hit(max(1, damage), critical)
