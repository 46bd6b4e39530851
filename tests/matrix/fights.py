"""Cells of boss fights: a round, flight, and what does not go in a fight or without one."""

from dataclasses import replace
from typing import Any

from reve.game.fight import Fight
from reve.game.state import Gauge, Player
from tests.game.fighting import fight
from tests.matrix.cell import Cell, cell
from tests.matrix.people import LEADER, OTHER, RARE, beginner, having, veteran

_BEGAN_MS = beginner().person.created_at_ms


def _fight(**parts: Any) -> Fight:
    begun = fight(LEADER, support1=OTHER)
    return replace(begun, started_at_ms=_BEGAN_MS, expires_at_ms=_BEGAN_MS + 86_400_000, **parts)


def in_a_fight(player: Player) -> Player:
    """The veteran in the first round of a fight."""
    return replace(veteran(player), fight=_fight())


_RESTING = having(fight=_fight(cooldowns={"ultimate": 3}))
_TIRED = having(fight=_fight(), stamina=Gauge(0, _BEGAN_MS))

CELLS: tuple[Cell, ...] = (
    cell("/boss status", given=in_a_fight),
    cell("boss", given=in_a_fight),
    cell("/boss status", "NO_BOSS"),
    *(cell(f"/boss {action}", given=in_a_fight) for action in ("basic", "ultimate", "support1")),
    cell("/boss support2", given=having(fight=_fight(supports={"support2": OTHER}))),
    cell("boss.act", "ok", "1", "basic", given=in_a_fight),
    cell("boss.act", "ok", "1", "basic", given=in_a_fight, version=7),
    cell("/boss basic", "NO_BOSS"),
    cell("boss.act", "NO_BOSS", "1", "basic"),
    cell("boss.act", "INVALID_ARGUMENT action", "1", "dance", given=in_a_fight),
    cell("/boss support2", "SLOT_EMPTY", given=in_a_fight),
    cell("/boss ultimate", "ON_COOLDOWN", given=_RESTING),
    cell("/boss basic", "INSUFFICIENT stamina", given=_TIRED),
    cell("/boss flee", given=in_a_fight),
    cell("boss.flee", "ok", "1", given=in_a_fight),
    cell("/boss flee", "NO_BOSS"),
    cell("/team set", "BOSS_ACTIVE", slot="leader", esprit=RARE, given=in_a_fight),
    cell("/team clear", "BOSS_ACTIVE", slot="support1", given=in_a_fight),
    cell("/quest go", "BOSS_ACTIVE", given=in_a_fight),
    cell("/quest travel", "BOSS_ACTIVE", area="area_1", given=in_a_fight),
)
