"""Fusion: what is refused, many at once, and what is seen before it is done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import events, fusion
from reve.game.shown import Refused
from reve.game.state import Stack, Wallet
from reve.game.vocabulary.esprit import EspritConsumed
from reve.game.vocabulary.fusion import Fuse, Fused, FusionShown, PreviewFusion
from tests.game.fusing import ABY, INF, RAD, TEM, UMB, VER, fused, kin, pair, rich
from tests.game.sample import NOON_MS, catalogue, of_type

# -- what is refused, in order -----------------------------------------------------------------------


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


# -- many at once ------------------------------------------------------------------------------------


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


# -- seen before it is done --------------------------------------------------------------------------


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


def test_what_a_button_of_old_shows_is_as_many_fusions_as_it_offered() -> None:
    play = rich({kin(INF, 2): 9})
    seen = play.do(PreviewFusion(kin(INF, 2), kin(INF, 2)))
    assert isinstance(seen, FusionShown)
    again = play.do(Fuse(kin(INF, 2), kin(INF, 2), count=3, version=seen.version + 7))
    assert isinstance(again, FusionShown)
    assert again.count == 3


@pytest.mark.parametrize(
    ("have", "count", "last"),
    [
        ({kin(INF, 2): 3, kin(VER, 2): 2}, 1, ()),
        ({kin(INF, 2): 3, kin(VER, 2): 1}, 1, (kin(VER, 2),)),
        ({kin(INF, 2): 3, kin(VER, 2): 3}, 3, (kin(INF, 2), kin(VER, 2))),
    ],
)
def test_a_careful_fusion_that_could_take_a_last_copy_is_shown_first(
    have: dict[str, int], count: int, last: tuple[str, ...]
) -> None:
    play = rich(have)
    before = play.state
    seen = play.do(Fuse(kin(INF, 2), kin(VER, 2), count, careful=True))
    if not last:
        assert isinstance(seen, Fused)
        return
    assert isinstance(seen, FusionShown)
    assert (seen.last, seen.count, play.state) == (last, count, before)
    assert isinstance(play.do(Fuse(kin(INF, 2), kin(VER, 2), count, version=seen.version)), Fused)


def test_a_careful_fusion_of_what_is_in_use_asks_nothing_about_it() -> None:
    play = rich({"jelune": 3})
    assert play.state.leader == "jelune"
    assert isinstance(play.do(Fuse("jelune", "jelune", careful=True)), Fused)


def test_a_preview_draws_nothing_and_says_all() -> None:
    play = rich({kin(UMB, 2): 3, kin(RAD, 2): 1}, fusion_catalyst=2)
    seen = play.do(PreviewFusion(kin(UMB, 2), kin(RAD, 2), 1))
    assert isinstance(seen, FusionShown)
    assert (seen.cost, seen.fragments_needed, seen.fragments, seen.catalysts) == (1_600, 1, 500, 2)
    assert set(seen.elements) == {INF, VER, ABY, TEM, UMB, RAD}
    assert seen.most_attempts == 1
    assert (seen.chance.base_bp, seen.chance.cross_bp, seen.chance.boost_bp) == (8_200, 9_000, 500)


# -- whatever happens --------------------------------------------------------------------------------

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


# -- what is offered ---------------------------------------------------------------------------------


def test_a_chance_that_is_cut_says_to_what() -> None:
    rules = catalogue()
    assert fusion.chance(rules, pair(INF, INF, 1), 3).capped_bp == 9_500
    assert fusion.chance(rules, pair(INF, INF, 1, steps=2), 3).capped_bp == 9_500
    assert fusion.chance(rules, pair(INF, INF, 1), 2).capped_bp == 0
    assert fusion.chance(rules, pair(INF, INF, 1, sure=True), 0).capped_bp == 0


@pytest.mark.parametrize(
    ("copies", "revies", "fragments", "catalysts", "due"),
    [
        (9, 10**9, 500, 9, 3),
        (5, 10**9, 500, 9, 2),
        (9, 2 * 1_600, 500, 9, 2),
        (9, 10**9, 3, 9, 1),
        (9, 10**9, 500, 2, 2),
        (1, 0, 0, 0, 1),
    ],
)
def test_no_more_is_offered_than_can_be_made(
    copies: int, revies: int, fragments: int, catalysts: int, due: int
) -> None:
    play = rich({kin(INF, 2): copies}, fusion_catalyst=catalysts)
    play.have(wallet=Wallet({"revies": revies}), fragments={"tier:2": fragments})
    seen = play.do(Fuse(kin(INF, 2), kin(INF, 2), 3, 2, catalyst=True, version=play.seq + 9))
    assert isinstance(seen, FusionShown)
    assert seen.count == due


def test_it_can_be_made_again_only_while_nothing_is_lacking_or_in_use() -> None:
    play = rich({"jelune": 3, kin(INF, 1): 9}, fusion_catalyst=9)
    assert play.state.leader == "jelune"
    assert fused(play, Fuse("jelune", kin(INF, 1), catalyst=True)).again
    assert not fused(play, Fuse("jelune", kin(INF, 1), catalyst=True)).again  # the last one leads
    assert fused(play, Fuse(kin(INF, 1), kin(INF, 1), catalyst=True)).again
    play.have(wallet=Wallet({"revies": 1_999}))
    assert not fused(play, Fuse(kin(INF, 1), kin(INF, 1), catalyst=True)).again
