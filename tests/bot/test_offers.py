"""Screens and completions offer what can be done, and say what they list."""

from dataclasses import replace

import pytest

from reve.bot.commands.catalogue import routes
from reve.bot.custom_ids import Seals
from reve.bot.plan import AskPlayer
from reve.bot.screens.registry import LAYOUTS
from reve.bot.screens.screen import Listing, Note, Screen, Text
from reve.bot.suggestions import offers
from reve.game.commands import Action, ClaimDaily, Pull, ShowEsprit, ShowProfile
from reve.game.news import WithNews
from reve.game.vocabulary.goals import ShowCollection
from reve.game.vocabulary.preferences import ChangeSettings, ShowSettings, SuggestTitles, TitlesSuggested
from reve.game.vocabulary.quest import QuestsSuggested, SuggestQuests
from tests.bot.samples import CALL, context, every_feature
from tests.bot.stage import shipped
from tests.bot.test_screens import buttons_of
from tests.game.sample import DAY_MS, Play, started


def newcomer() -> Play:
    """A player who has just begun, with the shipped content."""
    return started(next(iter(shipped().classes)), world=shipped())


def screen(play: Play, action: Action) -> Screen:
    """The screen of what a command is answered with."""
    reply = play.do(action)
    shown = reply.reply if isinstance(reply, WithNews) else reply
    return LAYOUTS[type(shown)](shown, context())


def enabled(shown: Screen) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [label for label, button in buttons_of(shown).items() if not button.disabled]


def notes(shown: Screen) -> list[str]:
    return [piece.text for piece in shown.pieces if isinstance(piece, Note)]


# -- buttons ------------------------------------------------------------------------------------------


def test_a_profile_offers_a_pull_while_there_are_charges() -> None:
    play = newcomer()
    assert "Pull" in enabled(screen(play, ShowProfile()))
    play.do(Pull(shipped().reve.max_charges))
    assert "Pull" not in enabled(screen(play, ShowProfile()))
    play.wait(shipped().reve.interval_ms)
    assert "Pull" in enabled(screen(play, ShowProfile()))


def test_a_profile_offers_the_daily_reward_once_a_day() -> None:
    play = newcomer()
    assert "Daily reward" in enabled(screen(play, ShowProfile()))
    play.do(ClaimDaily())
    assert "Daily reward" not in enabled(screen(play, ShowProfile()))
    play.wait(DAY_MS)
    assert "Daily reward" in enabled(screen(play, ShowProfile()))


@pytest.mark.parametrize(("level", "offered"), [(1, False), (2, False), (3, True)])
def test_awakening_is_offered_from_the_level_that_opens_it(level: int, offered: bool) -> None:
    play = newcomer()
    assert play.state.leader is not None
    play.own({play.state.leader: 9})
    play.at_level(level)
    assert ("Awaken" in enabled(screen(play, ShowEsprit()))) is offered


# -- completions --------------------------------------------------------------------------------------


def titles(play: Play, text: str) -> list[str]:
    plan = routes(every_feature(), Seals(b"secret")).suggestions(CALL, "title", "title", text)
    assert isinstance(plan, AskPlayer)
    return list(offers(play.do(plan.action), shipped()))


def test_only_titles_that_are_owned_are_suggested() -> None:
    play = newcomer()
    assert titles(play, "") == []
    play.have(person=replace(play.state.person, titles=("paragon", "novice")))
    assert titles(play, "") == ["Paragon", "Novice"]
    assert titles(play, " PAR") == ["Paragon"]
    assert titles(play, "emperor") == []


def test_titles_that_begin_with_the_text_come_first_and_unknown_ones_not_at_all() -> None:
    play = newcomer()
    play.have(person=replace(play.state.person, titles=("gone", "paragon", "novice")))
    assert play.do(SuggestTitles("n")) == TitlesSuggested(("novice", "paragon"))


def test_news_wait_for_more_than_what_is_being_typed() -> None:
    play = newcomer()
    play.have(notices=replace(play.state.notices, blocked=True))
    told = play.decide(SuggestTitles())
    assert (told.reply, told.events) == (TitlesSuggested(()), ())
    told = play.decide(SuggestQuests())
    assert (told.reply, told.events) == (QuestsSuggested("area_1", (1,)), ())


# -- what is listed -----------------------------------------------------------------------------------


def test_the_rarest_esprits_stand_under_a_heading() -> None:
    pieces = screen(newcomer(), ShowCollection()).pieces
    listed = next(at for at, piece in enumerate(pieces) if isinstance(piece, Listing))
    assert pieces[listed - 1] == Text("**Your rarest**")


def test_what_is_missing_says_how_many_of_it_are_listed() -> None:
    play = newcomer()
    first = "Listed are the first 50 of them, from the lowest tier on."
    assert first in notes(screen(play, ShowCollection("missing")))
    assert first not in notes(screen(play, ShowCollection("missing", tier=3)))


@pytest.mark.parametrize("action", [ShowSettings(), ChangeSettings(True), ChangeSettings(False)])
def test_settings_say_that_the_boards_follow_a_change_later(action: Action) -> None:
    assert "The leaderboards follow a change within a few minutes." in notes(screen(newcomer(), action))
