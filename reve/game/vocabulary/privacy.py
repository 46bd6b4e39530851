"""What a player says to be forgotten, what is answered, and what of it the journal keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EraseMe:
    """Erase all that is kept of the player, who has typed `word`."""

    word: str


@dataclass(frozen=True, slots=True)
class PlayerErased:
    """All that was known of the player is gone; this alone says that there was one."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Erased:
    """The player is forgotten; before `again_at_ms` a new beginning brings no erythl."""

    again_at_ms: int


type Action = EraseMe
type Event = PlayerErased
type Reply = Erased

NAMES: Final[Mapping[type, str]] = {EraseMe: "privacy.delete"}
EVENTS: Final[Mapping[str, type]] = {"player.erased": PlayerErased}
REPLIES: Final[Mapping[str, type]] = {"privacy.erased": Erased}
