"""Fusion: who may, what it costs, how likely it is, what comes of it, and what a failure leaves."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import events, fusion
from reve.game.fusion import Pair, chance, outcomes
from reve.game.shown import Refused
from reve.game.state import Pity, Stack, Wallet
from reve.game.vocabulary.esprit import EspritConsumed
from reve.game.vocabulary.fusion import Fuse, Fused, FusionFailed, FusionShown, FusionSucceeded, PreviewFusion
from tests.game.sample import NOON_MS, Play, catalogue, of_type, started

FUSION = """
1  1000 8500 | 2 1600 8200 | 3 2600 7900 | 4 4100 7600 | 5 6600 7300 | 6 10000 7000 | 7 17000 6700
8 27000 6400 | 9 43000 6100 | 10 69000 5800 | 11 110000 5500 | 12 180000 5200 | 13 280000 5000
14 450000 4800 | 15 720000 4600 | 16 1200000 4300 | 17 1800000 4000
"""
"""Tier, cost and chance in bp."""

INF, VER, ABY, TEM, UMB, RAD = "inferno", "verdant", "abyssal", "tempest", "umbral", "radiant"
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


class Loaded:
    """Dice that show what they were told, then 0."""

    def __init__(self, *shows: int) -> None:
        self.shows = list(shows)
        self.asked: list[int] = []

    def below(self, n: int) -> int:
        self.asked.append(n)
        shown = self.shows.pop(0) if self.shows else 0
        assert shown < n
        return shown


def kin(element: str, tier: int) -> str:
    return f"{element}_kin" if tier == 1 else f"{element}_t{tier}"


def pair(first: str, second: str, tier: int, *, steps: int = 0, leader: int = 0, sure: bool = False) -> Pair:
    species = catalogue().species
    return Pair(species[kin(first, tier)], species[kin(second, tier)], steps, sure, leader)


def rich(copies: Mapping[str, int], **parts: int) -> Play:
    """A player with copies, a leader that gives nothing to fusion, and a billion revies."""
    play = started("focused")
    play.own(copies)
    play.have(
        wallet=Wallet({"revies": 10**9, "erythl": 30}), fragments={f"tier:{t}": 500 for t in range(1, 18)}
    )
    play.have(items={**play.state.items, **parts})
    return play


def fused(play: Play, action: Fuse) -> Fused:
    reply = play.do(action)
    assert isinstance(reply, Fused)
    return reply


# -- chance and cost -------------------------------------------------------------------------------


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


# -- success and failure ---------------------------------------------------------------------------


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


# -- what is refused, in order ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copies", "action", "code"),
    [
        ({kin(INF, 2): 5}, Fuse("nobody", kin(INF, 2)), "ESPRIT_NOT_OWNED"),
        ({kin(INF, 2): 5}, Fuse(kin(INF, 2), "nobody"), "ESPRIT_NOT_OWNED"),
        ({kin(INF, 2): 5, kin(INF, 3): 5}, Fuse(kin(INF, 2), kin(INF, 3)), "TIER_MISMATCH"),
        ({kin(INF, 18): 5}, Fuse(kin(INF, 18), kin(INF, 18)), "MAX_TIER"),
        ({kin(INF, 2): 1}, Fuse(kin(INF, 2), kin(INF, 2)), "INSUFFICIENT"),
        ({kin(INF, 2): 5}, Fuse(kin(INF, 2), kin(INF, 2), 0), "INVALID_ARGUMENT"),
        ({kin(INF, 2): 5}, Fuse(kin(INF, 2), kin(INF, 2), 51), "INVALID_ARGUMENT"),
        ({kin(INF, 2): 5}, Fuse(kin(INF, 2), kin(INF, 2), 1, 13), "INVALID_ARGUMENT"),
        ({kin(INF, 2): 5}, Fuse(kin(INF, 2), kin(INF, 2), 1, -1), "INVALID_ARGUMENT"),
    ],
)
def test_a_fusion_that_cannot_be_is_refused(copies: dict[str, int], action: Fuse, code: str) -> None:
    assert rich(copies).refused(action).code == code


def test_hazard_17_the_last_copy_of_the_leader_is_refused_by_a_rule() -> None:
    play = rich({kin(TEM, 1): 5})
    leader = play.state.leader
    assert leader == "jelune"
    refused = play.refused(Fuse("jelune", kin(TEM, 1)))
    assert (refused.code, refused.params["reason"]) == ("ESPRIT_IN_USE", "leader")
    play.own({"jelune": 2})
    assert play.refused(Fuse("jelune", "jelune")).code == "ESPRIT_IN_USE"
    play.own({"jelune": 3})
    assert fused(play, Fuse("jelune", "jelune")).attempts


def test_hazard_17_the_last_copy_of_a_support_or_of_one_with_a_relic_stays() -> None:
    play = rich({kin(INF, 2): 2, kin(VER, 2): 1, kin(ABY, 2): 1})
    play.have(supports={"support1": kin(VER, 2)})
    relic = replace(play.state.stacks[kin(ABY, 2)], relics=("iron_sword",))
    play.have(stacks={**play.state.stacks, kin(ABY, 2): relic})
    assert play.refused(Fuse(kin(INF, 2), kin(VER, 2))).params["reason"] == "support"
    assert play.refused(Fuse(kin(INF, 2), kin(ABY, 2))).params["reason"] == "relic"


def test_revies_then_fragments_then_a_catalyst_must_be_there() -> None:
    play = rich({kin(INF, 2): 9}, fusion_catalyst=1)
    play.have(wallet=Wallet({"revies": 1_599}))
    assert play.refused(Fuse(kin(INF, 2), kin(INF, 2), 1, 1, True)).params["kind"] == "revies"
    play.have(wallet=Wallet({"revies": 1_600}), fragments={})
    assert play.refused(Fuse(kin(INF, 2), kin(INF, 2), 1, 1, True)).params["kind"] == "fragments"
    play.have(fragments={"tier:2": 1}, items={})
    assert play.refused(Fuse(kin(INF, 2), kin(INF, 2), 1, 1, True)).params["kind"] == "item"


def test_a_catalyst_makes_it_certain_and_is_refused_where_it_is_certain_anyway() -> None:
    play = rich({kin(INF, 17): 9}, fusion_catalyst=2)
    reply = fused(play, Fuse(kin(INF, 17), kin(INF, 17), 1, 0, True))
    assert (reply.attempts[0].success, reply.attempts[0].chance_bp) == (True, 10_000)
    assert play.state.items["fusion_catalyst"] == 1
    refused = play.refused(Fuse(kin(INF, 17), kin(INF, 17), 1, 12, True))
    assert refused.params == {"field": "catalyst", "reason": "not_needed"}


def test_when_nothing_more_fits_it_is_refused_before_paying() -> None:
    play = rich({kin(INF, 2): 9, kin(INF, 3): 999_999})
    assert play.refused(Fuse(kin(INF, 2), kin(INF, 2))).code == "STACK_LIMIT"
    play.own({kin(INF, 3): 999_998})
    assert fused(play, Fuse(kin(INF, 2), kin(INF, 2))).attempts


# -- many at once ----------------------------------------------------------------------------------


def test_a_batch_goes_on_until_something_is_lacking() -> None:
    play = rich({kin(INF, 2): 60})
    play.have(wallet=Wallet({"revies": 5 * 1_600 + 1_599}))
    reply = fused(play, Fuse(kin(INF, 2), kin(INF, 2), 50))
    assert (len(reply.attempts), reply.stopped) == (5, "INSUFFICIENT")
    assert play.balance("revies") == 1_599
    assert reply.revies_spent == 8_000


def test_each_attempt_of_a_batch_pays_boost_and_catalyst_anew() -> None:
    play = rich({kin(INF, 17): 60}, fusion_catalyst=3)
    play.have(wallet=Wallet({"revies": 10**9}))
    reply = fused(play, Fuse(kin(INF, 17), kin(INF, 17), 5, 2, True))
    assert (len(reply.attempts), reply.stopped) == (3, "INSUFFICIENT")
    assert "fusion_catalyst" not in play.state.items
    assert reply.fragments_spent == 3 * 2 * 6
    assert play.state.fragments["tier:17"] == 500 - 36


def test_pity_grows_from_one_attempt_of_a_batch_to_the_next() -> None:
    play = rich({kin(INF, 17): 200})
    play.have(wallet=Wallet({"revies": 10**9}))
    reply = fused(play, Fuse(kin(INF, 17), kin(INF, 17), 50))
    failures = 0
    for one in reply.attempts:
        assert one.chance_bp == min(4_000 + 500 * failures, 9_500)
        failures = 0 if one.success else failures + 1


# -- seen before it is done ------------------------------------------------------------------------


def test_a_button_acts_only_on_the_state_that_it_was_shown_with() -> None:
    play = rich({kin(INF, 2): 9})
    seen = play.do(PreviewFusion(kin(INF, 2), kin(INF, 2)))
    assert isinstance(seen, FusionShown)
    first = play.do(Fuse(kin(INF, 2), kin(INF, 2), version=seen.version))
    assert isinstance(first, Fused)
    before = play.state
    again = play.do(Fuse(kin(INF, 2), kin(INF, 2), version=seen.version))
    assert isinstance(again, FusionShown)
    assert play.state == before
    third = play.do(Fuse(kin(INF, 2), kin(INF, 2), version=first.version))
    assert isinstance(third, Fused)


def test_a_preview_draws_nothing_and_says_all() -> None:
    play = rich({kin(UMB, 2): 3, kin(RAD, 2): 1}, fusion_catalyst=2)
    seen = play.do(PreviewFusion(kin(UMB, 2), kin(RAD, 2), 1))
    assert isinstance(seen, FusionShown)
    assert (seen.cost, seen.fragments_needed, seen.fragments, seen.catalysts) == (1_600, 1, 500, 2)
    assert set(seen.elements) == {INF, VER, ABY, TEM, UMB, RAD}
    assert seen.most_attempts == 1
    assert (seen.chance.base_bp, seen.chance.cross_bp, seen.chance.boost_bp) == (8_200, 9_000, 500)


# -- whatever happens ------------------------------------------------------------------------------

names = st.sampled_from([kin(INF, 1), kin(VER, 1), "jelune", kin(INF, 2), kin(VER, 2), kin(INF, 3), "nobody"])
fusions = st.builds(Fuse, names, names, st.integers(0, 4), st.integers(-1, 3), st.booleans())


@given(st.lists(fusions, max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_copy_revie_or_fragment_is_ever_below_zero_and_the_ledger_is_the_balance(
    script: list[Fuse],
) -> None:
    play = rich({kin(INF, 1): 9, kin(VER, 1): 6, "jelune": 2}, fusion_catalyst=2)
    play.have(wallet=Wallet({"revies": 20_000}))
    start = 20_000
    for action in script:
        entries = play.decide(action).entries
        assert sum(entry.amount for entry in entries) == 0
        before = play.state
        if isinstance(play.do(action), Refused):
            assert play.state is before
    moved = [one for one in of_type(play.events, events.CurrencyChanged) if one.reason == "burn/fusion"]
    assert play.balance("revies") == start + sum(one.delta for one in moved) >= 0
    assert all(stack.quantity >= 0 for stack in play.state.stacks.values())
    assert all(count >= 0 for count in play.state.fragments.values())
    assert play.state.stacks["jelune"].quantity >= 1
    for one in of_type(play.events, EspritConsumed):
        assert one.n > 0


def test_copies_that_cannot_be_traded_go_last() -> None:
    play = rich({})
    play.have(stacks={**play.state.stacks, kin(INF, 2): Stack(5, 0, 0, NOON_MS, 4)})
    play.do(Fuse(kin(INF, 2), kin(INF, 2), catalyst=True))
    stack = play.state.stacks[kin(INF, 2)]
    assert (stack.quantity, stack.bound) == (3, 3)


def test_the_leader_bonus_is_read_once_for_all_attempts() -> None:
    play = rich({kin(INF, 17): 60})
    play.have(leader="shynix", wallet=Wallet({"revies": 10**9}))
    reply = fused(play, Fuse(kin(INF, 17), kin(INF, 17), 3))
    assert reply.attempts[0].chance_bp == 4_000 * 10_500 // 10_000
    assert fusion.SOURCE == "fusion"


def test_hazard_1_a_fusion_is_decided_whole_in_one_go_with_all_that_it_gives() -> None:
    play = rich({kin(INF, 2): 9}, fusion_catalyst=1)
    decision = play.decide(Fuse(kin(INF, 2), kin(INF, 2), 1, 0, True))
    kinds = {type(one).__name__ for one in decision.events}
    assert {"CurrencyChanged", "EspritConsumed", "EspritGained", "FusionSucceeded", "ItemChanged"} <= kinds
    assert sum(entry.amount for entry in decision.entries) == 0
    assert play.state.stacks[kin(INF, 2)].quantity == 9


def test_hazard_11_two_players_who_fuse_the_same_species_share_nothing_but_frozen_content() -> None:
    ada, bilal = rich({kin(INF, 2): 9, kin(VER, 2): 9}), rich({kin(INF, 2): 9, kin(VER, 2): 9})
    before = bilal.state
    ada.do(Fuse(kin(INF, 2), kin(VER, 2), 5))
    assert bilal.state is before
    bilal.do(Fuse(kin(VER, 2), kin(INF, 2), 5))
    assert bilal.state.stacks[kin(INF, 2)].quantity < 9
    with pytest.raises(TypeError):
        catalogue().growing.fusion.chart[INF, INF] = (VER,)  # type: ignore[index]
