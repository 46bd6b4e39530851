"""How a boss fight begins: one at a time, with the team and the army of that moment."""

from dataclasses import replace

from reve.game import power, refusals
from reve.game.bosses import Boss
from reve.game.draft import Draft
from reve.game.fight import Fight, Side
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.combat import BossExpired, BossStarted


def current(draft: Draft) -> Fight | None:
    """Return the fight that goes on, None where there is none or it has expired."""
    fight = draft.state.fight
    return fight if fight is not None and draft.now_ms < fight.expires_at_ms else None


def engaged(draft: Draft) -> Refused | None:
    """Refuse what cannot be done in a fight, None if there is none; call it before any event."""
    fight = current(draft)
    return None if fight is None else refusals.boss_active(fight.boss)


def obstacle(draft: Draft) -> Refused | None:
    """Return what forbids a fight now, None if nothing does; draws nothing."""
    if no := engaged(draft):
        return no
    leader = draft.state.leader
    return refusals.slot_empty("leader") if leader not in draft.catalogue.species else None


def begin(draft: Draft, boss_id: str, *, area: str, quest: int) -> Fight:
    """Begin a fight that `obstacle` does not forbid; the caller has taken its price.

    :raises KeyError: if the pack has no such boss
    """
    rules = draft.catalogue.combat
    boss = rules.bosses[boss_id]
    if (old := draft.state.fight) is not None:
        draft.emit(BossExpired(old.boss, old.area, old.quest, old.round - 1))
    species = boss.pool[draft.dice.below(len(boss.pool))]
    leader = draft.state.leader
    if leader is None:
        raise ValueError("nobody leads")
    fight = Fight(
        boss=boss_id,
        species=species,
        area=area,
        quest=quest,
        seed=draft.at.seq,
        foe=_foe(draft, boss, species),
        own=_own(draft, leader),
        leader=leader,
        started_at_ms=draft.now_ms,
        expires_at_ms=draft.now_ms + rules.expires_after_ms,
        supports={
            slot: name for slot, name in draft.state.supports.items() if name in draft.catalogue.species
        },
    )
    draft.emit(BossStarted(fight))
    return fight


def _foe(draft: Draft, boss: Boss, species: str) -> Side:
    shape = draft.catalogue.species[species]
    return Side(boss.health, boss.health, boss.attack, boss.defense, shape.element, shape.tier)


def _own(draft: Draft, leader: str) -> Side:
    """Return the army with skills and leader; one without health still stands for a first hit."""
    army = power.raised(draft.state, draft.catalogue, power.sums(draft))
    shape = draft.catalogue.species[leader]
    health = max(1, army.health)
    return Side(health, health, army.attack, army.defense, shape.element, shape.tier)


def started(player: Player, event: BossStarted) -> Player:
    return replace(player, fight=event.fight)
