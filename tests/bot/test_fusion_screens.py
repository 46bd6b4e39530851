"""What players read and are offered before a fusion and after it."""

from dataclasses import replace
from typing import Any

import pytest

from reve.bot.screens import fusion
from reve.bot.screens.screen import Screen
from reve.game.vocabulary.fusion import Fused, FusionAttempt, FusionChance, FusionShown
from tests.bot.samples import context
from tests.bot.test_screens import buttons_of, read

CHANCE = FusionChance(8_500, 10_000, 0, 0, 0, False, 8_500)
SHOWN = FusionShown(
    first="blazeblob",
    second="shynix",
    tier=1,
    chance=CHANCE,
    elements=("verdant",),
    cost=1_000,
    revies=50_000,
    steps=0,
    fragments_needed=0,
    fragments=25,
    catalysts=0,
    most_attempts=9,
    version=7,
)
FUSED = Fused(
    first="blazeblob",
    second="shynix",
    tier=1,
    asked=1,
    attempts=(FusionAttempt(True, 8_500, 1, "blazeblob", False, 0),),
    revies_spent=1_000,
    fragments_spent=0,
    steps=0,
    catalyst=False,
    failures=0,
    left=(3, 3),
    stopped=None,
    version=8,
)


def certain(seen: FusionShown, catalysts: int) -> FusionShown:
    """The same with a catalyst for each try."""
    return replace(seen, chance=replace(seen.chance, catalyst=True, total_bp=10_000), catalysts=catalysts)


def shown(**parts: Any) -> Screen:
    return fusion.shown(replace(SHOWN, **parts), context())


def done(**parts: Any) -> Screen:
    return fusion.done(replace(FUSED, **parts), context())


# -- before it ---------------------------------------------------------------------------------------


def test_a_chance_that_is_cut_names_what_it_is_cut_to() -> None:
    cut = FusionChance(8_500, 10_000, 710, 1_500, 0, False, 9_500, capped_bp=9_500)
    assert "At most** 95 %" in read(shown(chance=cut))
    assert "At most" not in read(shown())


def test_what_is_certain_is_not_said_to_fail() -> None:
    assert "If it fails" in read(shown())
    assert "If it fails" not in read(fusion.shown(certain(SHOWN, 3), context()))


def test_a_catalyst_is_part_of_the_cost() -> None:
    assert "Fusion Catalyst" not in read(shown(catalysts=3))
    assert "Fusion Catalyst** 1 (you have 3)" in read(fusion.shown(certain(SHOWN, 3), context()))


def test_the_cost_is_that_of_as_many_tries_as_the_button_makes() -> None:
    seen = certain(replace(SHOWN, count=3, steps=2, fragments_needed=2), 5)
    text = read(fusion.shown(seen, context()))
    assert "3 × 1,000 = 3,000 revies (you have 50,000)" in text
    assert "6 of 25" in text
    assert "Fusion Catalyst** 3 (you have 5)" in text
    assert "**Cost** 1,000 revies (you have 50,000)" in read(shown())


def test_no_more_is_offered_with_catalysts_than_there_are() -> None:
    offered = buttons_of(shown(count=3, catalysts=2))
    assert offered["Fuse 3 ×"].act.args[-1] == "3"
    assert offered["Fuse 2 × with a catalyst each"].act.args[-2:] == ("1", "2")
    assert buttons_of(shown(catalysts=2))["Fuse with a catalyst"].act.args[-2:] == ("1", "1")


def test_a_fusion_with_a_catalyst_that_is_not_there_is_not_to_be_pressed() -> None:
    assert buttons_of(fusion.shown(certain(SHOWN, 0), context()))["Fuse with a catalyst"].disabled


# -- after it ----------------------------------------------------------------------------------------


def test_a_fusion_is_offered_again_only_where_it_can_be_made_again() -> None:
    assert not buttons_of(done())["Fuse again"].disabled
    assert "Fuse again" not in buttons_of(done(again=False))
    assert "Fuse again" not in buttons_of(done(stopped="INSUFFICIENT"))


@pytest.mark.parametrize("left", [(0, 3), (3, 0), (0, 0)])
def test_the_chance_of_what_is_gone_is_not_offered(left: tuple[int, int]) -> None:
    assert "Chance and results" not in buttons_of(done(left=left))
    assert "Chance and results" in buttons_of(done(left=(1, 1)))


def test_catalysts_that_were_spent_have_their_own_name() -> None:
    assert "1 × Fusion Catalyst" in read(done(catalyst=True))
