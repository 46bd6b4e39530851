"""The odds of quests, as a value to be shown."""

from dataclasses import dataclass

from reve.game.quest_rates import QuestOdds


@dataclass(frozen=True, slots=True)
class QuestRatesShown:
    """The odds of captures and drops."""

    odds: QuestOdds
