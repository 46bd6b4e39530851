"""Esprits: stacks of species, and the stats of a copy."""

from dataclasses import dataclass, replace
from typing import Final

from reve.game.catalogue import PowerRules, Species
from reve.game.draft import Draft
from reve.game.events import EspritDiscovered, EspritGained
from reve.game.state import Player, Stack

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


def discovered(player: Player, event: EspritDiscovered) -> Player:
    empty = Stack(0, 0, 0, event.at_ms, 0)
    return replace(player, stacks={**player.stacks, event.species: empty})


def gained(player: Player, event: EspritGained) -> Player:
    old = player.stacks[event.species]
    new = Stack(
        event.quantity_after, old.stars, old.star_failures, old.first_owned_at_ms, old.bound + event.bound
    )
    return replace(player, stacks={**player.stacks, event.species: new})
