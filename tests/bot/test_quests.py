"""What a player reads after quests, and what is offered next."""

from dataclasses import replace

from reve.bot.screens.quests import done
from reve.bot.screens.screen import Button, Buttons, Screen
from reve.game.shown import GaugeShown
from reve.game.vocabulary.quest import AreaStanding, QuestsDone
from reve.game.world import Festival
from tests.bot.samples import CALL, context
from tests.bot.test_screens import faults, read

STANDING = AreaStanding(
    "area_1", rank=1, done=3, mastered=False, open=True, current=True, level=1, needs=None
)
RUNS = QuestsDone(
    standing=STANDING,
    asked=10,
    quests=(3, 3, 3),
    energy_spent=18,
    revies=600,
    xp=108,
    captured=(),
    found={},
    discarded={},
    levels=None,
    energy=GaugeShown(2, 100, 300_000, None, None),
    certain_in=17,
    charm_left=0,
    stopped=None,
    next=4,
)
HARVEST = Festival(20_000, CALL.issued_at_ms, CALL.issued_at_ms + 1_000, "harvest", 1)


def offered(screen: Screen) -> list[Button]:
    return [button for piece in screen.pieces if isinstance(piece, Buttons) for button in piece.buttons]


def test_the_quest_that_was_repeated_is_named_by_its_number() -> None:
    screen = done(RUNS, context())
    assert faults(screen) == []
    assert [button.label for button in offered(screen)][1] == "Quest 3 × 10"


def test_who_runs_out_of_energy_is_told_so_and_led_to_potions() -> None:
    screen = done(replace(RUNS, stopped="INSUFFICIENT"), context())
    assert "Stopped after 3 of 10: your energy ran out" in read(screen)
    assert "Inventory" in [button.label for button in offered(screen)]
    assert "Inventory" not in [button.label for button in offered(done(RUNS, context()))]


def test_only_festivals_of_quests_are_told_with_them() -> None:
    of_fusion = replace(context(), festivals=(("fusion", HARVEST),))
    of_revies = replace(context(), festivals=(("revies", HARVEST),))
    assert "Festival" not in read(done(RUNS, of_fusion))
    assert "Festival" in read(done(RUNS, of_revies))
