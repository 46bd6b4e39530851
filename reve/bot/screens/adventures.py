"""Which screen shows which reply of the systems in which players venture something."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot.rendering import LayOut
from reve.bot.screens import boss
from reve.game.vocabulary import combat as combat_words

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    combat_words.FightShown: boss.fight,
    combat_words.FightEnded: boss.ended,
}
