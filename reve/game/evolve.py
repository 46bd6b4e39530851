"""What each event makes of a player's state."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import (
    adventures,
    building,
    claims,
    currency,
    esprit,
    events,
    experience,
    fragment,
    growth,
    holdings,
    inventory,
    leadership,
    onboarding,
    player,
    player_class,
    pursuits,
    resource,
    reve,
    reward,
    statistics,
    stewardship,
    using,
)
from reve.game.state import Player

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
    **growth.STEPS,
    **pursuits.STEPS,
    **adventures.STEPS,
    **holdings.STEPS,
    **stewardship.STEPS,
}
"""One step per event; it needs neither the content nor the clock."""


def evolve(state: Player, event: events.Event) -> Player:
    """Return the state after an event."""
    kind = type(event)
    after = STEPS[kind](state, event)
    return statistics.counted(after, event) if kind in statistics.COUNTED else after
