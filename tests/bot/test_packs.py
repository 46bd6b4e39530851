"""What operators are told of a content pack that they reload."""

from typing import Any

import pytest

from reve.bot.call import Options
from reve.bot.plan import Read
from reve.bot.screens.registry import LAYOUTS
from reve.bot.screens.world import FAULTS_SHOWN
from reve.bot.views import PackRefused
from reve.game.vocabulary.world import PackChanged
from tests.bot.samples import CALL, context
from tests.bot.test_commands import table
from tests.bot.test_screens import faults, read


def text_of(shown: Any) -> str:
    screen = LAYOUTS[type(shown)](shown, context())
    assert faults(screen) == []
    return read(screen)


@pytest.mark.anyio
async def test_a_refused_pack_is_told_with_file_place_and_reason() -> None:
    plan = table().slash(CALL, "admin system reload", Options({"reason": "balance"}))
    assert isinstance(plan, Read)
    text = text_of(await plan.get()).replace("\\", "")
    assert all(part in text for part in ("pack.yaml", "(line 3)", "version", "it is missing"))
    assert "Nothing was changed" in text


@pytest.mark.parametrize("count", [1, FAULTS_SHOWN, 500])
def test_many_faults_fit_on_the_screen_with_the_number_of_the_others(count: int) -> None:
    text = text_of(PackRefused("*" * 90, ("reve.yaml (line 3): weights: " + "x" * 150,) * count))
    assert str(count) in text
    assert (f"{count - FAULTS_SHOWN}" in text) is (count > FAULTS_SHOWN) or count == FAULTS_SHOWN


@pytest.mark.parametrize("before", [0, 1])
def test_a_pack_in_force_is_confirmed_with_the_one_before(before: int) -> None:
    text = text_of(PackChanged(2, before, "*balance*"))
    assert ("none" in text) is not before
    assert "balance" in text
