"""What the player's actor answers: plain values, never formatted text.

Species, items, elements, classes and titles are named by id; times are epoch milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reve.game.bundle import Bundle
from reve.game.receipt import Receipt
from reve.game.shown import GaugeShown, LevelsGained, ProfileShown, Refused
from reve.game.vocabulary import (
    awakening,
    building,
    combat,
    crafting,
    echo,
    esprit,
    fusion,
    goals,
    notice,
    operating,
    preferences,
    privacy,
    quest,
    ranking,
    relic,
    search,
    shop,
    skill,
    team,
    why,
)
from reve.game.vocabulary.esprit import EspritOptions


@dataclass(frozen=True, slots=True)
class SceneShown:
    """The opening scene, which offers classes."""

    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """The player has begun; `starters` are species ids, the leader first."""

    class_id: str
    starters: tuple[str, ...]
    granted: Bundle
    energy: int
    stamina: int
    charges: int
    no_erythl_before_ms: int | None = None
    """Set where the player was erased too short a time ago for another erythl to begin with."""


@dataclass(frozen=True, slots=True)
class DailyClaimed:
    """The day's reward, what of it did not fit, and levels it brought."""

    streak: int
    cycle_day: int
    cycle_days: int
    granted: Bundle
    bonus: bool
    discarded: dict[str, int]
    next_at_ms: int
    levels: LevelsGained | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """So many of an item, a fragment (`awakening`, `tier:3`, `element:inferno`) or a relic (`relic:…`)."""

    id: str
    section: str
    quantity: int


@dataclass(frozen=True, slots=True)
class InventoryShown:
    """A page of the bag; `total` lines in all."""

    section: str | None
    page: int
    pages: int
    total: int
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class ItemUsed:
    """So many of an item were used; `stopped` is the code that stopped it before `asked`."""

    item: str
    asked: int
    used: int
    left: int
    gained: int
    resource: str
    gauge: GaugeShown | None
    levels: LevelsGained | None
    stopped: str | None
    given: dict[str, int] = field(default_factory=dict)
    """Fragments that came out of it."""


@dataclass(frozen=True, slots=True)
class PulledEsprit:
    """One result of a pull; `column` from 1; `forced` by pity; `new` to the player."""

    species: str
    tier: int
    column: int
    forced: bool
    new: bool
    quantity: int


@dataclass(frozen=True, slots=True)
class Pulled:
    """The results of a pull, in order, and how pity stands."""

    results: tuple[PulledEsprit, ...]
    charges: GaugeShown
    bright_in: int
    brilliant_in: int
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ReveShown:
    """Charges, the odds for the player's level (`tiers` and `weights` by column), and pity.

    `bright_in` is the number of pulls within which a bright result is certain.
    """

    charges: GaugeShown
    level: int
    tiers: tuple[int, ...]
    weights: tuple[int, ...]
    bright_column: int
    bright_in: int
    brilliant_column: int
    brilliant_in: int


@dataclass(frozen=True, slots=True)
class EspritLine:
    """One stack in a list; stats are of one copy."""

    species: str
    quantity: int
    stars: int
    attack: int
    defense: int
    health: int
    power: int


@dataclass(frozen=True, slots=True)
class EspritsShown:
    """A page of the player's stacks, as filtered and sorted."""

    element: str | None
    tier: int | None
    sort: str
    page: int
    pages: int
    total: int
    lines: tuple[EspritLine, ...]


@dataclass(frozen=True, slots=True)
class EspritShown:
    """Everything about one stack; stats are of one copy; `bonuses` are what it gives as leader."""

    species: str
    quantity: int
    stars: int
    star_failures: int
    bound: int
    first_owned_at_ms: int
    attack: int
    defense: int
    health: int
    power: int
    leads: bool
    bonuses: dict[str, int]
    options: EspritOptions | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Species ids for an autocomplete, best first."""

    species: tuple[str, ...]


type Reply = (
    Refused
    | SceneShown
    | Started
    | ProfileShown
    | DailyClaimed
    | InventoryShown
    | ItemUsed
    | Pulled
    | ReveShown
    | EspritsShown
    | EspritShown
    | Suggestions
    | ranking.Reply
    | goals.Reply
    | shop.Reply
    | search.Reply
    | why.Reply
    | preferences.Reply
    | fusion.Reply
    | awakening.Reply
    | echo.Reply
    | crafting.Reply
    | esprit.Reply
    | team.Reply
    | skill.Reply
    | relic.Reply
    | quest.Reply
    | combat.Reply
    | building.Reply
    | notice.Reply
    | privacy.Reply
    | operating.Reply
)

REPLIES: Final[Mapping[str, type]] = {
    "refused": Refused,
    "start.scene": SceneShown,
    "start.done": Started,
    "profile.shown": ProfileShown,
    "daily.claimed": DailyClaimed,
    "inventory.shown": InventoryShown,
    "item.used": ItemUsed,
    "reve.pulled": Pulled,
    "reve.shown": ReveShown,
    "esprits.shown": EspritsShown,
    "esprit.shown": EspritShown,
    "esprits.suggested": Suggestions,
    **ranking.REPLIES,
    **goals.REPLIES,
    **shop.REPLIES,
    **search.REPLIES,
    **why.REPLIES,
    **preferences.REPLIES,
    **fusion.REPLIES,
    **awakening.REPLIES,
    **echo.REPLIES,
    **crafting.REPLIES,
    **esprit.REPLIES,
    **team.REPLIES,
    **skill.REPLIES,
    **relic.REPLIES,
    **quest.REPLIES,
    **combat.REPLIES,
    **building.REPLIES,
    **notice.REPLIES,
    **privacy.REPLIES,
    **operating.REPLIES,
}
"""The stable name of each reply in storage."""
