"""The published odds are shown a range of levels at a time, and all of them can be reached."""

import pytest

from reve.bot.growth_views import EchoRatesShown
from reve.bot.screens import growth_rates as growth_screens
from reve.bot.screens import rates as screens
from reve.bot.screens.screen import Screen, Select
from reve.bot.views import ReveRatesShown
from reve.bot.words import numbers
from reve.game.growth_rates import echoes
from reve.game.rates import rates
from tests.bot.samples import context
from tests.bot.stage import Stage, shipped
from tests.bot.test_screens import faults, read


def levels_of(screen: Screen) -> Select:
    return next(
        piece
        for piece in screen.pieces
        if isinstance(piece, Select) and "levels" in piece.placeholder.lower()
    )


def test_each_range_of_levels_of_the_reve_shows_every_tier_of_it() -> None:
    odds = rates(shipped())
    for place, row in enumerate(odds.rows):
        screen = screens.reve(ReveRatesShown(odds, place), context())
        assert faults(screen) == []
        assert [choice.value for choice in levels_of(screen).choices if choice.chosen] == [str(place)]
        for one in row.tiers:
            assert f" {numbers.share(one.weight, odds.total_weight)} (" in read(screen)


def test_the_menu_of_levels_leads_to_each_range_of_an_echo() -> None:
    for odds in echoes(shipped()):
        for place in range(len(odds.ranges)):
            screen = growth_screens.echo(EchoRatesShown(odds, (odds.kind,), place), context())
            assert faults(screen) == []
            assert len(levels_of(screen).choices) == len(odds.ranges)


@pytest.mark.anyio
async def test_other_levels_are_shown_in_place(stage: Stage) -> None:
    await stage.begin()
    shown = await stage.slash("rates")
    assert "XII" not in shown.text
    other = await (await stage.client.select(stage.ada, shown, ["5"])).reply()
    assert "Level 200" in other.text
    assert "XII" in other.text
