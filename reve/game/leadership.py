"""Leadership: what the leading esprit gives, by element, tier and stars."""

from dataclasses import replace

from reve.game.catalogue import Catalogue, LeaderBonus
from reve.game.draft import Draft
from reve.game.events import LeaderChanged
from reve.game.state import Player


def bonuses(catalogue: Catalogue, species_id: str, stars: int) -> dict[LeaderBonus, int]:
    """Return what a species gives when it leads: bp, or milliseconds off an interval."""
    species = catalogue.species.get(species_id)
    if species is None:  # a pack that no longer knows it
        return {}
    base = catalogue.power.leader_star_base
    return {
        line.bonus: (line.base + line.step * (species.tier - 1)) * (base + stars) // base
        for line in catalogue.elements[species.element].leader
    }


def of(player: Player, catalogue: Catalogue) -> dict[LeaderBonus, int]:
    """Return what the player's leader gives."""
    if player.leader is None:
        return {}
    return bonuses(catalogue, player.leader, stars_of(player))


def stars_of(player: Player) -> int:
    """Return the leader's stars."""
    stack = player.stacks.get(player.leader or "")
    return stack.stars if stack else 0


def appoint(draft: Draft, species_id: str) -> None:
    """Let a species lead that the player owns."""
    stack = draft.state.stacks[species_id]
    gives = {str(name): n for name, n in bonuses(draft.catalogue, species_id, stack.stars).items()}
    draft.emit(LeaderChanged(draft.state.leader, species_id, gives))


def changed(player: Player, event: LeaderChanged) -> Player:
    return replace(player, leader=event.new)
