"""Onboarding: one command begins everything, or nothing."""

from dataclasses import replace
from typing import Final

from reve.game import erasure, leadership, player, refusals, reward
from reve.game.bundle import Bundle
from reve.game.catalogue import ClassDef
from reve.game.commands import Start
from reve.game.draft import Draft
from reve.game.events import ClassSelected, EnergyChanged, PlayerRegistered, StaminaChanged
from reve.game.replies import Reply, SceneShown, Started
from reve.game.shown import Refused
from reve.game.state import Gauge, Luck, Person, Player

SOURCE: Final = "starter"


def start(draft: Draft, action: Start) -> Reply:
    """Show the scene, or begin as a class."""
    if draft.state.registered:
        return Refused("ALREADY_REGISTERED", profile=player.profile_of(draft, own=True))
    if action.class_id is None:
        return SceneShown(tuple(draft.catalogue.classes))
    chosen = draft.catalogue.classes.get(action.class_id)
    if chosen is None:
        return refusals.invalid("class", "unknown")
    return _begin(draft, chosen)


def _begin(draft: Draft, chosen: ClassDef) -> Reply:
    starter, now_ms = draft.catalogue.starter, draft.now_ms
    others = [species for species in starter.species if species != chosen.starter]
    pair = (chosen.starter, others[draft.dice.below(len(others))])
    draft.emit(
        PlayerRegistered(draft.username, draft.locale, starter.charges, starter.building_slots, now_ms)
    )
    draft.emit(ClassSelected(None, chosen.id, 0))
    until_ms = erasure.too_soon(draft)
    given = starter.bundle if until_ms is None else replace(starter.bundle, erythl=0)
    bundle = given + Bundle(esprits=dict.fromkeys(pair, 1))
    reward.grant(draft, SOURCE, bundle, SOURCE, bound=True)
    leadership.appoint(draft, chosen.starter)
    draft.emit(EnergyChanged(starter.energy, starter.energy, now_ms, SOURCE))
    draft.emit(StaminaChanged(starter.stamina, starter.stamina, now_ms, SOURCE))
    return Started(chosen.id, pair, bundle, starter.energy, starter.stamina, starter.charges, until_ms)


def registered(state: Player, event: PlayerRegistered) -> Player:
    return replace(
        state,
        registered=True,
        person=Person(event.username, event.locale, event.at_ms),
        luck=Luck(Gauge(event.charges, event.at_ms)),
        energy=Gauge(0, event.at_ms),
        stamina=Gauge(0, event.at_ms),
        building_slots=event.building_slots,
    )
