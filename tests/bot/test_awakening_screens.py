"""What players read and are offered before an awakening and after it."""

from dataclasses import replace
from typing import Any

import pytest

from reve.bot.screens import awakening
from reve.bot.screens.screen import Screen
from reve.game.vocabulary.awakening import Awakened, AwakeningCost, AwakeningShown
from tests.bot.samples import context
from tests.bot.test_screens import buttons_of, read

SHOWN = AwakeningShown(
    species="blazeblob",
    stars=0,
    failures=0,
    cost=AwakeningCost(1, 1, 8, 2_000, 10_000),
    stone=True,
    stone_helps=False,
    quantity=5,
    fragments=50,
    revies=50_000,
    stones=2,
    power=100,
    power_after=120,
    gain=60,
    version=7,
)
AWAKENED = Awakened(
    species="blazeblob",
    star=5,
    success=True,
    copies=5,
    fragments=8,
    revies=10_000,
    stone=False,
    chance_bp=6_000,
    roll=1,
    failures=0,
    fragment="",
    fragments_gained=0,
    quantity=3,
    power=200,
    power_before=180,
)


def shown(**parts: Any) -> Screen:
    return awakening.shown(replace(SHOWN, **parts), context())


def done(**parts: Any) -> Screen:
    return awakening.done(replace(AWAKENED, **parts), context())


def test_a_stone_that_saves_nothing_is_said_to_and_the_way_without_it_is_offered() -> None:
    assert "A stone saves nothing on this star" in read(shown())
    offered = buttons_of(shown())
    assert "Awaken" not in offered
    without = offered["Awaken without a stone"]
    assert (without.act.action, without.act.args, without.act.version) == ("awaken", ("blazeblob", "0"), 7)
    assert not without.disabled


@pytest.mark.parametrize("lacking", [{"quantity": 1}, {"fragments": 7}, {"revies": 1_999}])
def test_the_way_without_a_stone_takes_all_else_that_a_star_takes(lacking: dict[str, int]) -> None:
    assert buttons_of(shown(**lacking))["Awaken without a stone"].disabled


@pytest.mark.parametrize("parts", [{"stone": False}, {"stone_helps": True, "stars": 2}])
def test_a_stone_that_helps_or_is_not_asked_for_is_not_spoken_against(parts: dict[str, Any]) -> None:
    assert "saves nothing" not in read(shown(**parts))
    assert next(iter(buttons_of(shown(**parts)))) == "Awaken"


def test_after_the_last_star_no_next_one_is_offered() -> None:
    assert "The next star" not in buttons_of(done())
    assert "The next star" in buttons_of(done(star=4))
    assert "The next star" in buttons_of(done(success=False, fragment="tier:1"))
