"""Goals: achievements, codex and milestones pay once, in the delta of the command that reached them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import attainment, commands, esprit, events, goods
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.goals import Achievement, CodexSet, Goals
from reve.game.news import News, WithNews
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.goals import (
    AchievementsShown,
    AchievementUnlocked,
    CodexCompleted,
    CodexSetShown,
    CodexShown,
    MilestoneReached,
    PackAdopted,
    PointsRewarded,
    ShowAchievements,
    ShowCodex,
)
from tests.game.sample import Play, catalogue, moment, of_type, started
from tests.game.test_behavior import scripts


def goal(id_: str, metric: str, value: int, points: int = 0, **reward: int) -> Achievement:
    return Achievement(id_, id_.title(), "A sample.", "collection", metric, value, points, Bundle(**reward))  # type: ignore[arg-type]


def with_goals(
    *achievements: Achievement,
    points: dict[int, Bundle] | None = None,
    sets: dict[str, tuple[str, ...]] | None = None,
    milestones: dict[int, Bundle] | None = None,
    version: int = 1,
) -> Catalogue:
    goals = Goals(
        achievements={one.id: one for one in achievements},
        points=points or {},
        sets={
            name: CodexSet(name, name, "", species, Bundle(revies=50_000, erythl=10))
            for name, species in (sets or {}).items()
        },
        collection=replace(catalogue().goals.collection, milestones=milestones or {}),
    )
    return replace(catalogue(), goals=goals, version=version)


GOALS = with_goals(
    goal("puller", "reve_pulls", 3, 60, revies=500),
    goal("regular", "best_daily_streak", 1, 40, erythl=5),
    goal("climber", "level", 2, 10, erythl=1),
    goal("keeper", "unique_discovered", 5, 5, revies=1),
    points={100: Bundle(erythl=50), 110: Bundle(xp=100)},
    sets={"pair": ("blazeblob", "jelune"), "all_starters": ("blazeblob", "jelune", "droozle")},
    milestones={3: Bundle(revies=30), 4: Bundle(revies=40)},
)


def discover(play: Play, *species: str) -> tuple[News, ...]:
    """Let species be discovered by one command, and what that reaches be granted."""
    draft = Draft(play.state, moment(world=play.world), evolve, username="Ada", locale=None)
    for name in species:
        esprit.gain(draft, name, 1, "test")
    news = attainment.attain(draft, play.state)
    play.state = draft.state
    play.events += draft.events
    return news


def news_of(reply: object) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, one.id) for one in reply.news) if isinstance(reply, WithNews) else ()


def test_a_goal_pays_in_the_command_that_reaches_it() -> None:
    play = started(world=GOALS)
    assert ("achievement", "puller") not in news_of(play.do(commands.Pull(2)))
    revies = play.balance("revies")
    reply = play.do(commands.Pull(1))
    assert ("achievement", "puller") in news_of(reply)
    assert play.balance("revies") >= revies + 500
    assert play.state.achievement_points >= 60
    assert "achievement:puller" in play.state.claims.granted


def test_hazard_18_nothing_that_was_claimed_is_ever_paid_again() -> None:
    play = started(world=GOALS)
    assert ("codex", "pair") in ((one.kind, one.id) for one in discover(play, "blazeblob", "jelune"))
    for pack in range(2, 6):  # neither time, nor new packs, nor discovering more
        play.world = replace(GOALS, version=pack)
        play.wait(25 * 60 * 60_000)
        discover(play, "droozle", "gloomb", "shynix")
    completed = [event.id for event in of_type(play.events, CodexCompleted)]
    assert sorted(completed) == ["all_starters", "pair"]
    keys = [event.key for event in of_type(play.events, events.RewardGranted)]
    assert len(keys) == len(set(keys))


def test_hazard_19_a_milestone_that_is_jumped_over_is_reached_all_the_same() -> None:
    play = started(world=GOALS)
    news = discover(play, "blazeblob", "droozle", "gloomb", "shynix", "muddroot")
    assert [(one.kind, one.id) for one in news if one.kind == "milestone"] == [
        ("milestone", "3"),
        ("milestone", "4"),
    ]
    assert discover(play, "blazeblob") == ()
    assert [event.n for event in of_type(play.events, MilestoneReached)] == [3, 4]


def test_one_discovery_may_complete_several_sets() -> None:
    play = started("vigorous", world=GOALS)
    play.own({"droozle": 1})
    news = discover(play, "blazeblob", "jelune")
    assert {one.id for one in news if one.kind == "codex"} == {"pair", "all_starters"}


def test_a_species_that_is_gone_still_counts_as_discovered() -> None:
    play = started("vigorous", world=GOALS)
    play.have(stacks={"blazeblob": replace(play.state.stacks["blazeblob"], quantity=0)})
    assert ("codex", "pair") in ((one.kind, one.id) for one in discover(play, "jelune"))


def test_goals_reached_by_the_reward_of_a_goal_pay_in_the_same_delta() -> None:
    play = started(world=GOALS)
    play.do(commands.ClaimDaily())
    reply = play.do(commands.Pull(3))
    assert {("achievement", "puller"), ("points", "100")} <= set(news_of(reply))
    assert play.state.achievement_points in (100, 105)  # with or without the keeper's
    discover(play, "blazeblob", "droozle", "gloomb", "shynix", "muddroot")
    play.do(commands.UseItem("xp_orb"))  # level 2: 110 points, whose XP is no level more
    assert play.state.achievement_points == 115
    assert {event.threshold for event in of_type(play.events, PointsRewarded)} == {100, 110}


def test_a_level_that_a_goal_brings_is_among_the_news() -> None:
    world = with_goals(goal("early", "reve_pulls", 1, xp=1_000))
    play = started(world=world)
    assert ("level", str(play.state.growth.level + 3)) in news_of(play.do(commands.Pull(1)))


def test_rewards_that_never_end_are_a_fault() -> None:
    draft = Draft(started().state, moment(), evolve, username="Ada", locale=None)
    goods.give(draft, Bundle(revies=1), "test", "test")

    def endless(draft: Draft, seen: Player | None) -> Iterator[News]:
        goods.give(draft, Bundle(revies=1), "test", "test")
        yield News("achievement", "endless", Bundle())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attainment.milestone, "reach", endless)
        with pytest.raises(RuntimeError, match="after 20 rounds"):
            attainment.attain(draft, draft.state)


def test_a_new_pack_looks_at_all_goals_once() -> None:
    play = started()
    play.do(commands.Pull(5))
    play.world = replace(GOALS, version=2)
    assert not isinstance(play.do(commands.ShowReve()), WithNews)  # a view writes nothing
    reply = play.do(commands.ClaimDaily())
    assert ("achievement", "puller") in news_of(reply)
    assert list(of_type(play.events, PackAdopted))[-1] == PackAdopted(1, 2)
    assert play.state.pack_seen == 2
    play.do(commands.UseItem("xp_orb"))
    assert len(list(of_type(play.events, PackAdopted))) == 2


def test_goals_of_a_refused_command_are_not_looked_at() -> None:
    play = started()
    play.do(commands.Pull(5))
    play.world = replace(GOALS, version=2)
    assert play.refused(commands.Pull(5)).code == "INSUFFICIENT"
    assert play.state.pack_seen == 1


def test_esprits_that_a_goal_gives_cannot_be_traded() -> None:
    gift = replace(goal("gift", "reve_pulls", 1), reward=Bundle(esprits={"droozle": 2}))
    play = started(world=with_goals(gift))
    play.do(commands.Pull(1))
    assert play.state.stacks["droozle"].bound >= 2


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_points_are_the_sum_of_what_was_unlocked(script: list[tuple[int, commands.Action]]) -> None:
    play = Play(world=GOALS)
    for wait, action in script:
        play.wait(wait)
        play.do(action)
    unlocked = list(of_type(play.events, AchievementUnlocked))
    assert len({event.id for event in unlocked}) == len(unlocked)
    assert sum(event.points for event in unlocked) == play.state.achievement_points


@given(st.lists(st.sampled_from(sorted(catalogue().species)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_order_of_discoveries_does_not_matter(species: list[str]) -> None:
    one_by_one, at_once = started(world=GOALS), started(world=GOALS)
    for name in species:
        discover(one_by_one, name)
    discover(at_once, *species)
    assert set(one_by_one.state.claims.granted) == set(at_once.state.claims.granted)
    assert one_by_one.balance("revies") == at_once.balance("revies")


# -- views -------------------------------------------------------------------------------------------


def test_achievements_are_shown_with_the_nearest_first() -> None:
    play = started(world=GOALS)
    play.do(commands.Pull(1))
    shown = play.do(ShowAchievements())
    assert isinstance(shown, AchievementsShown)
    assert [line.id for line in shown.lines] == ["keeper", "climber", "puller", "regular"]
    assert [(line.progress, line.value) for line in shown.lines][1:] == [(1, 2), (1, 3), (0, 1)]
    assert (shown.done, shown.points, shown.next_points) == (0, 0, 100)
    play.do(commands.ClaimDaily())
    shown = play.do(ShowAchievements("collection"))
    assert isinstance(shown, AchievementsShown)
    assert shown.lines[-1].id == "regular"
    assert shown.lines[-1].done_at_ms == play.now_ms
    assert (shown.done, shown.points) == (1, 40)


def test_only_the_next_step_of_a_metric_counts_as_near() -> None:
    far = (goal("far", "level", 3), goal("farther", "level", 4))
    play = started(world=with_goals(*far, goal("next", "level", 2), goal("first", "reve_pulls", 9)))
    shown = play.do(ShowAchievements())
    assert isinstance(shown, AchievementsShown)
    assert [line.id for line in shown.lines] == ["next", "first", "far", "farther"]


def test_progress_stops_at_the_goal() -> None:
    play = started(world=with_goals(goal("few", "unique_discovered", 2), version=1))
    shown = play.do(ShowAchievements())
    assert isinstance(shown, AchievementsShown)
    assert (shown.lines[0].progress, shown.lines[0].value) == (2, 2)


def test_the_codex_shows_how_much_of_each_set_is_discovered() -> None:
    play = started("focused", world=GOALS)
    play.have(stacks={"jelune": play.state.stacks["jelune"]})
    shown = play.do(ShowCodex())
    assert isinstance(shown, CodexShown)
    assert [(line.id, line.discovered, line.total) for line in shown.lines] == [
        ("pair", 1, 2),
        ("all_starters", 1, 3),
    ]
    one = play.do(ShowCodex("PAIR"))
    assert isinstance(one, CodexSetShown)
    assert [(member.species, member.discovered) for member in one.members] == [
        ("blazeblob", False),
        ("jelune", True),
    ]


@pytest.mark.parametrize(
    ("action", "field"), [(ShowAchievements("gossip"), "category"), (ShowCodex("nobody"), "set")]
)
def test_what_does_not_exist_is_refused(action: commands.Action, field: str) -> None:
    refused = started().do(action)
    assert isinstance(refused, Refused)
    assert refused.params == {"field": field, "reason": "unknown"}
