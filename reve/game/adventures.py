"""What players venture, system by system: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import combat, fight_start
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import combat as combat_words

RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    combat_words.ShowFight: combat.show,
    combat_words.Strike: combat.strike,
    combat_words.Flee: combat.flee,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    combat_words.BossStarted: fight_start.started,
    combat_words.BossRound: combat.went_on,
    combat_words.BossWon: combat.closed,
    combat_words.BossLost: combat.closed,
    combat_words.BossFled: combat.closed,
    combat_words.BossExpired: combat.closed,
}
