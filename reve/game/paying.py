"""Paying: what a quest costs and gives a player, step by step."""

from dataclasses import dataclass
from typing import Final

from reve.game import leadership, player_class
from reve.game.draft import Draft
from reve.game.festival import FestivalKey, factor_bp
from reve.game.lands import Area, Quest
from reve.game.reckoning import Reckoning

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a capture is, and whether it is one because luck was missing for long enough."""

    terms: Reckoning
    pity: bool


def energy_terms(draft: Draft, quest: Quest) -> Reckoning:
    """Return what a quest costs."""
    cost = _in_season(draft, "energy", Reckoning.start("quest", quest.energy))
    return cost.at_least("least_energy", 1)


def revies_terms(draft: Draft, quest: Quest, drawn: int) -> Reckoning:
    """Return what a draw of revies becomes: a boss multiplies it, then class and leader help."""
    player, catalogue = draft.state, draft.catalogue
    pay = Reckoning.start("quest", drawn)
    if quest.boss is not None:
        pay = pay.times("boss", catalogue.adventures.guardians[quest.number].revies_bp - _FULL_BP)
    pay = pay.times("class", player_class.bonus_on(player, catalogue, "revies"))
    pay = pay.times("leader", leadership.of(player, catalogue).get("revies", 0))
    return _in_season(draft, "revies", pay)


def xp_terms(draft: Draft, quest: Quest) -> Reckoning:
    """Return the experience that a quest gives."""
    pay = Reckoning.start("quest", quest.xp)
    if quest.boss is not None:
        pay = pay.times("boss", draft.catalogue.adventures.guardians[quest.number].xp_bp - _FULL_BP)
    return _in_season(draft, "xp", pay)


def mean_revies(quest: Quest) -> int:
    """Return what the draw of a quest's revies is on average."""
    return sum(quest.revies) // 2


def capture_chance(draft: Draft, area: Area, *, boss: bool) -> Chance:
    """Return how likely a quest of an area, or its boss, brings an esprit along."""
    player, catalogue = draft.state, draft.catalogue
    rules = catalogue.adventures.capture
    odds = Reckoning.start("base", rules.boss_bp if boss else rules.chance_bp)
    odds = odds.plus("leader", leadership.of(player, catalogue).get("capture", 0))
    odds = odds.times("charm", rules.charm_bp if player.charm_left else 0)
    leader = catalogue.species.get(player.leader or "")
    kindred = leader is not None and leader.element == area.affinity
    odds = odds.times("kindred", rules.kindred_bp if kindred else 0)
    odds = _in_season(draft, "capture", odds).at_most("cap", rules.cap_bp)
    due = not boss and player.journey.since_capture + 1 >= rules.certain_after
    return Chance(odds.at_least("pity", _FULL_BP) if due else odds, due)


def _in_season(draft: Draft, key: FestivalKey, value: Reckoning) -> Reckoning:
    return value.times("festival", factor_bp(draft.at.settings, key, draft.now_ms) - _FULL_BP)
