"""Whatever comes in the options of a command, there is an answer; what was refused has changed nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
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
from tests.matrix.cell import OK
from tests.matrix.people import veteran
from tests.matrix.stage import OPERATOR, MatrixStage, command_of, no_faults
from tests.matrix.table import all_cells

pytestmark = pytest.mark.anyio

HUGE = (0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), 2**70, 10**30)
ODD = (
    *("", " ", "\0", "\ud800", "~", "%", ":", "1:", "é" * 100, "x" * 101, "\u202egnp", "🌙" * 50, "²", "١"),
    *("jelune", "JELUNE", "s", "xp_orb", "__class__", "-1", "@everyone", "`**[a](b)", "ß", "İ"),
)
WRONG = (None, True, 1.5, [], {}, b"x", object())
EVERYTHING = st.one_of(
    st.text(max_size=120), st.sampled_from(ODD), st.integers(), st.sampled_from(HUGE), st.sampled_from(WRONG)
)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)


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


def slashes(stage: MatrixStage) -> Iterator[Slash]:
    return (slash for feature in stage.features for slash in feature.slashes if slash.options)


async def answered(stage: MatrixStage, slash: Slash, options: dict[str, Any]) -> None:
    """Use a command; it must be answered, and refuse only as declared and without a trace."""
    call = stage.call(OPERATOR if slash.operators_only else None)
    stage.behavior.begins.setdefault(call.user_id, veteran(Player(call.user_id)))
    entries = len(stage.store.entries)
    with no_faults():
        came = await stage.used(call, stage.slash(call, f"/{slash.path}", options))
    assert came.message.rich
    if came.outcome == OK:
        return
    assert not came.journaled
    assert len(stage.store.entries) == entries
    if isinstance(came.plan, AskPlayer):
        assert came.outcome in command_of(came.plan)[1] | BEFORE_ALL


PATHS = tuple(one.entry[1:] for one in {c.entry: c for c in all_cells() if c.entry.startswith("/")}.values())


def found(stage: MatrixStage, path: str) -> Slash:
    return next(one for feature in stage.features for one in feature.slashes if one.path == path)


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
@FEW
async def test_options_within_their_schema_are_answered(
    stage: MatrixStage, path: str, data: st.DataObject
) -> None:
    slash = found(stage, path)
    await answered(stage, slash, data.draw(some(slash, wild=False)))


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
@FEW
async def test_options_that_discord_would_never_send_are_answered(
    stage: MatrixStage, path: str, data: st.DataObject
) -> None:
    slash = found(stage, path)
    await answered(stage, slash, data.draw(some(slash, wild=True)))


PRESSES = tuple({one.entry: one for one in all_cells() if not one.entry.startswith("/")}.values())


@pytest.mark.parametrize("press", PRESSES, ids=lambda cell: cell.entry)
@given(
    args=st.lists(
        st.one_of(st.sampled_from(ODD), st.sampled_from(HUGE).map(str), st.text(max_size=60)), max_size=8
    ),
    kept=st.integers(0, 8),
    version=st.sampled_from((0, 1, 2, 2**63)),
)
@FEW
async def test_buttons_and_menus_with_any_arguments_and_of_any_age_are_answered(
    stage: MatrixStage, press: Any, args: list[str], kept: int, version: int
) -> None:
    call = stage.call(OPERATOR if press.entry in ("actor", "actors", "unpark", "shards") else None)
    stage.behavior.begins.setdefault(call.user_id, veteran(Player(call.user_id)))
    entries = len(stage.store.entries)
    mixed = (*press.args[:kept], *args)
    with no_faults():
        came = await stage.used(
            call, stage.plan(call, type(press)(press.entry, OK, mixed, press.given, version))
        )
    assert came.message.rich
    if came.outcome != OK:
        assert not came.journaled
        assert len(stage.store.entries) == entries


@given(custom_id=st.one_of(st.text(max_size=120), st.text(max_size=90).map(lambda text: f"1~{text}")))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
async def test_custom_ids_that_nobody_signed_are_refused(stage: MatrixStage, custom_id: str) -> None:
    plan = stage.routes.press(stage.call(), custom_id, ())
    assert isinstance(plan, Show)
    assert isinstance(plan.value, Refused)
    assert plan.value.code in ("FORBIDDEN", "OUTDATED")


@given(text=st.one_of(st.sampled_from(ODD), st.text(max_size=150)))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
async def test_whatever_is_typed_at_most_25_suggestions_come_that_discord_takes(
    stage: MatrixStage, text: str
) -> None:
    call = stage.call()
    stage.behavior.begins.setdefault(call.user_id, veteran(Player(call.user_id)))
    for path, option in stage.routes.typing:
        plan = stage.routes.suggestions(call, path, option, text)
        assert plan is not None
        with no_faults():
            made = offers(await stage.pipeline.suggest(stage.call(call.user_id), plan), shipped())
        assert len(made) <= 25
        assert all(1 <= len(name) <= 100 and 1 <= len(value) <= 100 for name, value in made.items())


async def test_hazard_38_no_command_takes_a_negative_amount(stage: MatrixStage) -> None:
    tried = 0
    for one in (one for one in all_cells() if one.outcome == OK and one.entry.startswith("/")):
        slash = found(stage, one.entry[1:])
        for name in (option.name for option in slash.options if option.kind == "number"):
            if name in ("page", "tier", "to_tier"):
                continue
            for amount in (-1, -(2**31), -(2**63), -(2**70)):
                tried += 1
                user = OPERATOR if slash.operators_only else None
                call = stage.call(user)
                stage.behavior.begins.setdefault(call.user_id, one.given(Player(call.user_id)))
                plan = stage.slash(call, one.entry, {**one.options, name: amount})
                came = await stage.used(call, plan)
                assert (one.entry, name, came.outcome == OK, came.journaled) == (one.entry, name, False, 0)
    assert tried > 40
