"""Fusion: who may, what it costs, how likely it is, what comes of it, and what a failure leaves."""

from collections import Counter

import pytest

from reve.game import events
from reve.game.fusion import Pair, chance, outcomes
from reve.game.state import Pity, Stack, Wallet
from reve.game.vocabulary.fusion import Fuse, Fused, FusionFailed, FusionShown, FusionSucceeded, PreviewFusion
from tests.game.fusing import ABY, INF, RAD, TEM, UMB, VER, fused, kin, pair, rich
from tests.game.sample import NOON_MS, Play, catalogue, of_type

FUSION = """
1  1000 8500 | 2 1600 8200 | 3 2600 7900 | 4 4100 7600 | 5 6600 7300 | 6 10000 7000 | 7 17000 6700
8 27000 6400 | 9 43000 6100 | 10 69000 5800 | 11 110000 5500 | 12 180000 5200 | 13 280000 5000
14 450000 4800 | 15 720000 4600 | 16 1200000 4300 | 17 1800000 4000
"""
"""Tier, cost and chance in bp."""

CHART = {
    (INF, INF): (INF,), (INF, VER): (INF, VER), (INF, ABY): (TEM,), (INF, TEM): (INF, TEM),
    (INF, UMB): (INF, UMB), (INF, RAD): (VER,),
    (VER, VER): (VER,), (VER, ABY): (ABY, VER), (VER, TEM): (ABY,),
    (VER, UMB): (INF,), (VER, RAD): (VER, RAD),
    (ABY, ABY): (ABY,), (ABY, TEM): (ABY, TEM), (ABY, UMB): (VER,), (ABY, RAD): (TEM,),
    (TEM, TEM): (TEM,), (TEM, UMB): (ABY,), (TEM, RAD): (TEM, RAD),
    (UMB, UMB): (UMB,), (UMB, RAD): (INF, VER, ABY, TEM, UMB, RAD),
    (RAD, RAD): (RAD,),
}  # fmt: skip


# -- chance and cost ---------------------------------------------------------------------------------


def test_cost_and_chance_are_those_of_the_table() -> None:
    rules = catalogue().growing.fusion
    for entry in FUSION.replace("\n", "|").split("|"):
        if entry.strip():
            tier, cost, bp = map(int, entry.split())
            assert (rules.cost[tier], rules.chance_bp[tier]) == (cost, bp)
            assert chance(catalogue(), pair(INF, INF, tier), 0).total_bp == bp
    assert 18 not in rules.chance_bp


@pytest.mark.parametrize(
    ("one", "failures", "bp"),
    [
        (pair(INF, INF, 1), 0, 8_500),
        (pair(INF, VER, 1), 0, 7_650),
        (pair(INF, VER, 17), 0, 3_600),
        (pair(INF, INF, 1, leader=500), 0, 8_925),
        (pair(INF, VER, 1, leader=530), 0, 8_055),  # 7 650 * 1.053 = 8 055.45
        (pair(INF, INF, 1), 1, 9_000),
        (pair(INF, INF, 1), 2, 9_500),
        (pair(INF, INF, 1), 9, 9_500),
        (pair(INF, INF, 17), 11, 9_500),
        (pair(INF, INF, 1, steps=1), 2, 10_000),
        (pair(INF, INF, 1, steps=3), 0, 10_000),
        (pair(INF, INF, 17, steps=12), 0, 10_000),
        (pair(INF, INF, 17, steps=11), 0, 9_500),
        (pair(INF, VER, 17, sure=True), 0, 10_000),
    ],
)
def test_a_chance_is_made_in_the_order_of_its_parts(one: Pair, failures: int, bp: int) -> None:
    assert chance(catalogue(), one, failures).total_bp == bp


def test_hazard_25_every_pair_of_elements_becomes_what_the_chart_says_whatever_their_order() -> None:
    assert len(CHART) == 21
    for (first, second), due in CHART.items():
        assert sorted(outcomes(catalogue(), pair(first, second, 3))) == sorted(due)
        assert outcomes(catalogue(), pair(first, second, 3)) == outcomes(catalogue(), pair(second, first, 3))


@pytest.mark.parametrize(
    ("tier", "each"), [(1, 1), (3, 1), (4, 2), (7, 3), (10, 4), (13, 5), (16, 6), (17, 6)]
)
def test_a_step_of_boost_costs_fragments_by_band(tier: int, each: int) -> None:
    play = rich({kin(INF, tier): 9})
    reply = fused(play, Fuse(kin(INF, tier), kin(INF, tier), fragments=2))
    assert reply.fragments_spent == 2 * each
    spent = [one for one in of_type(play.events, events.FragmentChanged) if one.delta < 0]
    assert [(one.fragment, one.delta) for one in spent] == [(f"tier:{tier}", -2 * each)]


# -- success and failure -----------------------------------------------------------------------------


def test_a_success_takes_one_copy_of_each_and_gives_one_of_the_next_tier() -> None:
    play = rich({kin(INF, 3): 2, kin(VER, 3): 2})
    play.have(pity=Pity({3: 4}))
    reply = fused(play, Fuse(kin(INF, 3), kin(VER, 3)))
    (event,) = of_type(play.events, FusionSucceeded)
    assert (event.tier, event.chance_bp) == (3, 7_900 * 9 // 10 + 2_000)
    assert catalogue().species[event.result].tier == 4
    assert catalogue().species[event.result].element in (INF, VER)
    stacks = play.state.stacks
    assert (stacks[kin(INF, 3)].quantity, stacks[kin(VER, 3)].quantity, stacks[event.result].quantity) == (
        1,
        1,
        1,
    )
    assert play.balance("revies") == 10**9 - 2_600
    assert play.state.pity.fusion[3] == 0
    assert reply.attempts[0].new


def failing(play: Play, action: Fuse) -> Fused:
    """Let time pass until an attempt fails."""
    for _ in range(400):
        ahead = play.decide(action)
        if isinstance(ahead.reply, Fused) and not ahead.reply.attempts[0].success:
            return fused(play, action)
        play.wait(1)
        play.seq += 1
    raise AssertionError("no attempt fails")


def test_a_failure_takes_one_of_the_two_and_leaves_fragments_and_a_better_chance() -> None:
    play = rich({kin(INF, 5): 2, kin(VER, 5): 2})
    failing(play, Fuse(kin(INF, 5), kin(VER, 5)))
    (event,) = of_type(play.events, FusionFailed)
    lost = next(one for one in (kin(INF, 5), kin(VER, 5)) if one != event.survivor)
    assert play.state.stacks[event.survivor].quantity == 2
    assert play.state.stacks[lost].quantity == 1
    assert 1 <= event.fragments_gained <= 3
    assert event.fragment == "tier:5"
    assert play.state.fragments["tier:5"] == 500 + event.fragments_gained
    assert (event.failures, play.state.pity.fusion[5]) == (1, 1)
    assert play.balance("revies") == 10**9 - 6_600


def test_which_copy_survives_is_even_and_fragments_are_uniform() -> None:
    play = rich({kin(INF, 17): 5_000, kin(VER, 17): 5_000})
    for _ in range(40):
        play.have(pity=Pity(), wallet=Wallet({"revies": 10**9}))
        play.do(Fuse(kin(INF, 17), kin(VER, 17), 20))
    failed = list(of_type(play.events, FusionFailed))
    survivors = Counter(one.survivor for one in failed)
    gained = Counter(one.fragments_gained for one in failed)
    expected = len(failed) / 2
    assert sum((survivors[s] - expected) ** 2 / expected for s in (kin(INF, 17), kin(VER, 17))) < 10.83
    each = len(failed) / 5
    assert set(gained) == {3, 4, 5, 6, 7}
    assert sum((n - each) ** 2 / each for n in gained.values()) < 18.47  # 4 degrees of freedom


def test_attempts_succeed_as_often_as_they_are_said_to() -> None:
    world, one = catalogue(), pair(INF, INF, 9)
    play = rich({kin(INF, 9): 900_000})
    odds = chance(world, one, 0).total_bp
    won = 0
    for _ in range(2_000):
        play.have(pity=Pity(), wallet=Wallet({"revies": 10**9}))
        won += fused(play, Fuse(kin(INF, 9), kin(INF, 9))).attempts[0].success
    due = 2_000 * odds / 10_000
    assert (won - due) ** 2 / due + (won - due) ** 2 / (2_000 - due) < 10.83


def test_a_chart_with_two_elements_gives_each_as_often() -> None:
    play = rich({kin(INF, 3): 900_000, kin(VER, 3): 900_000})
    for _ in range(30):
        play.have(wallet=Wallet({"revies": 10**9}))
        play.do(Fuse(kin(INF, 3), kin(VER, 3), 50, fragments=0))
    came = Counter(catalogue().species[one.result].element for one in of_type(play.events, FusionSucceeded))
    each = sum(came.values()) / 2
    assert set(came) == {INF, VER}
    assert sum((n - each) ** 2 / each for n in came.values()) < 10.83


def test_pity_makes_success_certain_at_its_exact_bound_only_with_a_step_of_boost() -> None:
    assert [chance(catalogue(), pair(INF, INF, 1, steps=1), n).total_bp for n in (0, 1, 2)] == [
        9_000,
        9_500,
        10_000,
    ]
    assert max(chance(catalogue(), pair(INF, INF, 1), n).total_bp for n in range(50)) == 9_500


def test_pity_is_of_the_tier_and_shared_by_all_pairs() -> None:
    play = rich({kin(INF, 5): 9, kin(UMB, 5): 9, kin(UMB, 6): 9})
    play.have(pity=Pity({5: 3}))
    shown = play.do(PreviewFusion(kin(UMB, 5), kin(UMB, 5)))
    assert isinstance(shown, FusionShown)
    assert shown.chance.pity_bp == 1_500
    other = play.do(PreviewFusion(kin(UMB, 6), kin(UMB, 6)))
    assert isinstance(other, FusionShown)
    assert other.chance.pity_bp == 0


def test_a_failed_fusion_of_the_last_fusable_tier_still_leaves_its_own_fragments() -> None:
    play = rich({kin(INF, 17): 9})
    failing(play, Fuse(kin(INF, 17), kin(INF, 17)))
    assert [one.fragment for one in of_type(play.events, FusionFailed)] == ["tier:17"]


def test_stars_stay_with_the_stack() -> None:
    play = rich({})
    play.have(stacks={**play.state.stacks, kin(INF, 2): Stack(3, 4, 1, NOON_MS, 0)})
    play.do(Fuse(kin(INF, 2), kin(INF, 2)))
    assert play.state.stacks[kin(INF, 2)].stars == 4
