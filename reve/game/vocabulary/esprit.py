"""What is asked of one's esprits, answered and told: parting with copies, showing one off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.vocabulary.awakening import AwakeningCost


@dataclass(frozen=True, slots=True)
class Release:
    """Let copies of an esprit go; many at once only as shown at `version`."""

    name: str
    count: int = 1
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Showcase:
    """Show one esprit to everybody; None shows the leader."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class EspritConsumed:
    """`n` copies went, for a reason; of those left, `bound_after` cannot be traded."""

    species: str
    n: int
    reason: str
    quantity_after: int
    bound_after: int


@dataclass(frozen=True, slots=True)
class EspritReleased:
    """`n` copies were let go for fragments, of awakening and of their element."""

    species: str
    n: int
    awakening: int
    element: int


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    """What letting go of many copies would leave."""

    species: str
    count: int
    quantity: int
    awakening: int
    element: int
    version: int


@dataclass(frozen=True, slots=True)
class Released:
    """What letting copies go has left; `discarded` is what of it did not fit."""

    species: str
    count: int
    quantity: int
    awakening: int
    element: int
    discarded: dict[str, int]


@dataclass(frozen=True, slots=True)
class Showcased:
    """One esprit for everybody's eyes; stats are of the copy that wears the relics."""

    username: str
    species: str
    quantity: int
    stars: int
    attack: int
    defense: int
    health: int
    power: int
    relics: tuple[str | None, ...]
    slots: int
    leads: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a species comes from, at some levels: by `kind`; `detail` says which echo"""

    kind: str
    detail: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class EspritOptions:
    """What can be done with a stack: its next star, what fusing it costs, its relics, where more come from.

    `star` is None with all stars, `fusion_bp` in the last tier; stats are of the copy with the relics;
    `may_awaken` once the player's level opens it.
    """

    star: AwakeningCost | None
    fusion_bp: int | None
    fusion_cost: int
    relics: tuple[str | None, ...]
    slots: int
    attack: int
    defense: int
    health: int
    power: int
    role: str | None
    sources: tuple[Source, ...]
    may_awaken: bool = True


type Action = Release | Showcase
type Event = EspritConsumed | EspritReleased
type Reply = ReleaseShown | Released | Showcased

NAMES: Final[Mapping[type, str]] = {Release: "esprit.release", Showcase: "esprit.showcase"}
GROUPS: Final[Mapping[type, str]] = {Release: "fusion", Showcase: "card"}
EVENTS: Final[Mapping[str, type]] = {
    "esprit.consumed": EspritConsumed,
    "esprit.released": EspritReleased,
}
REPLIES: Final[Mapping[str, type]] = {
    "release.shown": ReleaseShown,
    "release.done": Released,
    "esprit.showcased": Showcased,
}
