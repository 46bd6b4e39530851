"""Which screen shows which reply of what players hold and hear of."""

from collections.abc import Mapping
from typing import Any, Final

from reve.bot.rendering import LayOut
from reve.bot.screens import buildings
from reve.game.vocabulary import building

LAYOUTS: Final[Mapping[type[Any], LayOut]] = {
    building.BuildingsShown: buildings.buildings,
    building.Collected: buildings.collected,
}
