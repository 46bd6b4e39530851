"""Festivals: who calls them, from when until when they count, and what they multiply."""

from typing import Any

import pytest

from reve.game import commands, festival
from reve.game.festival import KEYS, factor_bp, under_way
from reve.game.growth_rates import fusion_effective_bp, fusions
from reve.game.shown import Refused
from reve.game.vocabulary.fusion import Fuse, FusionFailed, FusionShown, FusionSucceeded, PreviewFusion
from reve.game.vocabulary.why import ExplainNumber
from reve.game.vocabulary.world import MultiplierChanged, SetMultiplier
from reve.game.world import World, WorldState, world_of
from reve.stored import world_codec
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, of_type, started
from tests.game.test_world import after, told

END_MS = NOON_MS + 3 * DAY_MS


def called(key: str, bp: int, from_ms: int = NOON_MS, until_ms: int = END_MS) -> SetMultiplier:
    return SetMultiplier(key, bp, from_ms, until_ms, "spring")


def world(*festivals: SetMultiplier) -> World:
    return world_of(catalogue(), after(*festivals))


def at(state: World, key: Any, now_ms: int) -> int:
    return factor_bp(state, key, now_ms)


def test_a_festival_counts_from_its_start_until_its_end() -> None:
    state = world(called("xp", 20_000, NOON_MS + 1_000))
    moments = (NOON_MS + 999, NOON_MS + 1_000, END_MS - 1, END_MS)
    assert [at(state, "xp", now) for now in moments] == [10_000, 20_000, 20_000, 10_000]


def test_a_festival_of_one_thing_leaves_the_others() -> None:
    state = world(called("revies", 15_000))
    assert [at(state, key, NOON_MS) for key in KEYS] == [10_000, 15_000, 10_000, 10_000, 10_000]
    assert [key for key, _ in under_way(state, NOON_MS)] == ["revies"]


def test_a_second_festival_of_a_key_replaces_the_first_and_the_plain_factor_ends_it() -> None:
    assert at(world(called("xp", 20_000), called("xp", 30_000)), "xp", NOON_MS) == 30_000
    assert after(called("xp", 20_000), called("xp", 10_000, 0, 0)).festivals == {}


def test_festivals_that_are_over_are_forgotten_when_one_is_called() -> None:
    state, _ = told(after(called("xp", 20_000)), called("fusion", 11_000, until_ms=END_MS + 1), END_MS)
    assert set(state.festivals) == {"fusion"}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (called("weather", 20_000), "key"),
        (called("xp", 4_999), "bp"),
        (called("xp", 30_001), "bp"),
        (called("xp", -10_000), "bp"),
        (called("xp", 20_000, until_ms=NOON_MS), "to"),
        (called("xp", 20_000, from_ms=END_MS), "to"),
        (called("xp", 20_000, until_ms=2**62), "to"),
        (SetMultiplier("xp", 20_000, NOON_MS, END_MS, " "), "reason"),
    ],
)
def test_what_no_festival_can_be_is_refused(wanted: SetMultiplier, field: str) -> None:
    state, reply = told(WorldState(), wanted)
    assert isinstance(reply, Refused)
    assert (reply.params["field"], state) == (field, WorldState())


@pytest.mark.parametrize("bp", [5_000, 30_000])
def test_both_ends_of_the_range_can_be_called(bp: int) -> None:
    _, reply = told(WorldState(), called("energy", bp))
    assert reply == MultiplierChanged("energy", bp, NOON_MS, END_MS, "spring")


def test_a_festival_survives_storage() -> None:
    state = after(called("xp", 20_000))
    codec = world_codec()
    assert codec.decode_state(codec.schema, codec.encode_state(state)) == state


def under(*festivals: SetMultiplier) -> Play:
    play = started()
    play.festivals = world(*festivals).festivals
    play.own({play.state.leader or "": 5})
    return play


@pytest.mark.parametrize(
    ("bp", "chance"), [(5_000, 4_250), (10_000, 8_500), (11_000, 9_350), (30_000, 9_500)]
)
def test_a_festival_of_fusion_is_the_last_factor_before_the_cap(bp: int, chance: int) -> None:
    play = under(called("fusion", bp))
    leader = play.state.leader or ""
    shown = play.do(PreviewFusion(leader, leader))
    assert isinstance(shown, FusionShown)
    assert (shown.chance.total_bp, shown.chance.festival_bp) == (chance, bp)


def test_boost_and_catalyst_come_after_the_festival() -> None:
    play = under(called("fusion", 5_000))
    leader = play.state.leader or ""
    boosted = play.do(PreviewFusion(leader, leader, 2))
    assert isinstance(boosted, FusionShown)
    assert boosted.chance.total_bp == 4_250 + 2 * 500


def test_a_fusion_rolls_against_the_chance_of_the_festival() -> None:
    play = under(called("fusion", 5_000))
    leader = play.state.leader or ""
    play.do(Fuse(leader, leader))
    tried = [*of_type(play.events, FusionSucceeded), *of_type(play.events, FusionFailed)]
    assert [one.chance_bp for one in tried] == [4_250]


def test_why_names_the_festival_among_the_steps() -> None:
    explained: Any = under(called("fusion", 11_000)).do(ExplainNumber("fusion"))
    steps = {step.name: step for step in explained.parts[0].steps}
    assert (steps["festival"].by, steps["festival"].after) == (1_000, 9_350)


def test_an_orb_gives_the_experience_of_the_festival() -> None:
    play = under(called("xp", 15_000))
    reply: Any = play.do(commands.UseItem("xp_orb", 3))
    assert reply.gained == 3 * 150


def test_a_fixed_reward_is_not_multiplied() -> None:
    plain: Any = started().do(commands.ClaimDaily())
    under_all: Any = under(*(called(key, 30_000) for key in KEYS)).do(commands.ClaimDaily())
    assert under_all.granted == plain.granted


def test_published_odds_are_those_of_the_festival() -> None:
    plain, doubled = fusions(catalogue()), fusions(catalogue(), 20_000)
    assert [one.chance_bp for one in doubled] == [min(9_500, 2 * one.chance_bp) for one in plain]
    assert fusion_effective_bp(5_000, 500, 9_500, festival.PLAIN_BP) == fusion_effective_bp(5_000, 500, 9_500)
    assert fusion_effective_bp(2_000, 500, 9_500, 20_000) == fusion_effective_bp(4_000, 1_000, 9_500)
