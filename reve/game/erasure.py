"""Erasure: all that is known of a player goes, and only that there was one is remembered for a while."""

from typing import Final

from reve.game import refusals
from reve.game.draft import Draft
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.privacy import Erased, EraseMe, ExportMe, Known, PlayerErased

WORD: Final = "DELETE"
"""What a player types to be forgotten."""

_DAY_MS: Final = 24 * 60 * 60 * 1000


def erase_me(draft: Draft, action: EraseMe) -> Refused | Erased:
    """Forget the player, whoever they are, if they have typed the word."""
    if action.word.strip().upper() != WORD:
        return refusals.invalid("word", "not_typed")
    if nothing_kept(draft):
        return refusals.not_registered()
    draft.emit(PlayerErased(draft.now_ms))
    return Erased(again_at_ms(draft, draft.now_ms))


def export_me(draft: Draft, action: ExportMe) -> Refused | Known:
    """Tell what the player is, to whom the journal and all other tables are told as well."""
    if action.before < 0:
        return refusals.invalid("before", "out_of_range")
    if nothing_kept(draft):
        return refusals.not_registered()
    ban = draft.at.settings.bans.get(draft.state.key)
    return Known(draft.state, draft.at.seq - 1, action.before, ban)


def nothing_kept(draft: Draft) -> bool:
    """Tell whether the journal says nothing of the player; one who was cleared is still in there."""
    return draft.at.seq == 1 and not draft.state.registered


def again_at_ms(draft: Draft, erased_at_ms: int) -> int:
    """Return from when on a new beginning brings all that a first one does."""
    return erased_at_ms + draft.catalogue.starter.again_after_days * _DAY_MS


def too_soon(draft: Draft) -> int | None:
    """Return until when a new beginning brings no erythl, None if it does."""
    erased_at_ms = draft.state.erased_at_ms
    if erased_at_ms is None or draft.now_ms >= (until_ms := again_at_ms(draft, erased_at_ms)):
        return None
    return until_ms


def happened(player: Player, event: PlayerErased) -> Player:
    return Player(player.key, erased_at_ms=event.at_ms)
