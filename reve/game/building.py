"""Buildings: the room for them, which permits enlarge, and how much of it is taken."""

from dataclasses import replace

from reve.game.draft import Draft
from reve.game.events import SlotExpanded
from reve.game.state import Player


def room_left(draft: Draft) -> int:
    """Return how many more slots the player can get."""
    return max(0, draft.catalogue.caps.building_slots - draft.state.building_slots)


def used(player: Player) -> int:
    """Return how many slots have a building."""
    return sum(site.count for site in player.buildings.sites.values())


def expand(draft: Draft, slots: int, reason: str) -> None:
    """Add slots for which there is room."""
    draft.emit(SlotExpanded(slots, draft.state.building_slots + slots, reason))


def expanded(player: Player, event: SlotExpanded) -> Player:
    return replace(player, building_slots=event.after)
