"""What is asked, answered and told about echoes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class OpenEchoes:
    """Open echoes of a kind, with keys instead of the echoes if wanted; some call an element."""

    kind: str
    count: int = 1
    use_key: bool = False
    element: str | None = None


@dataclass(frozen=True, slots=True)
class ListEchoes:
    """Show which echoes there are, what they hold at the player's level, and pity."""


@dataclass(frozen=True, slots=True)
class EchoResult:
    """What one echo held; `forced` by pity."""

    species: str
    tier: int
    forced: bool


@dataclass(frozen=True, slots=True)
class EchoOpened:
    """Echoes were opened; `since` counts the openings since the last best result, after these."""

    kind: str
    results: tuple[EchoResult, ...]
    key_used: bool
    element: str | None
    since: int


@dataclass(frozen=True, slots=True)
class EchoEsprit:
    """One result, with how many copies there are now; `discarded` if it did not fit."""

    species: str
    tier: int
    forced: bool
    new: bool
    quantity: int
    discarded: bool


@dataclass(frozen=True, slots=True)
class EchoesOpened:
    """The results in order; `best_in` is the number of openings within which the best is certain."""

    kind: str
    results: tuple[EchoEsprit, ...]
    element: str | None
    keys_spent: int
    left: int
    keys_left: int
    best_in: int


@dataclass(frozen=True, slots=True)
class EchoLine:
    """A kind of echo at the player's level; `level` is the one that opens it."""

    kind: str
    quantity: int
    keys: int | None
    level: int
    open: bool
    tiers: tuple[int, ...]
    weights: tuple[int, ...]
    calls: bool
    best_in: int
    pity: int


@dataclass(frozen=True, slots=True)
class EchoesShown:
    """All kinds of echoes, and how many keys there are."""

    level: int
    keys: int
    lines: tuple[EchoLine, ...]


type Action = OpenEchoes | ListEchoes
type Event = EchoOpened
type Reply = EchoesOpened | EchoesShown

NAMES: Final[Mapping[type, str]] = {OpenEchoes: "echo.open", ListEchoes: "echo.list"}
GROUPS: Final[Mapping[type, str]] = {OpenEchoes: "echo", ListEchoes: "view"}
EVENTS: Final[Mapping[str, type]] = {"echo.opened": EchoOpened}
REPLIES: Final[Mapping[str, type]] = {"echo.opened": EchoesOpened, "echo.list": EchoesShown}
