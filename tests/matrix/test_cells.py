"""Every command with every outcome of its own, through the real pipeline, rules and host."""

import pytest

from actors.settings import WORLD
from actors.testing import MemoryStore
from reve.bot.plan import AskPlayer, name_of
from reve.game.commands import NAMES
from reve.game.systems import system_of
from tests.bot.samples import StillHost
from tests.matrix.cell import OK, Cell
from tests.matrix.stage import MatrixStage, command_of, entries, every_feature, no_faults, opened
from tests.matrix.table import INNER, all_cells, gaps

pytestmark = pytest.mark.anyio
CELLS = all_cells()
ENTRIES = entries(every_feature(StillHost(), MemoryStore(clock_ms=None)))
OPERATORS = tuple(one for one in CELLS if one.entry.startswith(("/admin", "admin.")))
"""Cells that are played on a stage of their own: what is done to the world, or to the operator, lasts."""
PLAYERS = tuple(one for one in CELLS if one not in OPERATORS)


def test_no_cell_of_the_matrix_is_empty_and_none_names_what_is_not_there() -> None:
    found = gaps(CELLS, ENTRIES)
    assert not found.unplayed, f"entries without a success: {found.unplayed}"
    assert not found.empty, f"outcomes without a cell: {found.empty}"
    assert not found.unknown, f"cells of entries that are gone: {found.unknown}"
    assert not found.undeclared, f"outcomes that no command declares: {found.undeclared}"


@pytest.mark.parametrize("cell", PLAYERS, ids=str)
async def test_a_command_comes_to_what_its_cell_says(stage: MatrixStage, cell: Cell) -> None:
    before = len(stage.store.entries)
    with no_faults():
        came = await stage.play(cell)
    assert came.outcome == cell.outcome
    assert came.shown, "no screen, only text"
    if came.outcome != OK:
        assert not came.journaled
        assert len(stage.store.entries) == before
    elif isinstance(came.plan, AskPlayer):
        assert not came.journaled or system_of(command_of(came.plan)[0]) is not None


@pytest.mark.parametrize("cell", OPERATORS, ids=str)
async def test_a_command_of_operators_comes_to_what_its_cell_says(cell: Cell) -> None:
    async with opened() as stage:
        with no_faults():
            came = await stage.play(cell)
        assert came.outcome == cell.outcome
        assert came.shown, "no screen, only text"
        changed = name_of(came.plan).startswith("world.") and cell.outcome == OK
        assert len(stage.store.journal(WORLD)) == changed + sum(
            one.entry.startswith("/admin") for one in cell.after
        )
        if cell.outcome != OK:
            assert not came.journaled
            assert not stage.store.entries


async def test_every_command_that_can_change_something_does_so_in_a_cell(stage: MatrixStage) -> None:
    wrote = set()
    for one in (one for one in PLAYERS if one.outcome == OK):
        came = await stage.play(one)
        if came.journaled:
            wrote.add(command_of(came.plan)[0])
    for one in (one for one in OPERATORS if one.outcome == OK):
        async with opened() as alone:
            came = await alone.play(one)
        if came.journaled and isinstance(came.plan, AskPlayer):
            wrote.add(command_of(came.plan)[0])
    assert wrote == {name for name in NAMES.values() if system_of(name) is not None and name not in INNER}
