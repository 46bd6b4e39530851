"""Resources that return with time: energy, stamina and the charges of the reve.

A gauge is a value as of an anchor. Reading it at a later time adds what has returned since, so that
it does not matter how often it is read. Time spent at full counts for nothing: the anchor follows
the clock there. Regeneration itself is no event; spending and granting are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from reve.game import leadership, player_class
from reve.game.catalogue import Catalogue, ClassBonus, LeaderBonus, ResourceRules
from reve.game.draft import Draft
from reve.game.events import EnergyChanged, StaminaChanged
from reve.game.reckoning import Reckoning
from reve.game.shown import GaugeShown
from reve.game.state import Gauge, Player
from reve.game.uses import Refillable

_QUICKENED_BY: Final[Mapping[Refillable, tuple[LeaderBonus, ClassBonus]]] = {
    "energy": ("energy_interval", "energy_regeneration"),
    "stamina": ("stamina_interval", "stamina_regeneration"),
}


@dataclass(frozen=True, slots=True)
class Regeneration:
    """How far and how fast a gauge fills: one point per `interval_ms`."""

    maximum: int
    interval_ms: int


def settle(gauge: Gauge, how: Regeneration, now_ms: int) -> Gauge:
    """Read a gauge at a time; a clock that went backwards counts as no time."""
    if gauge.value >= how.maximum:
        return Gauge(gauge.value, max(gauge.at_ms, now_ms))
    points = max(0, now_ms - gauge.at_ms) // how.interval_ms
    if gauge.value + points >= how.maximum:
        return Gauge(how.maximum, now_ms)
    return Gauge(gauge.value + points, gauge.at_ms + points * how.interval_ms)


def spend(gauge: Gauge, how: Regeneration, amount: int, now_ms: int) -> Gauge:
    """Take from a gauge that has enough; the time to the next point runs from now if it was full."""
    settled = settle(gauge, how, now_ms)
    if not 0 < amount <= settled.value:
        raise ValueError(f"cannot spend {amount} of {settled.value}")
    return Gauge(settled.value - amount, settled.at_ms)


def shown(gauge: Gauge, how: Regeneration, now_ms: int) -> GaugeShown:
    """Say how full a gauge is, and when it gets its next and its last point."""
    settled = settle(gauge, how, now_ms)
    missing = how.maximum - settled.value
    if missing <= 0:
        return GaugeShown(settled.value, how.maximum, how.interval_ms, None, None)
    next_at, full_at = (settled.at_ms + n * how.interval_ms for n in (1, missing))
    return GaugeShown(settled.value, how.maximum, how.interval_ms, next_at, full_at)


def maximum_of(player: Player, catalogue: Catalogue, kind: Refillable) -> Reckoning:
    """Return how far a player's energy or stamina fills, step by step."""
    rules = _rules(catalogue, kind)
    base = Reckoning.start("base", rules.base_max)
    grown = base.plus("level", rules.per_level * (player.growth.level - 1))
    skilled = grown.plus("skill", rules.per_skill_point * player.growth.skills.get(kind, 0))
    return skilled.at_most("hard_max", rules.hard_max)


def interval_of(player: Player, catalogue: Catalogue, kind: Refillable) -> Reckoning:
    """Return the time to the next point of a player's energy or stamina, step by step."""
    rules, (leads, helps) = _rules(catalogue, kind), _QUICKENED_BY[kind]
    led = Reckoning.start("base", rules.interval_ms).plus(
        "leader", -leadership.of(player, catalogue).get(leads, 0)
    )
    helped = led.over("class", player_class.bonus_on(player, catalogue, helps))
    return helped.at_least("fastest", rules.min_interval_ms)


def regeneration(player: Player, catalogue: Catalogue, kind: Refillable) -> Regeneration:
    """Return how a player's energy or stamina fills, with skills, leader and class."""
    maximum, interval = maximum_of(player, catalogue, kind), interval_of(player, catalogue, kind)
    return Regeneration(maximum.value, interval.value)


def headroom(player: Player, catalogue: Catalogue, kind: Refillable) -> int:
    """Return how much higher a bar may get."""
    return _rules(catalogue, kind).hard_max - regeneration(player, catalogue, kind).maximum


def read(player: Player, catalogue: Catalogue, kind: Refillable, now_ms: int) -> GaugeShown:
    """Show a player's energy or stamina at a time."""
    return shown(_gauge(player, kind), regeneration(player, catalogue, kind), now_ms)


def settled(player: Player, catalogue: Catalogue, kind: Refillable, now_ms: int) -> Gauge:
    """Read a player's energy or stamina as a gauge at a time."""
    return settle(_gauge(player, kind), regeneration(player, catalogue, kind), now_ms)


def grant(draft: Draft, kind: Refillable, amount: int, reason: str) -> None:
    """Add to energy or stamina; it may end above its max, where it does not grow by itself."""
    how = regeneration(draft.state, draft.catalogue, kind)
    _set(draft, kind, settle(_gauge(draft.state, kind), how, draft.now_ms).value + amount, reason)


def pay(draft: Draft, kind: Refillable, amount: int, reason: str) -> None:
    """Take energy or stamina that the player has."""
    have = settled(draft.state, draft.catalogue, kind, draft.now_ms).value
    if not 0 < amount <= have:
        raise ValueError(f"cannot pay {amount} of {have} {kind}")
    _set(draft, kind, have - amount, reason)


def refill(draft: Draft, kind: Refillable, reason: str) -> None:
    """Fill energy or stamina up to its max, if it is below."""
    how = regeneration(draft.state, draft.catalogue, kind)
    if settle(_gauge(draft.state, kind), how, draft.now_ms).value < how.maximum:
        _set(draft, kind, how.maximum, reason)


def _set(draft: Draft, kind: Refillable, value: int, reason: str) -> None:
    how = regeneration(draft.state, draft.catalogue, kind)
    settled = settle(_gauge(draft.state, kind), how, draft.now_ms)
    after = settle(Gauge(value, settled.at_ms), how, draft.now_ms)
    event = EnergyChanged if kind == "energy" else StaminaChanged
    draft.emit(event(after.value - settled.value, after.value, after.at_ms, reason))


def energy_changed(player: Player, event: EnergyChanged) -> Player:
    return replace(player, energy=Gauge(event.value, event.at_ms))


def stamina_changed(player: Player, event: StaminaChanged) -> Player:
    return replace(player, stamina=Gauge(event.value, event.at_ms))


def _gauge(player: Player, kind: Refillable) -> Gauge:
    return player.energy if kind == "energy" else player.stamina


def _rules(catalogue: Catalogue, kind: Refillable) -> ResourceRules:
    return catalogue.energy if kind == "energy" else catalogue.stamina
