"""What each event makes of a player's state."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import (
    achievement,
    attainment,
    building,
    claims,
    currency,
    esprit,
    events,
    experience,
    fragment,
    fusion,
    inventory,
    leadership,
    onboarding,
    player,
    player_class,
    resource,
    reve,
    reward,
    shop,
    statistics,
    using,
)
from reve.game.state import Player
from reve.game.vocabulary import goals
from reve.game.vocabulary.esprit import EspritConsumed
from reve.game.vocabulary.fusion import FusionFailed, FusionSucceeded
from reve.game.vocabulary.shop import ShopBought


def _unchanged(state: Player, event: events.Event) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    events.PlayerRegistered: onboarding.registered,
    events.PlayerRenamed: player.renamed,
    events.ClassSelected: player_class.selected,
    events.LeaderChanged: leadership.changed,
    events.CurrencyChanged: currency.changed,
    events.EnergyChanged: resource.energy_changed,
    events.StaminaChanged: resource.stamina_changed,
    events.XpGained: experience.xp_gained,
    events.PlayerLeveled: experience.leveled,
    events.ItemChanged: inventory.changed,
    events.ItemUsed: using.used,
    events.FragmentChanged: fragment.changed,
    events.EspritDiscovered: esprit.discovered,
    events.EspritGained: esprit.gained,
    events.TitleGained: player.title_gained,
    events.SlotExpanded: building.expanded,
    events.RewardGranted: claims.recorded,
    events.DailyClaimed: reward.daily_claimed,
    events.RevePulled: reve.pulled,
    goals.PackAdopted: attainment.adopted,
    goals.AchievementUnlocked: achievement.unlocked,
    goals.PointsRewarded: _unchanged,
    goals.CodexCompleted: _unchanged,
    goals.MilestoneReached: _unchanged,
    ShopBought: shop.bought,
    EspritConsumed: esprit.consumed,
    FusionSucceeded: fusion.succeeded,
    FusionFailed: fusion.failed,
}
"""One step per event; it needs neither the content nor the clock."""


def evolve(state: Player, event: events.Event) -> Player:
    """Return the state after an event."""
    return statistics.counted(STEPS[type(event)](state, event), event)
