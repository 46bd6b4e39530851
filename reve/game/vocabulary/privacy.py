"""What a player says to be forgotten or told all, what is answered, and what of it the journal keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.state import Player
from reve.game.world import Ban


@dataclass(frozen=True, slots=True)
class EraseMe:
    """Erase all that is kept of the player, who has typed `word`."""

    word: str


@dataclass(frozen=True, slots=True)
class ExportMe:
    """Tell all that is kept of the player; of the journal what is before delta `before`, 0 for all."""

    before: int = 0


@dataclass(frozen=True, slots=True)
class PlayerErased:
    """All that was known of the player is gone; this alone says that there was one."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Erased:
    """The player is forgotten; before `again_at_ms` a new beginning brings no erythl."""

    again_at_ms: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the player is after delta `seq`, and the ban that is settled; the rest lies in the store."""

    player: Player
    seq: int
    before: int = 0
    ban: Ban | None = None


type Action = EraseMe | ExportMe
type Event = PlayerErased
type Reply = Erased | Known

NAMES: Final[Mapping[type, str]] = {EraseMe: "privacy.delete", ExportMe: "privacy.export"}
GROUPS: Final[Mapping[type, str]] = {ExportMe: "export"}
EVENTS: Final[Mapping[str, type]] = {"player.erased": PlayerErased}
REPLIES: Final[Mapping[str, type]] = {"privacy.erased": Erased, "privacy.known": Known}
