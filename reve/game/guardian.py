"""Guardians: the bosses at the end of every eighth quest."""

from typing import Final

from reve.game import refusals
from reve.game.draft import Draft
from reve.game.lands import Area, Quest
from reve.game.shown import Refused

SYSTEM: Final = "boss"


def challenge(draft: Draft, area: Area, quest: Quest, times: int) -> Refused:
    """Refuse a boss as long as fights are closed; and several at once in any case."""
    if times > 1:
        return refusals.invalid("times", "boss")
    return refusals.system_disabled(SYSTEM)
