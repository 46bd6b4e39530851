"""What operators do to one player, what is answered, and what the player's journal says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.state import Player


@dataclass(frozen=True, slots=True)
class Give:
    """Give so many of something: a currency, an esprit with stars, an item, xp or a fragment."""

    what: str
    id: str
    amount: int
    reason: str
    stars: int = 0


@dataclass(frozen=True, slots=True)
class Take:
    """Take so many of something, all of them or none."""

    what: str
    id: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reset:
    """Clear a player, whose user id has been typed as `typed`; the journal keeps what there was."""

    typed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase all that is kept of a player, whose user id has been typed as `typed`."""

    typed: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShowState:
    """Show everything about a player."""


@dataclass(frozen=True, slots=True)
class AdminActed:
    """An operator has done something to the player, and why."""

    admin: int
    action: str
    target: int
    args: dict[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class PlayerReset:
    """The player is cleared; `archive` is all that there was."""

    archive: Player
    at_ms: int


@dataclass(frozen=True, slots=True)
class XpTaken:
    """Experience within the level was taken away; `after` is left."""

    delta: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True)
class StarsSet:
    """The stack of a species has these stars now."""

    species: str
    stars: int


@dataclass(frozen=True, slots=True)
class Operated:
    """What was done to a player: `after` is what they hold now, `discarded` what did not fit."""

    action: str
    target: int
    reason: str
    what: str = ""
    id: str = ""
    amount: int = 0
    after: int = 0
    discarded: int = 0
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class StateShown:
    """Everything about a player."""

    player: Player
    seq: int


type Action = Give | Take | Reset | Erase | ShowState
type Event = AdminActed | PlayerReset | XpTaken | StarsSet
type Reply = Operated | StateShown

NAMES: Final[Mapping[type, str]] = {
    Give: "admin.give",
    Take: "admin.take",
    Reset: "admin.reset",
    Erase: "admin.erase",
    ShowState: "admin.show",
}
EVENTS: Final[Mapping[str, type]] = {
    "admin.action": AdminActed,
    "player.reset": PlayerReset,
    "xp.taken": XpTaken,
    "esprit.stars_set": StarsSet,
}
REPLIES: Final[Mapping[str, type]] = {"admin.operated": Operated, "admin.state": StateShown}
