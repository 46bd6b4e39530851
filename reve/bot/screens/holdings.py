"""Which screen shows which reply of what players hold and hear of."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot.rendering import LayOut
from reve.bot.screens import buildings, notices
from reve.game.vocabulary import building, notice

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    building.BuildingsShown: buildings.buildings,
    building.Collected: buildings.collected,
    notice.NoticesShown: notices.panel,
    notice.NoticeToSend: notices.message,
    notice.NoticeDropped: notices.dropped,
}
