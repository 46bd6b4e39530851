"""What is done about players rather than by them: being forgotten, and what operators do."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import erasure, operating
from reve.game.commands import Start
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import operating as operator_words
from reve.game.vocabulary import privacy


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    privacy.EraseMe: erasure.erase_me,
    privacy.ExportMe: erasure.export_me,
    operator_words.Give: operating.give,
    operator_words.Take: operating.take,
    operator_words.Reset: operating.reset,
    operator_words.Erase: operating.erase,
    operator_words.ShowState: operating.show,
}
STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    privacy.PlayerErased: erasure.happened,
    operator_words.AdminActed: _unchanged,
    operator_words.PlayerReset: operating.was_reset,
    operator_words.XpTaken: operating.xp_taken,
    operator_words.StarsSet: operating.stars_set,
}
WITHOUT_BEGINNING: Final = frozenset({Start, *privacy.NAMES, *operator_words.NAMES})
"""Actions that say by themselves whether there must be a player who has begun."""

OF_OPERATORS: Final = frozenset(operator_words.NAMES)
"""Actions of operators, whose names are not the player's."""
