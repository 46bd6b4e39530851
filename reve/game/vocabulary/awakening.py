"""What is asked, answered and told about awakening."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PreviewAwakening:
    """Show what the next star of an esprit takes, and how likely it is."""

    esprit: str
    stone: bool = False


@dataclass(frozen=True, slots=True)
class Awaken:
    """Try for the next star, as shown at `version`; shows it anew if anything has changed since."""

    esprit: str
    stone: bool
    version: int


@dataclass(frozen=True, slots=True)
class ListAwakenings:
    """List the esprits that have copies enough for a star; pages count from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class AwakeningSucceeded:
    """A stack rose by a star: a roll below `chance_bp`."""

    species: str
    from_stars: int
    to_stars: int
    copies: int
    fragments: int
    revies: int
    stone: bool
    chance_bp: int
    roll: int


@dataclass(frozen=True, slots=True)
class AwakeningFailed:
    """A star did not come; there have been `failures` on it."""

    species: str
    stars: int
    copies: int
    fragments: int
    revies: int
    stone: bool
    chance_bp: int
    roll: int
    failures: int
    fragment: str
    fragments_gained: int


@dataclass(frozen=True, slots=True)
class AwakeningCost:
    """What a try takes; of the copies, a failure takes only `copies_on_failure`."""

    copies: int
    copies_on_failure: int
    fragments: int
    revies: int
    chance_bp: int


@dataclass(frozen=True, slots=True)
class AwakeningShown:
    """A star before it is tried for; powers are of one copy, `gain` is that of all that are left."""

    species: str
    stars: int
    failures: int
    cost: AwakeningCost
    stone: bool
    stone_helps: bool
    quantity: int
    fragments: int
    revies: int
    stones: int
    power: int
    power_after: int
    gain: int
    version: int


@dataclass(frozen=True, slots=True)
class Awakened:
    """What came of a try for star `star`."""

    species: str
    star: int
    success: bool
    copies: int
    fragments: int
    revies: int
    stone: bool
    chance_bp: int
    roll: int
    failures: int
    fragment: str
    fragments_gained: int
    quantity: int
    power: int
    power_before: int


@dataclass(frozen=True, slots=True)
class AwakeningLine:
    """An esprit that could awaken; `gain` in army power, for each copy that it takes."""

    species: str
    quantity: int
    stars: int
    cost: AwakeningCost
    gain: int


@dataclass(frozen=True, slots=True)
class AwakeningsShown:
    """A page of them, most gain first."""

    page: int
    pages: int
    total: int
    lines: tuple[AwakeningLine, ...]


type Action = PreviewAwakening | Awaken | ListAwakenings
type Event = AwakeningSucceeded | AwakeningFailed
type Reply = AwakeningShown | Awakened | AwakeningsShown

NAMES: Final[Mapping[type, str]] = {
    PreviewAwakening: "awakening.preview",
    Awaken: "awakening.awaken",
    ListAwakenings: "awakening.list",
}
GROUPS: Final[Mapping[type, str]] = {
    PreviewAwakening: "view",
    Awaken: "awakening",
    ListAwakenings: "view",
}
EVENTS: Final[Mapping[str, type]] = {
    "awakening.succeeded": AwakeningSucceeded,
    "awakening.failed": AwakeningFailed,
}
REPLIES: Final[Mapping[str, type]] = {
    "awakening.shown": AwakeningShown,
    "awakening.done": Awakened,
    "awakening.list": AwakeningsShown,
}
