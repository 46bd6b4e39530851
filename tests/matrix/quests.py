"""Cells of quests: going on one, travelling, and what is shown of areas."""

from reve.game.state import AreaProgress, Gauge, Journey
from tests.matrix.cell import Cell, cell
from tests.matrix.people import beginner, having

_THERE = having(journey=Journey("area_1", {"area_1": AreaProgress(2), "area_2": AreaProgress()}))
_BEFORE_A_BOSS = Journey("area_1", {"area_1": AreaProgress(1, 7)})
_TIRED = having(energy=Gauge(0, beginner().person.created_at_ms))

CELLS: tuple[Cell, ...] = (
    cell("/quest go"),
    cell("quest", "ok", "", "1"),
    cell("/quest go", given=having(journey=_BEFORE_A_BOSS)),
    cell("/quest go", "INVALID_ARGUMENT quest", quest="dance"),
    cell("/quest go", "INVALID_ARGUMENT times", times=11),
    cell("/quest go", "INVALID_ARGUMENT times", times=-1),
    cell("quest", "INVALID_ARGUMENT times", "8", "2", given=having(journey=_BEFORE_A_BOSS)),
    cell("/quest go", "QUEST_LOCKED", quest="5"),
    cell("/quest go", "INSUFFICIENT energy", given=_TIRED),
    cell("/quest go", "SLOT_EMPTY", given=having(journey=_BEFORE_A_BOSS, leader=None)),
    cell("/quest travel", area="area_2", given=_THERE),
    cell("quest.travel", "ok", "area_2", given=_THERE),
    cell("/quest travel", "INVALID_ARGUMENT area", area="area_99"),
    cell("/quest travel", "LOCKED", area="area_12"),
    cell("/quest areas"),
    cell("quest.areas"),
    cell("/quest info"),
    cell("quest.info", "ok", "area_1"),
    cell("quest.area", "ok", "area_1"),
    cell("quest.page", "ok", "area_1", "2"),
    cell("/quest info", "INVALID_ARGUMENT area", area="area_99"),
    cell("/quest advise"),
    cell("quest.advise", "ok", "xp"),
    cell("quest.advise", "INVALID_ARGUMENT for", "love"),
)
