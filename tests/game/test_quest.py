"""Quests: what they cost and pay, in which order they open, and what batches of them do."""

from dataclasses import replace

import pytest

from reve.game import events
from reve.game.news import WithNews
from reve.game.quest_views import GOALS
from reve.game.replies import Reply
from reve.game.state import AreaProgress, Growth, Stack
from reve.game.vocabulary.combat import FightShown
from reve.game.vocabulary.goals import AchievementUnlocked
from reve.game.vocabulary.quest import (
    AdviseQuests,
    AreaUnlocked,
    Go,
    QuestCompleted,
    QuestsAdvised,
    QuestsDone,
    QuestsShown,
    QuestsSuggested,
    ShowAreas,
    ShowQuests,
    SuggestQuests,
    Travel,
)
from tests.game.questing import at, energetic, quester
from tests.game.sample import NOON_MS, Play, of_type


def gone(play: Play, quest: int | None = None, times: int = 1) -> QuestsDone:
    """Go on a quest; the answer without its news."""
    reply: Reply | WithNews = play.do(Go(None if quest is None else str(quest), times))
    bare = reply.reply if isinstance(reply, WithNews) else reply
    assert isinstance(bare, QuestsDone)
    return bare


def led_by(play: Play, species: str, stars: int = 0) -> None:
    play.have(leader=species, stacks={**play.state.stacks, species: Stack(1, stars, 0, NOON_MS, 0)})


@pytest.mark.parametrize(("area", "quest"), [("area_1", 1), ("area_1", 23), ("area_3", 9), ("area_12", 23)])
def test_a_quest_takes_its_energy_and_pays_within_its_range(area: str, quest: int) -> None:
    play = quester()
    at(play, area, done=quest - 1)
    rules = play.world.adventures.areas[area].quest(quest)
    before, revies = play.state.energy.value, play.balance("revies")
    done = gone(play, quest)
    spent = next(of_type(play.events[::-1], QuestCompleted))
    assert (done.energy_spent, spent.energy) == (rules.energy, rules.energy)
    assert play.state.energy.value == before - rules.energy
    assert rules.revies[0] <= done.revies <= rules.revies[1]
    paid = [one for one in of_type(play.events, events.CurrencyChanged) if one.reason == "mint/quest"]
    assert paid[-1].ref == f"{area}:{quest}"
    assert play.balance("revies") >= revies + done.revies
    assert done.xp == rules.xp


def test_class_and_leader_raise_revies_one_after_the_other() -> None:
    plain, helped = quester(), quester()
    helped.have(person=plain.state.person.__class__(class_id="enlightened"))
    led_by(helped, "muddroot")
    paid, more = gone(plain).revies, gone(helped).revies
    assert more == paid * (10_000 + 1_000) // 10_000 * (10_000 + 500) // 10_000


def test_quests_open_one_after_the_other() -> None:
    play = quester()
    refused = play.refused(Go("3"))
    assert (refused.code, refused.params) == ("QUEST_LOCKED", {"next": 1})
    assert gone(play).quests == (1,)
    assert gone(play).quests == (2,)
    assert gone(play, 1).next == 3


def test_at_a_later_rank_every_quest_is_open() -> None:
    play = quester()
    at(play, "area_1", rank=2)
    assert gone(play, 15).standing.done == 0


def test_a_batch_without_a_quest_takes_the_next_ones_and_stops_before_a_boss() -> None:
    play = quester()
    done = gone(play, times=10)
    assert done.quests == (1, 2, 3, 4, 5, 6, 7)
    assert (done.stopped, done.next, done.standing.done) == ("BOSS_AHEAD", 8, 7)
    assert len(list(of_type(play.events, QuestCompleted))) == 7


def test_a_batch_of_one_quest_repeats_it() -> None:
    play = quester()
    at(play, "area_1", done=7)
    done = gone(play, 5, times=10)
    assert done.quests == (5,) * 10
    assert done.stopped is None
    assert done.energy_spent == 10 * play.world.adventures.areas["area_1"].quest(5).energy


def test_a_batch_ends_when_energy_does_and_at_least_one_must_run() -> None:
    play = quester()
    at(play, "area_3", done=1)
    play.have(growth=Growth(level=60))
    energetic(play, 25)
    done = gone(play, 1, times=10)
    assert (len(done.quests), done.stopped) == (2, "INSUFFICIENT")
    refused = play.refused(Go("1", 10))
    assert refused.params["kind"] == "energy"
    assert (refused.params["need"], refused.params["have"]) == (11, 3)


def test_a_level_refills_energy_and_the_batch_goes_on() -> None:
    play = quester()
    at(play, "area_1", done=7)
    energetic(play, 27)
    done = gone(play, 7, times=10)
    assert len(done.quests) == 10
    assert done.levels is not None


def test_in_a_mastered_area_the_last_quest_without_a_boss_comes_next() -> None:
    play = quester()
    at(play, "area_1", done=24, rank=3)
    places = dict(play.state.journey.areas)
    places["area_1"] = places["area_1"].__class__(3, 24, True, True)
    play.have(journey=play.state.journey.__class__("area_1", places))
    assert gone(play).quests == (23,)


@pytest.mark.parametrize("times", [0, 11, -1])
def test_times_are_between_one_and_ten(times: int) -> None:
    assert quester().refused(Go(times=times)).params == {"field": "times", "reason": "out_of_range"}


def test_there_is_no_quest_of_another_name() -> None:
    assert quester().refused(Go("99")).params == {"field": "quest", "reason": "unknown"}


def test_a_quest_may_be_named() -> None:
    play = quester()
    reply = play.do(Go("first steps into the mist"))
    assert isinstance(reply.reply if isinstance(reply, WithNews) else reply, QuestsDone)


def test_a_boss_is_met_once_at_a_time_and_for_its_energy() -> None:
    play = quester()
    at(play, "area_1", done=7)
    assert play.refused(Go(times=2)).params == {"field": "times", "reason": "boss"}
    before = play.state.energy.value
    assert isinstance(play.do(Go()), FightShown)
    assert play.state.energy.value == before - 8
    assert play.state.journey.areas["area_1"].done == 7
    assert play.refused(Go("1")).code == "BOSS_ACTIVE"
    assert play.refused(Travel("area_1")).code == "BOSS_ACTIVE"


def test_an_area_asks_for_a_level_and_the_first_rank_of_the_one_before() -> None:
    play = quester()
    refused = play.refused(Travel("area_2"))
    assert refused.code == "LOCKED"
    assert refused.params == {"feature": "area", "reason": "area_before", "level": 11, "area": "area_1"}
    at(play, "area_1", rank=2)
    assert play.refused(Travel("area_2")).params == {"feature": "area", "level": 11}
    play.have(growth=Growth(level=11))
    gone(play)
    assert [one.area for one in of_type(play.events, AreaUnlocked)] == ["area_2"]
    play.do(Travel("area_2"))
    assert play.state.journey.area == "area_2"
    assert play.refused(Travel("area_2")).params == {"field": "area", "reason": "same"}
    assert play.refused(Travel("atlantis")).params == {"field": "area", "reason": "unknown"}


def test_an_open_area_never_closes_again() -> None:
    play = quester()
    at(play, "area_2")
    shown = play.do(ShowAreas())
    assert [one.open for one in shown.areas] == [True, True] + [False] * 10  # type: ignore[union-attr]


def test_what_is_shown_is_what_is_paid() -> None:
    play = quester(class_id="enlightened")
    shown = play.do(ShowQuests())
    assert isinstance(shown, QuestsShown)
    line = shown.quests[0]
    for _ in range(40):
        done = gone(play, 1)
        assert line.revies[0] <= done.revies <= line.revies[1]
        assert (line.energy, line.xp) == (done.energy_spent, done.xp)
    assert play.refused(ShowQuests("atlantis")).params == {"field": "area", "reason": "unknown"}


def test_quests_are_shown_up_to_a_boss_a_page() -> None:
    play = quester()
    for page in (1, 2, 3):
        shown = play.do(ShowQuests(page=page))
        assert isinstance(shown, QuestsShown)
        assert (shown.page, shown.pages) == (page, 3)
        assert [one.quest for one in shown.quests] == list(range(8 * page - 7, 8 * page + 1))
        assert [one.boss for one in shown.quests] == [False] * 7 + [True]


@pytest.mark.parametrize(
    ("progress", "page"),
    [
        (AreaProgress(), 1),
        (AreaProgress(done=7), 1),
        (AreaProgress(done=8), 2),
        (AreaProgress(done=23), 3),
        (AreaProgress(rank=3, done=2), 1),
        (AreaProgress(rank=10, done=24, mastered=True), 3),
    ],
)
def test_the_page_with_the_quest_that_is_next_is_shown_first(progress: AreaProgress, page: int) -> None:
    play = quester()
    at(play, "area_2")
    journey = play.state.journey
    play.have(journey=replace(journey, areas={**journey.areas, "area_2": progress}))
    shown = play.do(ShowQuests())
    assert isinstance(shown, QuestsShown)
    assert shown.page == page


@pytest.mark.parametrize(("asked", "page"), [(0, 1), (4, 3), (99, 3)])
def test_a_page_of_quests_that_is_not_there_is_the_nearest_that_is(asked: int, page: int) -> None:
    shown = quester().do(ShowQuests("area_1", asked))
    assert isinstance(shown, QuestsShown)
    assert shown.page == page


@pytest.mark.parametrize("goal", ["revies", "xp", "capture"])
def test_the_best_three_are_advised_by_expected_values_of_the_paying_rule(goal: str) -> None:
    play = quester(class_id="enlightened")
    at(play, "area_3", done=12)
    found = play.do(AdviseQuests(goal))
    assert isinstance(found, QuestsAdvised)
    assert len(found.best) == 3
    shares = [GOALS[goal](one) * 10_000 // one.energy for one in found.best]
    assert shares == sorted(shares, reverse=True)
    best = found.best[0]
    quest = play.world.adventures.areas[best.area].quest(best.quest)
    assert best.revies == sum(quest.revies) // 2 * 11_000 // 10_000
    assert (best.energy, best.xp) == (quest.energy, quest.xp)
    assert quest.boss is None
    assert play.refused(AdviseQuests("fame")).params == {"field": "for", "reason": "unknown"}


def test_what_can_be_played_is_suggested_the_next_one_first() -> None:
    play = quester()
    at(play, "area_1", done=3)
    suggested = play.do(SuggestQuests(""))
    assert suggested == QuestsSuggested("area_1", (4, 3, 2, 1))
    assert play.do(SuggestQuests("glow")) == QuestsSuggested("area_1", (3,))


def test_quests_and_captures_are_counted_and_unlock_achievements() -> None:
    play = quester()
    at(play, "area_1", done=7, since_capture=19)
    gone(play, 1)
    assert play.state.counters["total_quests_completed"] == 1
    assert play.state.counters["captures"] == 1
    assert "first_capture" in [one.id for one in of_type(play.events, AchievementUnlocked)]


def test_a_pack_without_the_area_takes_the_player_to_the_first() -> None:
    play = quester()
    at(play, "area_2", done=3)
    play.have(journey=play.state.journey.__class__("lost_area", play.state.journey.areas))
    assert gone(play).standing.area == "area_1"
