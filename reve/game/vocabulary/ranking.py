"""What is asked and answered about statistics and places: counters, and the name behind a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ShowStats:
    """Show the counters of a player."""


@dataclass(frozen=True, slots=True)
class ShowName:
    """Tell what a player is called, for a place on a board."""


@dataclass(frozen=True, slots=True)
class StatsShown:
    """Counters above zero by name, in order, and rates in bp."""

    username: str
    counters: dict[str, int]
    rates: dict[str, int]
    created_at_ms: int


@dataclass(frozen=True, slots=True)
class NameShown:
    """What a player is called, and the title they carry; `hidden` players have no places."""

    username: str
    title: str | None
    hidden: bool


type Action = ShowStats | ShowName
type Reply = StatsShown | NameShown

NAMES: Final[Mapping[type, str]] = {ShowStats: "stats.show", ShowName: "name.show"}
GROUPS: Final[Mapping[type, str]] = {ShowStats: "view"}
REPLIES: Final[Mapping[str, type]] = {"stats.shown": StatsShown, "name.shown": NameShown}
