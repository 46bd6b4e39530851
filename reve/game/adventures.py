"""What players venture, system by system: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import combat, fight_start, journey, quest, quest_views, run
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import combat as combat_words
from reve.game.vocabulary import quest as quest_words


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    combat_words.ShowFight: combat.show,
    combat_words.Strike: combat.strike,
    combat_words.Flee: combat.flee,
    quest_words.Go: quest.go,
    quest_words.Travel: journey.travel,
    quest_words.ShowAreas: journey.show,
    quest_words.ShowQuests: quest_views.show,
    quest_words.AdviseQuests: quest_views.advise,
    quest_words.SuggestQuests: quest_views.suggest,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    combat_words.BossStarted: fight_start.started,
    combat_words.BossRound: combat.went_on,
    combat_words.BossWon: combat.closed,
    combat_words.BossLost: combat.closed,
    combat_words.BossFled: combat.closed,
    combat_words.BossExpired: combat.closed,
    quest_words.QuestCompleted: run.completed,
    quest_words.AreaRankCompleted: journey.rank_completed,
    quest_words.AreaUnlocked: journey.unlocked,
    quest_words.AreaTraveled: journey.traveled,
    quest_words.CaptureSucceeded: _unchanged,
}
