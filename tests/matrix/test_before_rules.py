"""What is refused before any rule is asked: generated for every entry from its first success."""

from dataclasses import replace

import pytest

from actors import errors
from actors.settings import WORLD
from reve.bot.custom_ids import Act, Press
from reve.bot.plan import AskPlayer, AskWorld, Show, name_of
from reve.game.commands import Start
from reve.game.shown import Refused
from reve.game.systems import GAME, UNBARRED, system_of
from reve.game.vocabulary.world import BanPlayer, SwitchSystem
from tests.matrix.cell import OK, Cell
from tests.matrix.people import stranger
from tests.matrix.stage import OPERATOR, OTHER_PLAYER, MatrixStage, for_operators, no_faults
from tests.matrix.table import CALL, all_cells

pytestmark = pytest.mark.anyio

SUCCESSES = tuple({one.entry: one for one in reversed(all_cells()) if one.outcome == OK}.values())
PRESSES = tuple(one for one in SUCCESSES if not one.entry.startswith("/"))
RUNTIME: dict[str, errors.ActorError] = {
    "BUSY": errors.Busy(),
    "RATE_LIMITED": errors.RateLimited("view", 3.0),
    "TOO_LATE": errors.TooLate(),
    "PARKED": errors.Parked(),
    "NEWER": errors.Newer(),
    "INTERNAL": errors.Internal("0badc0de"),
    "RESTARTING": errors.Closed(),
    "UNKNOWN": errors.OutcomeUnknown(),
}


def own_command(stage: MatrixStage, cell: Cell) -> AskPlayer | None:
    """Return the command by which an entry asks the player's own actor, if it does."""
    plan = stage.plan(CALL, cell)
    return plan if isinstance(plan, AskPlayer) and plan.of is None else None


def is_barred(plan: AskPlayer) -> bool:
    """Tell whether bans and switches concern a command at all."""
    return name_of(plan).partition(".")[0] not in UNBARRED


async def test_nobody_who_has_not_begun_can_do_anything_but_begin(stage: MatrixStage) -> None:
    for cell in SUCCESSES:
        plan = own_command(stage, cell)
        if plan is not None and not isinstance(plan.action, Start):
            came = await stage.play(replace(cell, after=()), arrange=stranger)
            assert (cell.entry, came.outcome, came.journaled) == (cell.entry, "NOT_REGISTERED", 0)


async def test_somebody_banned_can_do_nothing_with_their_actor(stage: MatrixStage) -> None:
    await stage.used(stage.call(OPERATOR), AskWorld(BanPlayer(OTHER_PLAYER, "spam")))
    await stage.settled()
    outcomes = set()
    for cell in SUCCESSES:
        plan = own_command(stage, cell)
        if plan is not None and is_barred(plan) and not for_operators(stage.routes, stage.seals, cell):
            came = await stage.play(replace(cell, after=()), user=OTHER_PLAYER)
            outcomes.add(came.outcome)
            assert (cell.entry, came.journaled) == (cell.entry, 0)
    assert outcomes == {"BANNED", "RATE_LIMITED"}


async def test_under_a_lock_down_every_change_is_refused_and_every_view_goes_on(stage: MatrixStage) -> None:
    await stage.used(stage.call(OPERATOR), AskWorld(SwitchSystem(GAME, False, "repair")))
    await stage.settled()
    for cell in SUCCESSES:
        plan = own_command(stage, cell)
        if plan is not None and is_barred(plan):
            due = OK if system_of(name_of(plan)) is None else "SYSTEM_DISABLED"
            came = await stage.play(replace(cell, after=()))
            assert (cell.entry, came.outcome, came.journaled) == (cell.entry, due, 0)
    await stage.used(stage.call(OPERATOR), AskWorld(SwitchSystem(GAME, True, "repaired")))
    await stage.settled()


@pytest.mark.parametrize("code", RUNTIME)
async def test_whatever_the_runtime_says_no_with_is_told(stage: MatrixStage, code: str) -> None:
    stage.backstage.failure = RUNTIME[code]
    try:
        with no_faults():
            for cell in SUCCESSES:
                if isinstance(stage.plan(CALL, cell), AskPlayer | AskWorld):
                    came = await stage.play(replace(cell, after=()))
                    assert (cell.entry, came.outcome, came.journaled) == (cell.entry, code, 0)
                    assert came.message.private
    finally:
        stage.backstage.failure = None


@pytest.mark.parametrize("cell", PRESSES, ids=lambda cell: cell.entry)
def test_a_button_works_only_for_whom_it_was_written_and_only_as_it_was_written(
    stage: MatrixStage, cell: Cell
) -> None:
    sealed = stage.seals.seal(Press(OTHER_PLAYER, Act(cell.entry, (), 1)))
    for custom_id, code in (
        (sealed, "FORBIDDEN"),
        (f"{sealed[:-1]}{'A' if sealed[-1] != 'A' else 'B'}", "FORBIDDEN"),
        (sealed.replace(cell.entry, f"{cell.entry}x"), "FORBIDDEN"),
        (f"0{sealed}", "OUTDATED"),
        ("", "OUTDATED"),
    ):
        plan = stage.routes.press(CALL, custom_id, cell.args)
        assert isinstance(plan, Show)
        assert isinstance(plan.value, Refused)
        assert plan.value.code == code


async def test_nobody_but_operators_reaches_what_is_theirs(stage: MatrixStage) -> None:
    theirs = [one for one in SUCCESSES if for_operators(stage.routes, stage.seals, one)]
    before = len(stage.store.journal(WORLD))
    for one in theirs:
        assert (await stage.play(one, user=stage.call().user_id)).outcome == "FORBIDDEN"
    assert theirs
    assert len(stage.store.journal(WORLD)) == before
