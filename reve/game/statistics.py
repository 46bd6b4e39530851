"""Statistics: counters of a player's life that only grow, kept by what happens."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final

from reve.game import events
from reve.game.catalogue import Catalogue
from reve.game.currency import ERYTHL, REFUND
from reve.game.draft import Draft
from reve.game.replies import Reply
from reve.game.state import Player, revised
from reve.game.vocabulary.awakening import AwakeningSucceeded
from reve.game.vocabulary.building import UpkeepUnpaid
from reve.game.vocabulary.combat import BossStarted, BossWon
from reve.game.vocabulary.crafting import EspritCrafted
from reve.game.vocabulary.echo import EchoOpened
from reve.game.vocabulary.fusion import FusionFailed, FusionSucceeded
from reve.game.vocabulary.quest import CaptureSucceeded, QuestCompleted
from reve.game.vocabulary.ranking import ShowStats, StatsShown
from reve.game.vocabulary.relic import RelicEquipped

QUESTS: Final = "total_quests_completed"
BOSS_WINS: Final = "bosses_defeated"
BOSS_ATTEMPTS: Final = "boss_attempts"
FUSIONS: Final = "total_fusions"
FUSED: Final = "successful_fusions"
AWAKENINGS: Final = "total_awakenings"
MAX_STAR: Final = "max_star"
ECHOES: Final = "total_echoes_opened"
PULLS: Final = "reve_pulls"
CRAFTS: Final = "crafts_total"
REVIES_EARNED: Final = "total_revies_earned"
ERYTHL_EARNED: Final = "total_erythl_earned"
ENERGY_SPENT: Final = "total_energy_spent"
STAMINA_SPENT: Final = "total_stamina_spent"
CAPTURES: Final = "captures"
RELICS_EQUIPPED: Final = "relics_equipped_ever"
BATTLES: Final = "pvp_battles"
BATTLES_WON: Final = "pvp_wins"
BEST_STREAK: Final = "best_daily_streak"
SETS_COMPLETED: Final = "collections_completed"
HIGHEST_TIER: Final = "highest_tier_owned"
UNIQUE: Final = "unique_discovered"
UPKEEP_UNPAID: Final = "upkeep_unpaid_ticks"

COUNTERS: Final = (
    QUESTS,
    BOSS_WINS,
    BOSS_ATTEMPTS,
    FUSIONS,
    FUSED,
    AWAKENINGS,
    MAX_STAR,
    ECHOES,
    PULLS,
    CRAFTS,
    REVIES_EARNED,
    ERYTHL_EARNED,
    ENERGY_SPENT,
    STAMINA_SPENT,
    CAPTURES,
    RELICS_EQUIPPED,
    BATTLES,
    BATTLES_WON,
    BEST_STREAK,
    SETS_COMPLETED,
    HIGHEST_TIER,
    UNIQUE,
    UPKEEP_UNPAID,
)
"""All counters, in the order in which they are shown."""

RATES: Final[Mapping[str, tuple[str, str]]] = {
    "fusion_rate": (FUSED, FUSIONS),
    "boss_rate": (BOSS_WINS, BOSS_ATTEMPTS),
    "pvp_rate": (BATTLES_WON, BATTLES),
}
"""Each rate: what succeeded, of what."""

_FULL_BP: Final = 10_000

type _Amounts = Iterable[tuple[str, int]]


def _currency(event: events.CurrencyChanged) -> _Amounts:
    if event.currency == ERYTHL and event.delta > 0 and not event.reason.startswith(REFUND):
        yield ERYTHL_EARNED, event.delta


def _energy(event: events.EnergyChanged) -> _Amounts:
    yield ENERGY_SPENT, max(0, -event.delta)


def _stamina(event: events.StaminaChanged) -> _Amounts:
    yield STAMINA_SPENT, max(0, -event.delta)


def _pulled(event: events.RevePulled) -> _Amounts:
    yield PULLS, len(event.results)


SUMS: Final[Mapping[type[Any], Callable[[Any], _Amounts]]] = {
    events.CurrencyChanged: _currency,
    events.EnergyChanged: _energy,
    events.StaminaChanged: _stamina,
    events.RevePulled: _pulled,
    FusionSucceeded: lambda event: ((FUSIONS, 1), (FUSED, 1)),
    FusionFailed: lambda event: ((FUSIONS, 1),),
    AwakeningSucceeded: lambda event: ((AWAKENINGS, 1),),
    EchoOpened: lambda event: ((ECHOES, len(event.results)),),
    EspritCrafted: lambda event: ((CRAFTS, 1),),
    QuestCompleted: lambda event: ((QUESTS, 1),),
    CaptureSucceeded: lambda event: ((CAPTURES, 1),),
    RelicEquipped: lambda event: ((RELICS_EQUIPPED, 1),),
    BossStarted: lambda event: ((BOSS_ATTEMPTS, 1),),
    BossWon: lambda event: ((BOSS_WINS, 1),),
    UpkeepUnpaid: lambda event: ((UPKEEP_UNPAID, event.ticks),),
}
"""What an event adds to which counters."""


def _streak(event: events.DailyClaimed) -> _Amounts:
    yield BEST_STREAK, event.streak


PEAKS: Final[Mapping[type[Any], Callable[[Any], _Amounts]]] = {events.DailyClaimed: _streak}
"""What an event may raise a record to."""


COUNTED: Final = SUMS.keys() | PEAKS.keys()


def counted(player: Player, event: events.Event) -> Player:
    """Return the player with what an event adds to the counters."""
    counters, sums, peaks = player.counters, SUMS.get(type(event)), PEAKS.get(type(event))
    changed: dict[str, int] = {}
    for name, amount in sums(event) if sums else ():
        if amount:
            changed[name] = changed.get(name, counters.get(name, 0)) + amount
    for name, amount in peaks(event) if peaks else ():
        if amount > counters.get(name, 0):
            changed[name] = amount
    return revised(player, counters={**counters, **changed}) if changed else player


_STARS: Final = attrgetter("stars")


def _max_star(player: Player, catalogue: Catalogue) -> int:
    return max(map(_STARS, player.stacks.values()), default=0)


def _highest_tier(player: Player, catalogue: Catalogue) -> int:
    known = (catalogue.species.get(species) for species in player.stacks)
    return max((species.tier for species in known if species), default=0)


def _sets(player: Player, catalogue: Catalogue) -> int:
    return sum(key.startswith("codex:") for key in player.claims.granted)


_DERIVED: Final[Mapping[str, Callable[[Player, Catalogue], int]]] = {
    REVIES_EARNED: lambda player, catalogue: player.wallet.revies_earned,
    UNIQUE: lambda player, catalogue: len(player.stacks),
    MAX_STAR: _max_star,
    HIGHEST_TIER: _highest_tier,
    SETS_COMPLETED: _sets,
}
"""Counters that follow from what is kept anyway: stacks stay for life, and stars only rise."""


def value(player: Player, catalogue: Catalogue, name: str) -> int:
    """Return a counter."""
    derived = _DERIVED.get(name)
    return player.counters.get(name, 0) if derived is None else derived(player, catalogue)


def rate_bp(player: Player, catalogue: Catalogue, name: str) -> int | None:
    """Return a rate in bp, None before the first try."""
    won, tried = (value(player, catalogue, counter) for counter in RATES[name])
    return won * _FULL_BP // tried if tried else None


def show(draft: Draft, action: ShowStats) -> Reply:
    """Show all counters that have begun to count, and the rates that follow."""
    player, catalogue = draft.state, draft.catalogue
    counters = {name: value(player, catalogue, name) for name in COUNTERS}
    rates = {name: bp for name in RATES if (bp := rate_bp(player, catalogue, name)) is not None}
    shown = {name: count for name, count in counters.items() if count}
    return StatsShown(player.person.username, shown, rates, player.person.created_at_ms)
