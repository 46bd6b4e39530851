"""Boss fights: looking at one, playing its rounds, and giving it up.

    none -begin-> fighting -round-> fighting
    fighting -boss at 0-> won, army at 0-> lost, flight-> fled: none again
    fighting -24 h-> expired: none for every rule, and cleared by the next `begin`

A press carries the fight and the round that it was shown with, so that what has been played, paid or
lost once is not played again.
"""

from dataclasses import replace
from typing import Final

from reve.game import fight_moves, fight_start, refusals, resource, victory
from reve.game.draft import Draft
from reve.game.fight import Fight
from reve.game.fight_moves import Move
from reve.game.fight_round import Played, play
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.combat import (
    ActionShown,
    BossExpired,
    BossFled,
    BossLost,
    BossRound,
    BossWon,
    FightEnded,
    FightShown,
    Flee,
    RoundShown,
    ShowFight,
    Strike,
)

SOURCE: Final = "boss"


def show(draft: Draft, action: ShowFight) -> Refused | FightShown:
    """Show the fight as it stands."""
    fight = fight_start.current(draft)
    return refusals.no_boss() if fight is None else _shown(draft, fight)


def begun(draft: Draft) -> FightShown:
    """Show the fight that has just begun; there must be one."""
    fight = draft.state.fight
    if fight is None:
        raise ValueError("no fight has begun")
    return replace(_shown(draft, fight), begun=True)


def strike(draft: Draft, action: Strike) -> Refused | FightShown | FightEnded:
    """Play a round; the button of another round only shows the present one."""
    fight = fight_start.current(draft)
    if fight is None:
        return refusals.no_boss()
    if _outdated(fight, action):
        return _shown(draft, fight)
    move = _allowed(draft, fight, action.action)
    if isinstance(move, Refused):
        return move
    resource.pay(draft, "stamina", move.stamina, SOURCE)
    played = play(draft.catalogue, fight, move, draft.dice)
    draft.emit(_event(draft, fight, played))
    return _told(draft, played)


def flee(draft: Draft, action: Flee) -> Refused | FightShown | FightEnded:
    """Give the fight up; what it has cost is lost."""
    fight = fight_start.current(draft)
    if fight is None:
        return refusals.no_boss()
    if _outdated(fight, action):
        return _shown(draft, fight)
    draft.emit(BossFled(fight.boss, fight.area, fight.quest, fight.round - 1))
    return FightEnded("fled", fight)


def _outdated(fight: Fight, action: Strike | Flee) -> bool:
    """Tell whether an action was meant for another round or fight; one without either means this."""
    return action.round not in (None, fight.round) or action.fight not in (None, fight.seed)


def _allowed(draft: Draft, fight: Fight, action: str) -> Move | Refused:
    """Return what is to be done, or why it cannot be; no round passes then."""
    if action not in fight_moves.ACTIONS:
        return refusals.invalid("action", "unknown")
    move = fight_moves.of(draft.catalogue, fight, action)
    if move is None:
        return refusals.slot_empty(action)
    if rest := fight.cooldowns.get(action, 0):
        return refusals.on_cooldown(action, rest)
    have = resource.settled(draft.state, draft.catalogue, "stamina", draft.now_ms).value
    return move if have >= move.stamina else refusals.insufficient("stamina", move.stamina, have)


def _told(draft: Draft, played: Played) -> FightShown | FightEnded:
    """Close the fight if it is decided; a victory is paid here, once, and nowhere else."""
    fight, last = played.fight, played.shown
    if played.outcome is None:
        return _shown(draft, fight, last)
    if played.outcome == "lost":
        draft.emit(BossLost(fight.boss, fight.area, fight.quest, fight.round))
        return FightEnded("lost", fight, last)
    spoils = victory.pay(draft, fight)
    draft.emit(BossWon(fight.boss, fight.area, fight.quest, fight.round, spoils.granted))
    return FightEnded("won", fight, last, spoils)


def _event(draft: Draft, before: Fight, played: Played) -> BossRound:
    fight, shown = played.fight, played.shown
    return BossRound(
        round=before.round,
        action=shown.action,
        damage=shown.damage,
        taken=shown.taken,
        effects=(*shown.effects, *(f"!{effect}" for effect in shown.foe_effects)),
        seed_step=draft.at.seq,
        foe=fight.foe,
        own=fight.own,
        cooldowns=fight.cooldowns,
    )


def _shown(draft: Draft, fight: Fight, last: RoundShown | None = None) -> FightShown:
    return FightShown(
        fight=fight,
        actions=tuple(
            ActionShown(one.action, one.species.id, one.name, one.stamina, fight.cooldowns.get(one.action, 0))
            for one in fight_moves.moves(draft.catalogue, fight)
        ),
        stamina=resource.read(draft.state, draft.catalogue, "stamina", draft.now_ms),
        last=last,
    )


def went_on(player: Player, event: BossRound) -> Player:
    """Return the player with the fight as the round left it."""
    if player.fight is None:
        return player
    fight = replace(
        player.fight, foe=event.foe, own=event.own, cooldowns=event.cooldowns, round=event.round + 1
    )
    return replace(player, fight=fight)


def closed(player: Player, event: BossWon | BossLost | BossFled | BossExpired) -> Player:
    """Return the player without a fight."""
    return replace(player, fight=None)
