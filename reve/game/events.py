"""What happened to a player. Events carry all that `evolve` needs: values after, never rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.bundle import Bundle
from reve.game.receipt import Receipt
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
    relic,
    settling,
    shop,
    skill,
    team,
    tutorial,
)


@dataclass(frozen=True, slots=True)
class PlayerRegistered:
    """A player began; what does not come as an event of its own starts at these figures."""

    username: str
    locale: str | None
    charges: int
    building_slots: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PlayerRenamed:
    """Discord tells another name for the player than before."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClassSelected:
    """The player took a class, for `cost` erythl."""

    old: str | None
    new: str
    cost: int
    changes: int = 0
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class LeaderChanged:
    """Another species leads, and gives these bonuses."""

    old: str | None
    new: str
    bonuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class CurrencyChanged:
    """A move of the ledger: `reason` is its counter account, `ref` what it was for."""

    currency: str
    delta: int
    balance_after: int
    reason: str
    ref: str
    discarded: int = 0


@dataclass(frozen=True, slots=True)
class EnergyChanged:
    """Energy was spent or granted: `value` as of the anchor `at_ms`."""

    delta: int
    value: int
    at_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class StaminaChanged:
    """Stamina was spent or granted: `value` as of the anchor `at_ms`."""

    delta: int
    value: int
    at_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class XpGained:
    """Experience was added; what lay beyond the last level is discarded."""

    delta: int
    reason: str
    discarded: int


@dataclass(frozen=True, slots=True)
class PlayerLeveled:
    """One level was reached; `xp` is what is left for the next."""

    from_level: int
    to_level: int
    xp: int
    skill_points: int
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class ItemChanged:
    """The quantity of an item changed."""

    item: str
    delta: int
    after: int
    reason: str
    discarded: int = 0


@dataclass(frozen=True, slots=True)
class ItemUsed:
    """Items were used up for an effect on `effect` (a resource, or xp) of `gained` in all."""

    item: str
    count: int
    effect: str
    gained: int


@dataclass(frozen=True, slots=True)
class FragmentChanged:
    """The quantity of a fragment (`awakening`, `tier:3`, `element:inferno`) changed."""

    fragment: str
    delta: int
    after: int
    reason: str
    discarded: int = 0


@dataclass(frozen=True, slots=True)
class EspritDiscovered:
    """The first copy of a species came; its stack exists from now on."""

    species: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class EspritGained:
    """`n` copies came, `bound` of which cannot be traded."""

    species: str
    n: int
    source: str
    quantity_after: int
    bound: int = 0
    discarded: int = 0


@dataclass(frozen=True, slots=True)
class TitleGained:
    """The player may carry a title."""

    title: str
    source: str


@dataclass(frozen=True, slots=True)
class SlotExpanded:
    """Room for buildings grew."""

    delta: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True)
class RewardGranted:
    """A one-off reward was claimed under `key`; `discarded` is what of it did not fit."""

    key: str
    bundle: Bundle
    discarded: dict[str, int]
    at_ms: int


@dataclass(frozen=True, slots=True)
class DailyClaimed:
    """The reward of a day (counted since the epoch, UTC) was claimed."""

    day: int
    date: str
    streak: int


@dataclass(frozen=True, slots=True)
class ReveResult:
    """What one pull chose."""

    species: str
    tier: int
    column: int
    forced: bool


@dataclass(frozen=True, slots=True)
class RevePulled:
    """Pulls were made: charges as of the anchor, pity counters after."""

    results: tuple[ReveResult, ...]
    charges_left: int
    charges_at_ms: int
    since_bright: int
    since_brilliant: int
    receipt: Receipt


type Event = (
    PlayerRegistered
    | PlayerRenamed
    | ClassSelected
    | LeaderChanged
    | CurrencyChanged
    | EnergyChanged
    | StaminaChanged
    | XpGained
    | PlayerLeveled
    | ItemChanged
    | ItemUsed
    | FragmentChanged
    | EspritDiscovered
    | EspritGained
    | TitleGained
    | SlotExpanded
    | RewardGranted
    | DailyClaimed
    | RevePulled
    | goals.Event
    | shop.Event
    | preferences.Event
    | esprit.Event
    | fusion.Event
    | awakening.Event
    | settling.Event
    | echo.Event
    | crafting.Event
    | team.Event
    | skill.Event
    | relic.Event
    | quest.Event
    | combat.Event
    | building.Event
    | notice.Event
    | tutorial.Event
    | privacy.Event
    | operating.Event
)

EVENTS: Final[Mapping[str, type]] = {
    "player.registered": PlayerRegistered,
    "player.renamed": PlayerRenamed,
    "class.selected": ClassSelected,
    "leader.changed": LeaderChanged,
    "currency.changed": CurrencyChanged,
    "energy.changed": EnergyChanged,
    "stamina.changed": StaminaChanged,
    "xp.gained": XpGained,
    "player.leveled": PlayerLeveled,
    "item.changed": ItemChanged,
    "item.used": ItemUsed,
    "fragment.changed": FragmentChanged,
    "esprit.discovered": EspritDiscovered,
    "esprit.gained": EspritGained,
    "title.gained": TitleGained,
    "slot.expanded": SlotExpanded,
    "reward.granted": RewardGranted,
    "daily.claimed": DailyClaimed,
    "reve.pulled": RevePulled,
    **goals.EVENTS,
    **shop.EVENTS,
    **preferences.EVENTS,
    **esprit.EVENTS,
    **fusion.EVENTS,
    **awakening.EVENTS,
    **settling.EVENTS,
    **echo.EVENTS,
    **crafting.EVENTS,
    **team.EVENTS,
    **skill.EVENTS,
    **relic.EVENTS,
    **quest.EVENTS,
    **combat.EVENTS,
    **building.EVENTS,
    **notice.EVENTS,
    **tutorial.EVENTS,
    **privacy.EVENTS,
    **operating.EVENTS,
}
"""The stable name of each event in storage."""
