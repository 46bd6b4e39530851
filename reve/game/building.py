"""Buildings: so far the room for them, which permits enlarge."""

from dataclasses import replace

from reve.game.draft import Draft
from reve.game.events import SlotExpanded
from reve.game.state import Player


def room_left(draft: Draft) -> int:
    """Return how many more slots the player can get."""
    return max(0, draft.catalogue.caps.building_slots - draft.state.building_slots)


def expand(draft: Draft, slots: int, reason: str) -> None:
    """Add slots for which there is room."""
    draft.emit(SlotExpanded(slots, draft.state.building_slots + slots, reason))


def expanded(player: Player, event: SlotExpanded) -> Player:
    return replace(player, building_slots=event.after)
