"""The state of a player: frozen records over small dicts, copied by sharing what did not change.

Dicts are never changed in place. Content is named by id and never copied in here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final

from reve.game.fight import Fight


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value that returns with time, as of the anchor `at_ms`; `resource` says how it is read."""

    value: int = 0
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """All copies of one species; `bound` of them cannot be traded. Made once, never deleted."""

    quantity: int
    stars: int
    star_failures: int
    first_owned_at_ms: int
    bound: int
    relics: tuple[str | None, ...] = ()
    """The relics worn, by slot, as far as slots have ever been used."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who plays, and since when; a `favorite` element chosen on a day; `hidden` from all boards."""

    username: str = ""
    locale: str | None = None
    created_at_ms: int = 0
    class_id: str = ""
    titles: tuple[str, ...] = ()
    title: str | None = None
    favorite: str | None = None
    favorite_on: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Growth:
    """Level, experience within it, and what was made of it."""

    level: int = 1
    xp: int = 0
    skill_points: int = 0
    skills: dict[str, int] = field(default_factory=dict)
    skill_resets: int = 0
    skill_reset_at_ms: int | None = None
    class_changes: int = 0
    class_since_ms: int = 0


@dataclass(frozen=True, slots=True)
class Wallet:
    """Balances by currency, and all revies ever earned."""

    balances: dict[str, int] = field(default_factory=dict)
    revies_earned: int = 0


@dataclass(frozen=True, slots=True)
class Luck:
    """The charges of the reve, and how many pulls ago its better results were."""

    charges: Gauge = field(default_factory=Gauge)
    since_bright: int = 0
    since_brilliant: int = 0


@dataclass(frozen=True, slots=True)
class Pity:
    """What bad luck has saved up: failed fusions in a row by tier, openings since the best by echo."""

    fusion: dict[int, int] = field(default_factory=dict)
    echo: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claims:
    """One-off rewards: by claim key when it was granted; and the streak of daily ones."""

    granted: dict[str, int] = field(default_factory=dict)
    daily_on: int | None = None
    daily_streak: int = 0


@dataclass(frozen=True, slots=True)
class Bought:
    """How often an offer was bought in the latest period in which it was."""

    period: int
    count: int


@dataclass(frozen=True, slots=True)
class Site:
    """All buildings of one type; they share a level."""

    count: int = 0
    level: int = 1


@dataclass(frozen=True, slots=True)
class Buildings:
    """Buildings by type, and the anchor from which their income is reckoned: None before the first.

    `centi_erythl` are hundredths that do not make a whole one yet; the rest is what has been.
    """

    sites: dict[str, Site] = field(default_factory=dict)
    anchor_ms: int | None = None
    centi_erythl: int = 0
    collected: int = 0
    upkeep_paid: int = 0

    def of(self, type_id: str) -> Site:
        """Return the buildings of a type, none if there are none."""
        return self.sites.get(type_id, _NO_SITE)


_NO_SITE: Final = Site()


@dataclass(frozen=True, slots=True)
class Quiet:
    """From which to which minute of the day nothing is sent, by a clock so many minutes off UTC."""

    start: int
    end: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Notices:
    """Direct messages, by kind: which are wanted (if chosen), sent, told of, waited for and gathered.

    `told` is the latest occurrence that was dealt with, `waiting` when a reminder is due, `gathered`
    since when and how often something happened that is to be told of in one message.
    """

    wanted: dict[str, bool] = field(default_factory=dict)
    sent_at_ms: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    gathered: dict[str, tuple[int, int]] = field(default_factory=dict)
    quiet: Quiet | None = None
    day: int = 0
    count: int = 0
    blocked: bool = False
    blocked_told: bool = False


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """The rank one is at in an area, quests done at it, and whether its last boss was ever beaten."""

    rank: int = 1
    done: int = 0
    mastered: bool = False
    crowned: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """Where the player is, the areas that are open, and how long luck has been missing there."""

    area: str = ""
    areas: dict[str, AreaProgress] = field(default_factory=dict)
    since_capture: int = 0
    since_relic: int = 0


@dataclass(frozen=True, slots=True)
class Player:
    """Everything that the game knows of one player."""

    key: int
    registered: bool = False
    person: Person = field(default_factory=Person)
    growth: Growth = field(default_factory=Growth)
    wallet: Wallet = field(default_factory=Wallet)
    energy: Gauge = field(default_factory=Gauge)
    stamina: Gauge = field(default_factory=Gauge)
    luck: Luck = field(default_factory=Luck)
    leader: str | None = None
    stacks: dict[str, Stack] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    fragments: dict[str, int] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    building_slots: int = 0
    counters: dict[str, int] = field(default_factory=dict)
    achievement_points: int = 0
    pack_seen: int = 0
    shop: dict[str, Bought] = field(default_factory=dict)
    supports: dict[str, str] = field(default_factory=dict)
    relics: dict[str, int] = field(default_factory=dict)
    pity: Pity = field(default_factory=Pity)
    charm_left: int = 0
    buildings: Buildings = field(default_factory=Buildings)
    notices: Notices = field(default_factory=Notices)
    tutorial_step: int = 0
    erased_at_ms: int | None = None
    journey: Journey = field(default_factory=Journey)
    fight: Fight | None = None


_FIELDS: Final = tuple(part.name for part in fields(Player))
_VALUES: Final = attrgetter(*_FIELDS)
_SETTERS: Final[dict[str, Callable[[Player, Any], None]]] = {
    name: Player.__dict__[name].__set__ for name in _FIELDS
}
_ALL: Final = tuple(_SETTERS.values())


def revised(player: Player, **changes: Any) -> Player:
    """Return the player with other parts: what `replace` does, in a third of its time, for each event.

    It fills the slots of a new one itself: what a frozen class does to be made costs most of the time.
    """
    fresh = object.__new__(Player)
    for set_part, value in zip(_ALL, _VALUES(player), strict=True):
        set_part(fresh, value)
    for name, value in changes.items():
        _SETTERS[name](fresh, value)
    return fresh
