"""What players seek in the world: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import journey, quest, quest_views
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import quest as quest_words


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    quest_words.Go: quest.go,
    quest_words.Travel: journey.travel,
    quest_words.ShowAreas: journey.show,
    quest_words.ShowQuests: quest_views.show,
    quest_words.AdviseQuests: quest_views.advise,
    quest_words.SuggestQuests: quest_views.suggest,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    quest_words.QuestCompleted: quest.completed,
    quest_words.AreaRankCompleted: journey.rank_completed,
    quest_words.AreaUnlocked: journey.unlocked,
    quest_words.AreaTraveled: journey.traveled,
    quest_words.CaptureSucceeded: _unchanged,
}
