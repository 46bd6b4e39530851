"""Statistics: counters that only grow, and rates."""

import pytest
from hypothesis import given, settings

from reve.game import commands, events, statistics
from reve.game.state import Player, Stack
from reve.game.statistics import counted, rate_bp, value
from reve.game.vocabulary.awakening import AwakeningSucceeded
from reve.game.vocabulary.crafting import EspritCrafted
from reve.game.vocabulary.fusion import FusionFailed, FusionSucceeded
from reve.game.vocabulary.ranking import ShowStats, StatsShown
from tests.game.sample import DAY_MS, Play, catalogue, started
from tests.game.test_behavior import scripts


def count(player: Player, name: str) -> int:
    return value(player, catalogue(), name)


def test_a_day_of_play_is_counted() -> None:
    play = started()
    play.do(commands.Pull(3))
    play.do(commands.Pull(2))
    play.do(commands.ClaimDaily())
    assert count(play.state, "reve_pulls") == 5
    assert count(play.state, "best_daily_streak") == 1
    assert count(play.state, "unique_discovered") == len(play.state.stacks)
    assert count(play.state, "total_revies_earned") == 2_500 + 5_000
    assert count(play.state, "total_erythl_earned") == 30


def test_the_best_streak_outlives_a_missed_day() -> None:
    play = started()
    for _ in range(3):
        play.do(commands.ClaimDaily())
        play.wait(DAY_MS)
    play.wait(DAY_MS)
    play.do(commands.ClaimDaily())
    assert (play.state.claims.daily_streak, count(play.state, "best_daily_streak")) == (1, 3)


@pytest.mark.parametrize(
    ("event", "counter", "due"),
    [
        (events.EnergyChanged(-12, 88, 0, "quest"), "total_energy_spent", 12),
        (events.EnergyChanged(50, 150, 0, "use/energy_potion"), "total_energy_spent", 0),
        (events.StaminaChanged(-3, 47, 0, "boss"), "total_stamina_spent", 3),
        (events.CurrencyChanged("erythl", 7, 37, "mint/daily", ""), "total_erythl_earned", 7),
        (events.CurrencyChanged("erythl", 7, 37, "refund/shop", ""), "total_erythl_earned", 0),
        (events.CurrencyChanged("erythl", -7, 23, "burn/shop", ""), "total_erythl_earned", 0),
        (events.DailyClaimed(1, "1970-01-02", 4), "best_daily_streak", 4),
        (FusionSucceeded(1, "a", "b", "c", 1, 0, 0, False), "total_fusions", 1),
        (FusionSucceeded(1, "a", "b", "c", 1, 0, 0, False), "successful_fusions", 1),
        (FusionFailed(1, "a", "b", "a", 1, 5, 0, False, "tier:1", 2, 1), "total_fusions", 1),
        (FusionFailed(1, "a", "b", "a", 1, 5, 0, False, "tier:1", 2, 1), "successful_fusions", 0),
        (AwakeningSucceeded("a", 0, 1, 1, 8, 2, False, 10_000, 5), "total_awakenings", 1),
        (EspritCrafted("a", 1, "inferno", 60, 30, 5_000), "crafts_total", 1),
    ],
)
def test_each_event_counts_for_what_it_says(event: events.Event, counter: str, due: int) -> None:
    assert count(counted(Player(7), event), counter) == due


def test_hazard_24_a_counter_goes_on_past_32_bits() -> None:
    player = Player(7)
    for _ in range(5):
        player = counted(player, events.CurrencyChanged("erythl", 2**31, 0, "mint/test", ""))
    assert count(player, "total_erythl_earned") == 5 * 2**31


def test_what_was_owned_once_counts_for_life() -> None:
    play = started()
    play.have(stacks={**play.state.stacks, "inferno_t9": Stack(0, 4, 0, 0, 0)})
    assert (count(play.state, "highest_tier_owned"), count(play.state, "max_star")) == (9, 4)


@pytest.mark.parametrize(("won", "tried", "bp"), [(0, 0, None), (0, 4, 0), (1, 3, 3_333), (3, 3, 10_000)])
def test_a_rate_is_told_in_bp_after_the_first_try(won: int, tried: int, bp: int | None) -> None:
    player = Player(7, counters={"successful_fusions": won, "total_fusions": tried})
    assert rate_bp(player, catalogue(), "fusion_rate") == bp


def test_stats_show_what_has_begun_to_count() -> None:
    play = started()
    play.do(commands.Pull(5))
    shown = play.do(ShowStats())
    assert isinstance(shown, StatsShown)
    assert shown.counters["reve_pulls"] == 5
    assert "captures" not in shown.counters
    assert list(shown.counters) == [name for name in statistics.COUNTERS if name in shown.counters]


@given(scripts)
@settings(max_examples=40, deadline=None)
def test_no_counter_ever_falls(script: list[tuple[int, commands.Action]]) -> None:
    play, before = Play(), dict.fromkeys(statistics.COUNTERS, 0)
    for wait, action in script:
        play.wait(wait)
        play.do(action)
        now = {name: count(play.state, name) for name in statistics.COUNTERS}
        assert all(now[name] >= before[name] for name in now)
        before = now
