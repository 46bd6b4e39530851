"""What is asked, answered and told about fusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fuse:
    """Fuse two esprits up to `count` times, with `fragments` steps of boost and maybe a catalyst each.

    With a `version` it is the button of a message, which only acts while nothing has changed since;
    a `careful` one is shown first where it could take the last copy of an esprit.
    """

    first: str
    second: str
    count: int = 1
    fragments: int = 0
    catalyst: bool = False
    version: int | None = None
    careful: bool = False


@dataclass(frozen=True, slots=True)
class PreviewFusion:
    """Show chance, cost and results of a fusion."""

    first: str
    second: str
    fragments: int = 0
    catalyst: bool = False


@dataclass(frozen=True, slots=True)
class FusionSucceeded:
    """Two copies of a tier became one of the next: a roll below `chance_bp`."""

    tier: int
    first: str
    second: str
    result: str
    chance_bp: int
    roll: int
    fragments: int
    catalyst: bool


@dataclass(frozen=True, slots=True)
class FusionFailed:
    """One of two copies was lost; there have been `failures` in a row at the tier."""

    tier: int
    first: str
    second: str
    survivor: str
    chance_bp: int
    roll: int
    fragments: int
    catalyst: bool
    fragment: str
    fragments_gained: int
    failures: int


@dataclass(frozen=True, slots=True)
class FusionChance:
    """A chance in bp with its parts, in the order in which they apply."""

    base_bp: int
    cross_bp: int  # what the base is multiplied by for its elements
    leader_bp: int  # what the leader adds to it, in parts of it
    pity_bp: int
    boost_bp: int
    catalyst: bool
    total_bp: int
    festival_bp: int = 10_000  # what the chance is multiplied by before its cap
    capped_bp: int = 0  # the cap before any boost, where it binds


@dataclass(frozen=True, slots=True)
class FusionShown:
    """What a fusion would be: the elements that can come of it are equally likely.

    `count` is how many attempts can be made for sure, up to as many as were asked for, and 1 if none can;
    `last` are the esprits whose last copy they could take.
    """

    first: str
    second: str
    tier: int
    chance: FusionChance
    elements: tuple[str, ...]
    cost: int
    revies: int
    steps: int
    fragments_needed: int
    fragments: int
    catalysts: int
    most_attempts: int  # that the copies allow
    version: int
    count: int = 1
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FusionAttempt:
    """One try: `result` is what came, or on a failure what is left of the pair."""

    success: bool
    chance_bp: int
    roll: int
    result: str
    new: bool
    fragments: int


@dataclass(frozen=True, slots=True)
class Fused:
    """All tries of a command; `stopped` is the code that ended them before `asked`.

    `again` tells whether nothing forbids another one.
    """

    first: str
    second: str
    tier: int
    asked: int
    attempts: tuple[FusionAttempt, ...]
    revies_spent: int
    fragments_spent: int
    steps: int
    catalyst: bool
    failures: int
    left: tuple[int, ...]
    stopped: str | None
    version: int
    again: bool = True


type Action = Fuse | PreviewFusion
type Event = FusionSucceeded | FusionFailed
type Reply = Fused | FusionShown

NAMES: Final[Mapping[type, str]] = {Fuse: "fusion.fuse", PreviewFusion: "fusion.preview"}
GROUPS: Final[Mapping[type, str]] = {Fuse: "fusion", PreviewFusion: "view"}
EVENTS: Final[Mapping[str, type]] = {
    "fusion.succeeded": FusionSucceeded,
    "fusion.failed": FusionFailed,
}
REPLIES: Final[Mapping[str, type]] = {"fusion.done": Fused, "fusion.shown": FusionShown}
