"""Boss fights on screen: what commands and buttons ask for, and what a player reads."""

import pytest

from reve.bot.custom_ids import Act
from reve.bot.fight_views import FightRatesShown
from reve.bot.plan import AskPlayer, Place
from reve.bot.screens import fight_rates
from reve.bot.screens.boss import ended, fight
from reve.bot.screens.refusals import refused
from reve.bot.screens.screen import Button, Buttons, Progress, Screen
from reve.game import refusals
from reve.game.bundle import Bundle
from reve.game.combat import begun
from reve.game.commands import Action
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.fight import Working
from reve.game.fight_rates import fights
from reve.game.vocabulary.combat import FightEnded, FightShown, Flee, ShowFight, Spoils, Strike
from reve.playground.seen import Message
from tests.bot.samples import context
from tests.bot.stage import Stage
from tests.bot.test_commands import action, press, slash
from tests.bot.test_screens import faults, read
from tests.game import fighting
from tests.game.sample import Play, moment

pytestmark = pytest.mark.anyio


def shown(one: Play) -> FightShown:
    """The fight of a player as it stands."""
    reply = one.do(ShowFight())
    assert isinstance(reply, FightShown)
    return reply


def buttons(screen: Screen) -> list[Button]:
    return [button for piece in screen.pieces if isinstance(piece, Buttons) for button in piece.buttons]


def fighting_player() -> Play:
    one = fighting.army(30)
    one.have(supports={"support1": "muddroot"})
    fighting.begin(one)
    return one


@pytest.mark.parametrize(
    ("path", "due"),
    [
        ("boss status", ShowFight()),
        ("boss basic", Strike("basic")),
        ("boss ultimate", Strike("ultimate")),
        ("boss support1", Strike("support1")),
        ("boss support2", Strike("support2")),
        ("boss flee", Flee()),
    ],
)
def test_a_command_of_the_fight_asks_for_its_action(path: str, due: Action) -> None:
    assert action(slash(path)) == due


def test_a_button_asks_for_the_round_and_the_fight_that_it_was_shown_with() -> None:
    assert action(press(Act("boss.act", ("41", "ultimate"), 3))) == Strike("ultimate", 3, 41)
    assert action(press(Act("boss.flee", ("41",), 3))) == Flee(3, 41)
    plan = press(Act("boss"))
    assert isinstance(plan, AskPlayer)
    assert plan.place is Place.IN_PLACE


def test_the_screen_shows_both_sides_and_what_each_action_costs() -> None:
    one = fighting_player()
    screen = fight(shown(one), context())
    bars = [piece for piece in screen.pieces if isinstance(piece, Progress)]
    assert [bar.label for bar in bars[:2]] == ["Boss", "Your army"]
    assert (bars[0].done, bars[0].total) == (1_600, 1_600)
    labels = [button.label for button in buttons(screen)]
    assert labels == ["Lightning Bolt (1)", "Thunder Strike (2)", "Nature's Blessing (1)", "Flee"]
    assert "Warden of the First Mile" in read(screen)
    assert faults(screen) == []


def test_what_rests_cannot_be_pressed_and_says_for_how_long() -> None:
    one = fighting_player()
    fighting.fought(one, "ultimate")
    rests = buttons(fight(shown(one), context()))[1]
    assert (rests.label, rests.disabled) == ("Thunder Strike · 3 rounds", True)


def test_a_round_is_told_line_by_line() -> None:
    one = fighting_player()
    reply = fighting.fought(one, "support1")
    assert isinstance(reply, FightShown)
    text = read(fight(reply, context()))
    for said in ("ou deal **", "You bring Regeneration, Defense boost.", "boss deals **", "Round 2"):
        assert said in text
    assert "At work: Regeneration (2), Defense boost (1)" in text


def test_the_beginning_introduces_the_boss() -> None:
    one = fighting_player()
    draft = Draft(one.state, moment(9, world=fighting.pack()), evolve, username="Ada", locale=None)
    assert "It has watched the path" in read(fight(begun(draft), context()))


def test_stacks_and_what_waits_are_named() -> None:
    seen = shown(fighting_player())
    own = fighting.side(effects=(Working("overcharge", 0, (5_500,), until_used=True),))
    foe = fighting.side(effects=(Working("burn", 2, (5, 4, 3)),))
    now = fighting.fight("jelune", own=own, foe=foe)
    text = read(fight(FightShown(now, seen.actions, seen.stamina), context()))
    assert "At work: Burn × 3 (2)" in text
    assert "At work: Overcharge" in text


@pytest.mark.parametrize(
    ("outcome", "said"), [("won", "Victory!"), ("lost", "the quest stays next"), ("fled", "lets you go")]
)
def test_an_end_says_how_it_ended(outcome: str, said: str) -> None:
    screen = ended(FightEnded(outcome, fighting.fight("jelune")), context())
    assert said in read(screen)
    assert [button.act.action for button in buttons(screen)] == ["quest"]
    assert faults(screen) == []


def test_a_victory_lists_its_spoils() -> None:
    spoils = Spoils(Bundle(revies=500, xp=96), captured="muddroot", new=True, rank=1)
    text = read(ended(FightEnded("won", fighting.fight("jelune"), spoils=spoils), context()))
    for said in ("**500** revies", "Muddroot comes along with you", "the last quest of rank 1"):
        assert said in text


def test_a_refusal_in_a_fight_leads_back_to_it() -> None:
    screen = refused(refusals.boss_active("area_1_a"), context())
    assert "in a fight with Warden of the First Mile" in read(screen)
    assert [button.act for button in buttons(screen)] == [Act("boss")]


def test_a_refusal_of_what_rests_names_it() -> None:
    assert "The ultimate rests" in read(refused(refusals.on_cooldown("ultimate", 3), context()))


def test_the_odds_of_fights_are_those_of_the_tables() -> None:
    text = read(fight_rates.fights(FightRatesShown(fights(fighting.pack())), context()))
    for said in ("85 %", "115 %", "critical with 10 %", "to 50 % at most", "comes with 30 %", "31 %", "48 %"):
        assert said in text
    assert "Above 25 % of its health: power 150 · Burn with 30 % each" in text


def basic(message: Message) -> str:
    """The label of the basic attack's button."""
    return next(button.label for button in message.buttons if button.label.endswith("(1)"))


async def test_a_boss_is_fought_with_buttons_that_know_their_round(stage: Stage) -> None:
    await stage.begin()
    for _ in range(7):
        await stage.slash("quest go")
    began = await stage.slash("quest go")
    assert "Round 1 " in began.text
    label, other = basic(began), await stage.slash("boss status")
    assert "ou deal **" in (await stage.press(began, label)).text
    before = stage.journaled(stage.ada)
    assert before[-1] == "combat.strike"
    stale = await stage.press(other, label)
    assert "Round 1 " not in stale.text
    assert stage.journaled(stage.ada) == before
    assert "You are in a fight" in (await stage.slash("quest go")).text
    assert "You have fled" in (await stage.slash("boss flee")).text
    assert "You are in no boss fight" in (await stage.slash("boss status")).text
