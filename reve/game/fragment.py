"""Fragments: materials of awakening, and of each tier and element."""

from typing import Final

from reve.game import refusals
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.events import FragmentChanged
from reve.game.shown import Refused
from reve.game.state import Player, revised

AWAKENING: Final = "awakening"


def of_tier(tier: int) -> str:
    """Return the id of a tier's fragment."""
    return f"tier:{tier}"


def of_element(element: str) -> str:
    """Return the id of an element's fragment."""
    return f"element:{element}"


def ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of all fragments that there are, in order."""
    tiers = (of_tier(tier) for tier in catalogue.tiers)
    return (AWAKENING, *tiers, *(of_element(element) for element in catalogue.elements))


def gain(draft: Draft, fragment: str, amount: int, reason: str) -> int:
    """Add fragments; return what was discarded because it passes the cap."""
    have = draft.state.fragments.get(fragment, 0)
    added = min(amount, max(0, draft.catalogue.caps.fragments - have))
    draft.emit(FragmentChanged(fragment, added, have + added, reason, amount - added))
    return amount - added


def quantity(player: Player, fragment: str) -> int:
    """Return how many of a fragment the player has."""
    return player.fragments.get(fragment, 0)


def room(player: Player, catalogue: Catalogue) -> int:
    """Return how many more there is room for of the fragment that the player has least of."""
    return catalogue.caps.fragments - min(quantity(player, name) for name in ids(catalogue))


def lacking(player: Player, fragment: str, amount: int) -> Refused | None:
    """Refuse if the player has too few of a fragment."""
    have = quantity(player, fragment)
    return refusals.insufficient("fragments", amount, have, fragment=fragment) if have < amount else None


def take(draft: Draft, fragment: str, amount: int, reason: str) -> None:
    """Take fragments that the player has; takes nothing for 0."""
    have = quantity(draft.state, fragment)
    if not 0 <= amount <= have:
        raise ValueError(f"cannot take {amount} of {have} {fragment}")
    if amount:
        draft.emit(FragmentChanged(fragment, -amount, have - amount, reason))


def consolation(draft: Draft, tier: int, reason: str) -> tuple[str, int]:
    """Give the fragments that a failure at a tier leaves; return which and how many."""
    growing = draft.catalogue.growing
    least, most = growing.materials[tier].failure
    amount = least + draft.dice.below(most - least + 1)
    name = of_tier(min(tier, growing.last_fragment_tier))
    gain(draft, name, amount, reason)
    return name, amount


def changed(player: Player, event: FragmentChanged) -> Player:
    return revised(player, fragments={**player.fragments, event.fragment: event.after})
