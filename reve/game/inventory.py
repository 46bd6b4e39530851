"""Inventory: what is in the bag."""

from typing import Final

from reve.game import fragment, pages, refusals
from reve.game.catalogue import Catalogue
from reve.game.commands import ShowInventory
from reve.game.draft import Draft
from reve.game.events import ItemChanged
from reve.game.replies import InventoryShown, ItemLine, Reply
from reve.game.state import Player, revised

FRAGMENTS: Final = "fragments"
RELICS: Final = "relics"
SECTIONS: Final = ("consumables", "echoes", "keys", FRAGMENTS, RELICS, "other")


def quantity(player: Player, item: str) -> int:
    """Return how many of an item the player has."""
    return player.items.get(item, 0)


def gain(draft: Draft, item: str, amount: int, reason: str) -> int:
    """Add items; return what was discarded because it passes the cap."""
    have = quantity(draft.state, item)
    added = min(amount, max(0, draft.catalogue.caps.item_stack - have))
    draft.emit(ItemChanged(item, added, have + added, reason, amount - added))
    return amount - added


def take(draft: Draft, item: str, amount: int, reason: str) -> None:
    """Take items that the player has."""
    have = quantity(draft.state, item)
    if not 0 < amount <= have:
        raise ValueError(f"cannot take {amount} of {have} {item}")
    draft.emit(ItemChanged(item, -amount, have - amount, reason))


def changed(player: Player, event: ItemChanged) -> Player:
    items = {**player.items, event.item: event.after}
    if not event.after:  # zero means absent
        del items[event.item]
    return revised(player, items=items)


def show(draft: Draft, action: ShowInventory) -> Reply:
    """Show one section of the bag, or all; items that the pack does not know stay hidden."""
    if action.section is not None and action.section not in SECTIONS:
        return refusals.invalid("section", "unknown")
    lines = [
        line
        for line in _lines(draft.state, draft.catalogue)
        if action.section is None or line.section == action.section
    ]
    page, count, cut = pages.cut(lines, action.page)
    return InventoryShown(action.section, page, count, len(lines), cut)


def _lines(player: Player, catalogue: Catalogue) -> list[ItemLine]:
    items = [ItemLine(item.id, item.section, quantity(player, item.id)) for item in catalogue.items.values()]
    fragments = [ItemLine(name, FRAGMENTS, player.fragments.get(name, 0)) for name in fragment.ids(catalogue)]
    relics = [
        ItemLine(f"relic:{name}", RELICS, player.relics.get(name, 0)) for name in catalogue.growing.relics
    ]
    return [line for line in (*items, *fragments, *relics) if line.quantity]
