"""Standings: the places on the boards that follow from a player's state."""

from collections.abc import Callable
from typing import Final

from actors.behavior import Standing
from reve.game import currency, power, statistics
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.replies import Reply
from reve.game.state import Growth, Player
from reve.game.sums import Sums
from reve.game.vocabulary.ranking import NameShown, ShowName

LEVEL: Final = "level"
BOARDS: Final = (
    LEVEL,
    "power",
    "revies",
    "erythl",
    "unique",
    "successful_fusions",
    "bosses_defeated",
    "pvp_wins",
)
"""All boards, in the order in which they are offered."""

XP_BITS: Final = 40
"""XP within a level stays below this many bits, whatever a pack makes a level cost."""

NO_PLACE: Final = 0
"""The value of those who have no place: it takes away the one that they had."""


def packed(growth: Growth) -> int:
    """Return one number that orders by level, then by XP within it."""
    return growth.level << XP_BITS | growth.xp


def unpacked(value: int) -> tuple[int, int]:
    """Return level and XP."""
    return value >> XP_BITS, value & ((1 << XP_BITS) - 1)


def standings(
    player: Player, catalogue: Catalogue, sum_up: Callable[[Player, Catalogue], Sums] = power.base
) -> tuple[Standing, ...]:
    """Return a player's value on each board; `NO_PLACE` on all for one who hides."""
    if not player.registered:
        return ()
    values = {
        LEVEL: packed(player.growth),
        "power": power.raised(player, catalogue, sum_up(player, catalogue)).total,
        "revies": currency.balance(player, currency.REVIES),
        "erythl": currency.balance(player, currency.ERYTHL),
        "unique": statistics.value(player, catalogue, statistics.UNIQUE),
    }
    for counter in (statistics.FUSED, statistics.BOSS_WINS, statistics.BATTLES_WON):
        if count := statistics.value(player, catalogue, counter):  # once above zero, always above
            values[counter] = count
    hidden = player.person.hidden
    return tuple(Standing(board, NO_PLACE if hidden else value) for board, value in values.items())


def name(draft: Draft, action: ShowName) -> Reply:
    """Tell what the player is called."""
    person = draft.state.person
    return NameShown(person.username, person.title, person.hidden)
