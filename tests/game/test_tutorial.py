"""The tutorial: one hint at a time, each once, in the order of the pack, whatever is done when."""

from dataclasses import replace

from reve.content.loading import load_catalogue
from reve.game import commands
from reve.game.news import WithNews
from reve.game.state import Player
from reve.game.vocabulary.echo import OpenEchoes
from reve.game.vocabulary.fusion import Fuse
from reve.game.vocabulary.team import SetMember
from tests.game.sample import Play, catalogue

STEPS = ("reve", "quest", "echo", "fusion", "leader", "daily")


def pupil() -> Play:
    sample = catalogue()
    return Play(Player(7), world=replace(sample, holding=replace(sample.holding, tutorial=STEPS)))


def hints(play: Play, action: commands.Action) -> list[str]:
    reply = play.do(action)
    return [one.id for one in reply.news if one.kind == "hint"] if isinstance(reply, WithNews) else []


def test_each_step_is_hinted_at_when_the_one_before_is_done() -> None:
    play = pupil()
    assert hints(play, commands.Start("focused")) == ["reve"]
    assert hints(play, commands.UseItem("xp_orb")) == []
    assert hints(play, commands.Pull(1)) == ["quest"]
    play.have(counters={**play.state.counters, "total_quests_completed": 1})
    assert hints(play, commands.UseItem("xp_orb")) == ["echo"]
    assert hints(play, OpenEchoes("faded", 1)) == ["fusion"]
    play.own({"jelune": 5, "muddroot": 1})
    assert hints(play, Fuse("jelune", "jelune")) == ["leader"]
    assert hints(play, SetMember("leader", "muddroot")) == ["daily"]
    assert hints(play, commands.ClaimDaily()) == []
    assert play.state.tutorial_step == len(STEPS)


def test_what_was_done_before_its_turn_is_passed_over() -> None:
    play = pupil()
    play.do(commands.Start("focused"))
    play.do(commands.ClaimDaily())
    play.do(OpenEchoes("faded", 1))
    play.have(counters={**play.state.counters, "total_quests_completed": 1})
    assert hints(play, commands.Pull(1)) == ["fusion"]


def test_a_refusal_and_a_view_bring_no_hint() -> None:
    play = pupil()
    play.do(commands.Start("focused"))
    assert hints(play, commands.Start("focused")) == []
    assert hints(play, commands.ShowProfile()) == []
    assert play.state.tutorial_step == 0


def test_the_shipped_steps_are_those_of_the_first_minutes() -> None:
    assert load_catalogue().holding.tutorial == STEPS
