"""Simulated lives: the habits that they keep, and what their tally says."""

import pytest

from reve.content.loading import load_catalogue
from reve.economy.outcome import Outcome
from reve.economy.profile import PROFILES
from reve.economy.routine import live
from reve.game import esprit
from tests.economy.conftest import DAYS, Lived

ALL = tuple(PROFILES)


@pytest.mark.parametrize("profile", ALL)
def test_faucets_less_sinks_are_the_balances(lived: Lived, profile: str) -> None:
    life = lived(profile, 1)
    assert life.tally.balances() == life.state.wallet.balances
    assert life.tally.sinks["revies"]["burn/fusion"] > 0


def test_a_seed_brings_the_same_life_again(lived: Lived) -> None:
    again = live(load_catalogue(), PROFILES["casual"], 1, DAYS)
    assert Outcome.of(again, "casual", DAYS, 1) == Outcome.of(lived("casual", 1), "casual", DAYS, 1)


def test_another_seed_brings_other_luck(lived: Lived) -> None:
    assert lived("casual", 1).tally.faucets != lived("casual", 2).tally.faucets


@pytest.mark.parametrize("profile", ALL)
def test_a_day_has_the_pulls_and_at_most_the_bosses_of_the_profile(lived: Lived, profile: str) -> None:
    counters, habits = lived(profile, 1).state.counters, PROFILES[profile]
    assert counters["reve_pulls"] == habits.pulls * DAYS
    assert 0 < counters["boss_attempts"] <= habits.bosses * DAYS


def test_a_casual_player_uses_half_of_the_energy_that_returns(lived: Lived) -> None:
    life = lived("casual", 1)
    returned = life.energy_spent - life.energy_granted
    interval_ms = 300_000 * 10_000 // 11_000  # of the focused class below level 10
    most = DAYS * 86_400_000 // interval_ms // 2
    assert 0 < returned <= most * 1.02  # the class helps a little more from level 10


@pytest.mark.parametrize("profile", ALL)
def test_one_copy_of_each_tier_and_element_is_kept(lived: Lived, profile: str) -> None:
    life = lived(profile, 1)
    met = {
        (life.catalogue.species[name].element, life.catalogue.species[name].tier)
        for name in life.state.stacks
    }
    for one in met:
        assert sum(esprit.quantity(life.state, name) for name in life.catalogue.kin[one]) >= 1


@pytest.mark.parametrize("profile", ALL)
def test_levels_are_reached_one_after_another(lived: Lived, profile: str) -> None:
    life = lived(profile, 1)
    reached = life.tally.first_day_of_level
    assert list(reached) == list(range(2, life.state.growth.level + 1))
    assert list(reached.values()) == sorted(reached.values())
    assert max(reached.values()) <= DAYS
