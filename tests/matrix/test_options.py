"""Whatever comes in the options of a command, there is an answer; what was refused has changed nothing."""

from dataclasses import replace
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reve.bot.call import Person
from reve.bot.commands.slash import Option, Slash
from reve.bot.plan import AskPlayer, Show
from reve.bot.suggestions import offers
from reve.game.refuses import BEFORE_ALL
from reve.game.shown import Refused
from reve.game.state import Player
from tests.bot.stage import shipped
from tests.matrix.cell import OK, Cell
from tests.matrix.people import veteran
from tests.matrix.stage import Came, MatrixStage, command_of, no_faults
from tests.matrix.table import all_cells

HUGE = (0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), 2**70, 10**30)
ODD = (
    *("", " ", "\0", "\ud800", "~", "%", ":", "1:", "é" * 100, "x" * 101, "\u202egnp", "🌙" * 50, "²", "١"),
    *("jelune", "JELUNE", "s", "xp_orb", "__class__", "-1", "@everyone", "`**[a](b)", "ß", "İ"),
)
WRONG = (None, True, 1.5, [], {}, b"x", object())
EVERYTHING = st.one_of(
    st.text(max_size=120), st.sampled_from(ODD), st.integers(), st.sampled_from(HUGE), st.sampled_from(WRONG)
)
PLACES = frozenset({"page"})
"""Numbers that are no amounts: what they pass is cut to what there is."""

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def inside(option: Option) -> st.SearchStrategy[Any]:
    """Return what Discord would let through for an option, and the bounds first of all."""
    match option.kind:
        case "number":
            low = -(2**53) if option.lowest is None else option.lowest
            high = 2**53 if option.highest is None else option.highest
            return st.one_of(st.sampled_from((low, high)), st.integers(low, high))
        case "flag":
            return st.booleans()
        case "person":
            return st.builds(Person, st.integers(1, 2**63 - 1), st.text(max_size=32))
        case _ if option.choices:
            return st.sampled_from(option.choices)
        case _:
            return st.one_of(
                st.sampled_from(list(shipped().species)), st.sampled_from(ODD), st.text(max_size=100)
            )


def outside(option: Option) -> st.SearchStrategy[Any]:
    """Return anything, with what lies just past the bounds."""
    near = [bound for bound in (option.lowest, option.highest) if bound is not None]
    return st.one_of(EVERYTHING, *([st.sampled_from([n + d for n in near for d in (-1, 1)])] if near else []))


def some(slash: Slash, *, wild: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Return options for a command: all that it demands, or any of them if `wild`."""
    values = {one.name: outside(one) if wild else inside(one) for one in slash.options}
    needed = {name: values[name] for name in values if not wild and _required(slash, name)}
    rest = {name: value for name, value in values.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional=rest)


def _required(slash: Slash, name: str) -> bool:
    return next(one for one in slash.options if one.name == name).required


PATHS = tuple(dict.fromkeys(one.entry[1:] for one in all_cells() if one.entry.startswith("/")))
PRESSES = tuple({one.entry: one for one in all_cells() if not one.entry.startswith("/")}.values())
SUCCESSES = tuple(one for one in all_cells() if one.outcome == OK and one.entry.startswith("/"))


def found(stage: MatrixStage, path: str) -> Slash:
    """Return a slash command by its path."""
    return next(one for feature in stage.features for one in feature.slashes if one.path == path)


async def answered(stage: MatrixStage, cell: Cell) -> Came:
    """Play a cell whose outcome is open: there must be an answer, and no trace of what was refused."""
    entries = len(stage.store.entries)
    with no_faults():
        came = await stage.play(cell)
    assert came.shown
    if came.outcome != OK:
        assert not came.journaled
        assert len(stage.store.entries) == entries
        if isinstance(came.plan, AskPlayer):
            assert came.outcome in command_of(came.plan)[1] | BEFORE_ALL
    return came


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
@FEW
def test_options_within_their_schema_are_answered(
    portal: BlockingPortal, far_stage: MatrixStage, path: str, data: st.DataObject
) -> None:
    options = data.draw(some(found(far_stage, path), wild=False))
    came = portal.call(answered, far_stage, Cell(f"/{path}", options=options))
    assert came.outcome not in ("INTERNAL", "UNKNOWN")


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
@FEW
def test_options_that_discord_would_never_send_are_answered(
    portal: BlockingPortal, far_stage: MatrixStage, path: str, data: st.DataObject
) -> None:
    options = data.draw(some(found(far_stage, path), wild=True))
    came = portal.call(answered, far_stage, Cell(f"/{path}", options=options))
    assert came.outcome not in ("INTERNAL", "UNKNOWN")


type Given = tuple[int, list[str], int]
GIVEN: st.SearchStrategy[Given] = st.tuples(
    st.integers(0, 8),
    st.lists(
        st.one_of(st.sampled_from(ODD), st.sampled_from(HUGE).map(str), st.text(max_size=60)), max_size=8
    ),
    st.sampled_from((0, 1, 2, 2**63)),
)
"""How many arguments are kept, what comes instead of the others, and the version."""


@pytest.mark.parametrize("press", PRESSES, ids=lambda cell: cell.entry)
@given(forged=GIVEN)
@FEW
def test_buttons_and_menus_with_any_arguments_and_of_any_age_are_answered(
    portal: BlockingPortal, far_stage: MatrixStage, press: Cell, forged: Given
) -> None:
    kept, args, version = forged
    cell = replace(press, args=(*press.args[:kept], *args), version=version, after=())
    came = portal.call(answered, far_stage, cell)
    assert came.outcome not in ("INTERNAL", "UNKNOWN")


@given(custom_id=st.one_of(st.text(max_size=120), st.text(max_size=90).map(lambda text: f"1~{text}")))
@settings(FEW, max_examples=200)
def test_custom_ids_that_nobody_signed_are_refused(far_stage: MatrixStage, custom_id: str) -> None:
    plan = far_stage.routes.press(far_stage.call(), custom_id, ())
    assert isinstance(plan, Show)
    assert isinstance(plan.value, Refused)
    assert plan.value.code in ("FORBIDDEN", "OUTDATED")


async def typed(stage: MatrixStage, text: str) -> list[dict[str, str]]:
    """Type a text into every option that completes what is typed."""
    call = stage.call()
    stage.behavior.begins.setdefault(call.user_id, veteran(Player(call.user_id)))
    plans = [stage.routes.suggestions(call, path, option, text) for path, option in stage.routes.typing]
    with no_faults():
        return [
            offers(await stage.pipeline.suggest(stage.call(call.user_id), plan), shipped())
            for plan in plans
            if plan is not None
        ]


@given(text=st.one_of(st.sampled_from(ODD), st.text(max_size=150)))
@settings(FEW, max_examples=25)
def test_whatever_is_typed_at_most_25_suggestions_come_that_discord_takes(
    portal: BlockingPortal, far_stage: MatrixStage, text: str
) -> None:
    made = portal.call(typed, far_stage, text)
    assert len(made) == len(far_stage.routes.typing)
    assert all(len(one) <= 25 for one in made)
    assert all(1 <= len(part) <= 100 for one in made for name, value in one.items() for part in (name, value))


@pytest.mark.parametrize("amount", [-1, -(2**31), -(2**63), -(2**70)])
def test_hazard_38_no_command_takes_a_negative_amount(
    portal: BlockingPortal, far_stage: MatrixStage, amount: int
) -> None:
    tried = 0
    for one in SUCCESSES:
        for option in found(far_stage, one.entry[1:]).options:
            if option.kind == "number" and option.name not in PLACES:
                came = portal.call(
                    answered, far_stage, replace(one, options={**one.options, option.name: amount})
                )
                assert (one.entry, option.name, came.outcome != OK) == (one.entry, option.name, True)
                tried += 1
    assert tried
