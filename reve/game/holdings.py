"""What players hold and hear of: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import construction, income
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import building


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    building.ShowBuildings: construction.show,
    building.Build: construction.build,
    building.Upgrade: construction.upgrade,
    building.Collect: income.collect,
    building.Expand: construction.expand,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    building.BuildingBuilt: construction.built,
    building.BuildingUpgraded: construction.upgraded,
    building.BuildingCollected: income.collected,
    building.UpkeepUnpaid: _unchanged,
}
