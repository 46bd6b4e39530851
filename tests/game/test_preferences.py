"""Preferences: titles that are carried, the favorite element, and hiding from the boards."""

from dataclasses import replace

import pytest

from reve.game import commands, events
from reve.game.shown import ProfileShown, Refused
from reve.game.standings import standings
from reve.game.vocabulary.preferences import (
    CarryTitle,
    ChangeSettings,
    FavorElement,
    FavoriteChanged,
    FavoriteShown,
    SettingsChanged,
    SettingsShown,
    ShowSettings,
    TitleChanged,
    TitlesShown,
)
from reve.game.vocabulary.ranking import NameShown, ShowName
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, of_type, started


def titled() -> Play:
    play = started()
    play.have(person=replace(play.state.person, titles=("paragon",)))
    return play


@pytest.mark.parametrize("typed", ["paragon", "Paragon", " PARAGON "])
def test_a_title_that_is_owned_can_be_carried(typed: str) -> None:
    play = titled()
    assert play.do(CarryTitle(typed)) == TitlesShown("paragon", ("paragon",))
    assert play.do(ShowName()) == NameShown("Ada", "paragon", hidden=False)
    profile = play.do(commands.ShowProfile())
    assert isinstance(profile, ProfileShown)
    assert profile.title == "paragon"


def test_a_title_can_be_put_down_again() -> None:
    play = titled()
    play.do(CarryTitle("paragon"))
    assert play.do(CarryTitle("")) == TitlesShown(None, ("paragon",))
    assert [(event.old, event.new) for event in of_type(play.events, TitleChanged)] == [
        (None, "paragon"),
        ("paragon", None),
    ]


def test_carrying_what_is_carried_writes_nothing() -> None:
    play = titled()
    play.do(CarryTitle("paragon"))
    assert play.decide(CarryTitle("paragon")).events == ()
    assert play.decide(CarryTitle()).events == ()


@pytest.mark.parametrize(("title", "reason"), [("king", "unknown"), ("paragon", "not_owned")])
def test_a_title_that_is_not_there_or_not_owned_is_refused(title: str, reason: str) -> None:
    refused = started().refused(CarryTitle(title))
    assert refused.params == {"field": "title", "reason": reason}


def test_a_favorite_is_chosen_once_a_day() -> None:
    play = started()
    midnight = NOON_MS + DAY_MS // 2
    assert play.do(FavorElement()) == FavoriteShown(None, None)
    assert play.do(FavorElement("umbral")) == FavoriteShown("umbral", midnight)
    refused = play.refused(FavorElement("inferno"))
    assert refused.code == "ALREADY_CLAIMED"
    assert refused.params == {"key": "favorite", "next_at_ms": midnight}
    play.now_ms = midnight
    assert play.do(FavorElement("inferno")) == FavoriteShown("inferno", midnight + DAY_MS)
    assert [event.new for event in of_type(play.events, FavoriteChanged)] == ["umbral", "inferno"]


def test_hazard_23_a_favorite_changes_nothing_that_others_draw_from() -> None:
    before = catalogue().reve
    play = started()
    play.do(FavorElement("umbral"))
    assert catalogue().reve is before
    assert play.world is catalogue()


def test_an_unknown_element_is_refused() -> None:
    assert started().refused(FavorElement("ice")).params["field"] == "element"


def test_who_hides_leaves_every_board_and_comes_back_to_all() -> None:
    play = started()
    seen = standings(play.state, catalogue())
    assert play.do(ChangeSettings(hidden=True)) == SettingsShown(hidden=True)
    assert {one.value for one in standings(play.state, catalogue())} == {0}
    assert play.do(ShowSettings()) == SettingsShown(hidden=True)
    play.do(ChangeSettings(hidden=False))
    assert standings(play.state, catalogue()) == seen
    assert len(list(of_type(play.events, SettingsChanged))) == 2


def test_a_setting_that_stays_writes_nothing() -> None:
    assert started().decide(ChangeSettings(hidden=False)).events == ()


def test_who_has_not_begun_has_no_preferences() -> None:
    refused = Play().do(FavorElement("umbral"))
    assert isinstance(refused, Refused)
    assert not list(of_type([], events.PlayerRegistered))
