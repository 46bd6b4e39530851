"""Claims: each one-off reward has a key, and is granted at most once for it."""

from dataclasses import replace
from typing import Final

from reve.game.bundle import Bundle
from reve.game.draft import Draft
from reve.game.events import RewardGranted
from reve.game.state import Player

DATED: Final = frozenset({"daily"})
"""Families of keys that end in a date: only the latest is kept, so that state does not grow."""


def is_granted(player: Player, key: str) -> bool:
    """Tell whether a reward has been granted already."""
    return key in player.claims.granted


def record(draft: Draft, key: str, bundle: Bundle, discarded: dict[str, int]) -> None:
    """Keep that the reward of a key was granted."""
    if is_granted(draft.state, key):
        raise ValueError(f"{key} is granted already")
    draft.emit(RewardGranted(key, bundle, discarded, draft.now_ms))


def recorded(player: Player, event: RewardGranted) -> Player:
    family, _, _ = event.key.partition(":")
    kept = player.claims.granted
    if family in DATED:
        kept = {key: at for key, at in kept.items() if not key.startswith(f"{family}:")}
    return replace(player, claims=replace(player.claims, granted={**kept, event.key: event.at_ms}))
