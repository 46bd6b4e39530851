"""What players see of a festival, and what operators are told when they call one."""

from dataclasses import replace
from typing import Any

import pytest

from reve.bot.custom_ids import Seals
from reve.bot.growth_views import FusionRatesShown
from reve.bot.rendering import Renderer
from reve.bot.screens.help import TOPICS
from reve.bot.screens.registry import LAYOUTS
from reve.bot.views import HelpShown
from reve.bot.words.catalogue import Library
from reve.game.bundle import Bundle
from reve.game.festival import KEYS
from reve.game.growth_rates import fusions
from reve.game.replies import DailyClaimed
from reve.game.vocabulary.world import MultiplierChanged
from reve.game.world import Festival, World
from tests.bot.samples import CALL, context
from tests.bot.stage import SmallCards, shipped, shipped_world
from tests.bot.test_screens import faults, read

SPRING = Festival(20_000, CALL.issued_at_ms, CALL.issued_at_ms + 1_000, "*spring*", 1)
PLACES = (
    HelpShown("start", TOPICS),
    DailyClaimed(1, 1, 7, Bundle(revies=5), False, {}, 0, None),
    FusionRatesShown(fusions(shipped())),
)


def text_of(shown: Any, *festivals: tuple[str, Festival]) -> str:
    screen = LAYOUTS[type(shown)](shown, replace(context(), festivals=festivals))
    assert faults(screen) == []
    return read(screen)


@pytest.mark.parametrize("shown", PLACES)
def test_players_see_what_is_multiplied_until_when_and_why(shown: Any) -> None:
    text = text_of(shown, ("fusion", SPRING))
    assert "chance of a fusion × 200 %" in text
    assert "\\*spring\\*" in text
    assert "Festival" not in text_of(shown)


def test_the_odds_of_fusion_name_no_other_festival() -> None:
    assert "Festival" not in text_of(PLACES[2], ("xp", SPRING))


@pytest.mark.parametrize("key", [*KEYS, "of a later release"])
def test_a_festival_is_confirmed_with_its_span_and_reason(key: str) -> None:
    on, off = (MultiplierChanged(key, bp, 0, 1_000, "*spring*") for bp in (20_000, 10_000))
    assert "200 %" in text_of(on)
    assert "No festival" in text_of(off)


@pytest.mark.anyio
@pytest.mark.parametrize(("late_ms", "seen"), [(0, True), (1_000, False)])
async def test_a_screen_shows_the_festivals_of_the_moment_of_its_call(late_ms: int, seen: bool) -> None:
    def world() -> World:
        return replace(shipped_world(), festivals={"xp": SPRING})

    renderer = Renderer(Library.read(), world, LAYOUTS, SmallCards(), Seals(b"secret"))
    call = replace(CALL, id=CALL.id + (late_ms << 22))
    message = await renderer.render(PLACES[0], call)
    assert ("Festival" in message.plain) is seen
