"""Esprits: stacks of species, and the stats of a copy."""

from dataclasses import dataclass
from typing import Final

from reve.game import refusals
from reve.game.catalogue import PowerRules, Species
from reve.game.draft import Draft
from reve.game.events import EspritDiscovered, EspritGained
from reve.game.shown import Refused
from reve.game.state import Player, Stack, revised
from reve.game.vocabulary.esprit import EspritConsumed

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Stats:
    """The stats of one copy, and its power."""

    attack: int
    defense: int
    health: int
    power: int


def scaled(species: Species, stars: int, rules: PowerRules) -> tuple[int, int, int]:
    """Return attack, defense and health of one copy with its stars."""
    scale = _FULL_BP + rules.star_bp * stars
    return (
        species.attack * scale // _FULL_BP,
        species.defense * scale // _FULL_BP,
        species.health * scale // _FULL_BP,
    )


def stats(species: Species, stars: int, rules: PowerRules) -> Stats:
    """Return the stats of one copy with its stars, and what they are worth."""
    attack, defense, health = scaled(species, stars, rules)
    return Stats(attack, defense, health, attack + defense + health // rules.health_share)


def quantity(player: Player, species: str) -> int:
    """Return how many copies of a species the player has."""
    stack = player.stacks.get(species)
    return stack.quantity if stack else 0


def gain(draft: Draft, species: str, n: int, source: str, *, bound: bool = False) -> int:
    """Add copies; return how many were discarded because they pass the cap."""
    if species not in draft.state.stacks:
        draft.emit(EspritDiscovered(species, draft.now_ms))
    have = quantity(draft.state, species)
    added = min(n, max(0, draft.catalogue.caps.copies - have))
    draft.emit(EspritGained(species, added, source, have + added, added if bound else 0, n - added))
    return n - added


def role_of(player: Player, species: str) -> str | None:
    """Return what an esprit is needed for, so that one copy must stay; None if for nothing."""
    if player.leader == species:
        return "leader"
    if species in player.supports.values():
        return "support"
    stack = player.stacks.get(species)
    return "relic" if stack and any(stack.relics) else None


def lacking(player: Player, species: str, n: int) -> Refused | None:
    """Refuse to part with `n` copies if there are too few, or if the last one has a role."""
    have = quantity(player, species)
    if have < n:
        return refusals.insufficient("copies", n, have, species=species)
    role = role_of(player, species) if have == n else None
    return refusals.in_use(species, role) if role else None


def consume(draft: Draft, species: str, n: int, reason: str) -> None:
    """Take copies that the player can part with; those that cannot be traded go last."""
    stack = draft.state.stacks[species]
    if not 0 < n <= stack.quantity:
        raise ValueError(f"cannot take {n} of {stack.quantity} {species}")
    after = stack.quantity - n
    draft.emit(EspritConsumed(species, n, reason, after, min(stack.bound, after)))


def discovered(player: Player, event: EspritDiscovered) -> Player:
    return _with(player, event.species, Stack(0, 0, 0, event.at_ms, 0))


def gained(player: Player, event: EspritGained) -> Player:
    old = player.stacks[event.species]
    return _with(player, event.species, _counted(old, event.quantity_after, old.bound + event.bound))


def consumed(player: Player, event: EspritConsumed) -> Player:
    old = player.stacks[event.species]
    return _with(player, event.species, _counted(old, event.quantity_after, event.bound_after))


def _counted(old: Stack, quantity: int, bound: int) -> Stack:
    return Stack(quantity, old.stars, old.star_failures, old.first_owned_at_ms, bound, old.relics)


def _with(player: Player, species: str, stack: Stack) -> Player:
    return revised(player, stacks={**player.stacks, species: stack})
