"""Settling: what returns with time is read before something changes how fast or how far it does."""

from dataclasses import replace

from reve.game import income, resource
from reve.game.draft import Draft
from reve.game.state import Gauge, Player
from reve.game.vocabulary.settling import GaugesSettled


def before_change(draft: Draft) -> None:
    """Settle energy and stamina by what has held so far; call it before the first event of a change."""
    player = draft.state
    energy = resource.settled(player, draft.catalogue, "energy", draft.now_ms)
    stamina = resource.settled(player, draft.catalogue, "stamina", draft.now_ms)
    if (energy, stamina) != (player.energy, player.stamina):
        draft.emit(GaugesSettled(energy.value, energy.at_ms, stamina.value, stamina.at_ms))


def before_leading(draft: Draft) -> None:
    """Collect income as well, because what changes is a bonus on it."""
    income.collect_first(draft)
    before_change(draft)


def happened(player: Player, event: GaugesSettled) -> Player:
    energy = Gauge(event.energy, event.energy_at_ms)
    return replace(player, energy=energy, stamina=Gauge(event.stamina, event.stamina_at_ms))
