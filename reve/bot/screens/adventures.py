"""Which screen shows which reply of what players venture."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot import fight_views, quest_views
from reve.bot.rendering import LayOut
from reve.bot.screens import boss, fight_rates, places, quest_rates, quests
from reve.game.vocabulary import combat as combat_words
from reve.game.vocabulary import quest as quest_words

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    quest_words.QuestsDone: quests.done,
    quest_words.QuestsAdvised: quests.advised,
    quest_words.AreasShown: places.areas,
    quest_words.Traveled: places.traveled,
    quest_words.QuestsShown: places.quests,
    quest_views.QuestRatesShown: quest_rates.quests,
    combat_words.FightShown: boss.fight,
    combat_words.FightEnded: boss.ended,
    fight_views.FightRatesShown: fight_rates.fights,
}
