"""A round of a fight: the player acts, the boss strikes back, then effects and rests run on.

    player hits -> boss at 0: won
    boss hits   -> player at 0: lost; boss at 0, by what was thrown back: won
    round ends  -> boss at 0, eaten by effects: won; player at 0: lost; else the next round

Hits, critical hits, effects and their failures are drawn in this order from the dice of the delta.
"""

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from actors.moment import Dice
from reve.game import fight_damage, fight_passive
from reve.game import fight_effects as effects
from reve.game.bosses import Phase
from reve.game.catalogue import Catalogue
from reve.game.fight import Fight, Side
from reve.game.fight_damage import Blow, Hit
from reve.game.fight_moves import Move
from reve.game.vocabulary.combat import RoundShown

type Outcome = Literal["won", "lost"]

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Played:
    """A fight after a round, what happened in it, and how the fight ended if it did."""

    fight: Fight
    shown: RoundShown
    outcome: Outcome | None


@dataclass(slots=True)
class _Bout:
    """A round in the making. Mutable: lives within one call of `play`."""

    catalogue: Catalogue
    dice: Dice
    foe: Side
    own: Side
    cooldowns: dict[str, int]
    passive: fight_passive.Passive
    hit: Hit = field(default_factory=lambda: Hit(0, critical=False))
    taken: Hit = field(default_factory=lambda: Hit(0, critical=False))
    returned: int = 0
    healed: int = 0
    burned: int = 0
    suffered: int = 0
    applied: list[str] = field(default_factory=list)
    foe_applied: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def play(catalogue: Catalogue, fight: Fight, move: Move, dice: Dice) -> Played:
    """Play a round with a move that is allowed; its price is the caller's business."""
    passive = fight_passive.of(catalogue, fight.own)
    bout = _Bout(catalogue, dice, fight.foe, fight.own, dict(fight.cooldowns), passive)
    outcome = _rounds_out(bout, move)
    after = replace(
        fight,
        foe=bout.foe,
        own=bout.own,
        cooldowns={action: rest for action, rest in bout.cooldowns.items() if rest > 0},
        round=fight.round + (outcome is None),
    )
    return Played(after, _shown(bout, fight.round, move), outcome)


def phase_of(phases: tuple[Phase, ...], foe: Side) -> Phase:
    """Return how a boss strikes with the health that it has left."""
    for phase in phases:
        if foe.health * _FULL_BP > foe.full_health * phase.above_bp:
            return phase
    return phases[-1]


def _rounds_out(bout: _Bout, move: Move) -> Outcome | None:
    _act(bout, move)
    if not bout.foe.health:
        return "won"
    _strike_back(bout)
    if not bout.own.health:
        return "lost"
    if not bout.foe.health:
        return "won"
    return _end(bout)


def _act(bout: _Bout, move: Move) -> None:
    """Let the leader or a support hit, then rest, then bring its effects."""
    rules, passive = bout.catalogue.combat, bout.passive
    blow = Blow(move.power, move.species.element, passive.dealt_bp(bout.own), passive.critical_bp)
    bout.hit = fight_damage.strike(rules, bout.own, bout.foe, blow, bout.dice)
    bout.own = effects.used(bout.own, effects.OVERCHARGE)
    bout.foe = effects.used(effects.hurt(bout.foe, bout.hit.damage), effects.ELEMENTAL_WEAKNESS)
    _heal(bout, bout.hit.damage * passive.leech_bp // _FULL_BP)
    if move.rest:
        bout.cooldowns[move.action] = move.rest
    if bout.foe.health:
        for effect in move.effects:
            if _succeeds(bout, move.effect_bp):
                _bring(bout, effect, move.species.tier)


def _bring(bout: _Bout, effect: str, tier: int) -> None:
    """Apply an effect of the player's side: to the boss if it harms, else to oneself."""
    figures = bout.catalogue.combat.effects
    bout.applied.append(effect)
    if effect == effects.TEMPORAL_SHIFT:
        sooner = figures[effect].most_stacks(tier)
        bout.cooldowns = {action: max(0, rest - sooner) for action, rest in bout.cooldowns.items()}
    elif bout.catalogue.growing.abilities.effects[effect].side == "enemy":
        what = effects.Application(effect, tier, bout.hit.damage)
        bout.foe = effects.applied(figures, bout.foe, what)
    else:
        what = effects.Application(effect, tier, blessing_bp=bout.passive.blessing_bp)
        bout.own = effects.applied(figures, bout.own, what)


def _strike_back(bout: _Bout) -> None:
    """Let the boss hit as its phase has it; counters throw back what they can."""
    rules, phase = bout.catalogue.combat, phase_of(bout.catalogue.combat.phases, bout.foe)
    blow = Blow(phase.power, bout.foe.element, -bout.passive.taken_bp)
    bout.taken = fight_damage.strike(rules, bout.foe, bout.own, blow, bout.dice)
    share = effects.amount(rules.effects, bout.own, effects.PERFECT_COUNTER)
    share += effects.amount(rules.effects, bout.own, effects.COUNTER_STANCE)
    bout.returned = bout.taken.damage * share // _FULL_BP
    bout.own = effects.used(effects.hurt(bout.own, bout.taken.damage), effects.PERFECT_COUNTER)
    bout.foe = effects.hurt(bout.foe, bout.returned)
    fails_bp = effects.amount(rules.effects, bout.foe, effects.MANA_BURN)
    for effect in phase.effects:
        if _succeeds(bout, phase.effect_bp):
            if fails_bp and _succeeds(bout, fails_bp):
                bout.failed.append(effect)
                continue
            bout.foe_applied.append(effect)
            what = effects.Application(effect, bout.foe.tier, bout.taken.damage)
            bout.own = effects.applied(rules.effects, bout.own, what)


def _end(bout: _Bout) -> Outcome | None:
    """End the round: the boss's effects run first, then one's own, and all that rests comes nearer."""
    figures, passive = bout.catalogue.combat.effects, bout.passive
    foe = effects.worn(figures, bout.foe)
    bout.foe, bout.burned = foe.side, foe.eaten
    if not bout.foe.health:
        return "won"
    own = effects.worn(
        figures, bout.own, healing_bp=passive.healing_bp, every_round_bp=passive.every_round_bp
    )
    bout.own, bout.suffered = own.side, own.eaten
    bout.healed += own.healed
    bout.cooldowns = {action: rest - 1 for action, rest in bout.cooldowns.items()}
    return None if bout.own.health else "lost"


def _heal(bout: _Bout, points: int) -> None:
    before = bout.own.health
    bout.own = effects.healed(bout.own, points)
    bout.healed += bout.own.health - before


def _succeeds(bout: _Bout, chance_bp: int) -> bool:
    """Roll, but for what is certain."""
    return chance_bp >= _FULL_BP or bout.dice.below(_FULL_BP) < chance_bp


def _shown(bout: _Bout, number: int, move: Move) -> RoundShown:
    return RoundShown(
        number=number,
        action=move.action,
        damage=bout.hit.damage,
        critical=bout.hit.critical,
        taken=bout.taken.damage,
        taken_critical=bout.taken.critical,
        returned=bout.returned,
        healed=bout.healed,
        burned=bout.burned,
        suffered=bout.suffered,
        effects=tuple(bout.applied),
        foe_effects=tuple(bout.foe_applied),
        failed=tuple(bout.failed),
    )
