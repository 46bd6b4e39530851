"""Fragments: materials of awakening, and of each tier and element."""

from dataclasses import replace
from typing import Final

from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.events import FragmentChanged
from reve.game.state import Player

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


def changed(player: Player, event: FragmentChanged) -> Player:
    return replace(player, fragments={**player.fragments, event.fragment: event.after})
