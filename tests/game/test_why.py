"""Why: a number is explained by the very steps that its rule reckons it by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.game import commands, fusion, power, resource
from reve.game.reckoning import Reckoning, Step
from reve.game.shown import ProfileShown, Refused
from reve.game.state import Gauge, Growth, Luck
from reve.game.vocabulary.why import ExplainedPart, ExplainNumber, NumberExplained
from tests.game.sample import NOON_MS, Play, catalogue, started

amounts = st.integers(-(10**18), 10**18)
shares = st.integers(-9_999, 100_000)


def explained(play: Play, what: str) -> dict[str, ExplainedPart]:
    reply = play.do(ExplainNumber(what))
    assert isinstance(reply, NumberExplained)
    return {part.name: part for part in reply.parts}


def total(part: ExplainedPart) -> int:
    return part.steps[-1].after


@given(amounts, amounts, shares)
def test_each_step_begins_where_the_one_before_ended(start: int, plus: int, bp: int) -> None:
    one = Reckoning.start("a", start).plus("b", plus).times("c", bp)
    assert [step.after for step in one.steps] == [
        start,
        start + plus,
        (start + plus) * (10_000 + bp) // 10_000,
    ]
    assert one.value == one.steps[-1].after


@given(amounts, amounts)
def test_a_bound_leaves_a_step_only_where_it_binds(value: int, bound: int) -> None:
    low, high = (
        Reckoning.start("a", value).at_most("b", bound),
        Reckoning.start("a", value).at_least("b", bound),
    )
    assert (low.value, high.value) == (min(value, bound), max(value, bound))
    assert (len(low.steps) == 2) == (value > bound)
    assert (len(high.steps) == 2) == (value < bound)


def test_power_is_explained_by_the_rule_that_yields_it() -> None:
    play = started("vigorous")
    play.own({"inferno_t9": 12, "umbral_t3": 4})
    play.have(growth=Growth(level=30, skills={"attack": 7}))
    parts = explained(play, "power")
    army = power.army(play.state, catalogue())
    assert {name: total(part) for name, part in parts.items()} == {
        "attack": army.attack,
        "defense": army.defense,
        "health": army.health,
        "total": army.total,
    }
    assert [(step.name, step.by) for step in parts["attack"].steps][1:] == [("skill", 70), ("leader", 500)]
    assert parts["defense"].steps[1] == Step("skill", "times", 0, parts["defense"].steps[0].after)


@pytest.mark.parametrize("kind", ["energy", "stamina"])
def test_bars_are_explained_by_the_rule_that_yields_them(kind: str) -> None:
    play = started("focused")
    play.have(growth=Growth(level=12, skills={kind: 5}))
    parts, profile = explained(play, kind), play.do(commands.ShowProfile())
    assert isinstance(profile, ProfileShown)
    assert profile.own is not None
    shown = profile.own.energy if kind == "energy" else profile.own.stamina
    assert (total(parts["maximum"]), total(parts["interval"])) == (shown.maximum, shown.interval_ms)
    assert [step.by for step in parts["maximum"].steps] == ([100, 22, 5] if kind == "energy" else [50, 11, 5])


def test_the_reve_is_explained_with_its_pity() -> None:
    play = started()
    play.have(luck=Luck(Gauge(5, NOON_MS), since_bright=10, since_brilliant=100))
    parts = explained(play, "reve")
    assert (total(parts["bright"]), total(parts["brilliant"])) == (700, 105)
    assert (total(parts["bright_in"]), total(parts["brilliant_in"])) == (30, 150)
    play.have(luck=Luck(Gauge(5, NOON_MS), since_bright=39, since_brilliant=100))
    parts = explained(play, "reve")
    assert (total(parts["bright"]), total(parts["brilliant"])) == (10_000, 105)
    play.have(luck=Luck(Gauge(5, NOON_MS), since_bright=0, since_brilliant=249))
    parts = explained(play, "reve")
    assert (total(parts["bright"]), total(parts["brilliant"])) == (10_000, 10_000)


def test_a_fusion_is_explained_for_the_leader() -> None:
    play = started("focused")
    parts = explained(play, "fusion")
    assert [step.name for step in parts["chance"].steps] == [
        "tier",
        "cross",
        "leader",
        "pity",
        "festival",
        "boost",
    ]
    assert total(parts["chance"]) == 8_500


@given(
    st.integers(0, 40),
    st.integers(0, 5),
    st.booleans(),
    st.integers(0, 2_000),
    st.sampled_from(["umbral", "inferno"]),
)
def test_a_chance_of_fusion_is_the_last_of_its_steps(
    failed: int, steps: int, catalyst: bool, leader_bp: int, element: str
) -> None:
    world = catalogue()
    first, second = world.species["inferno_t4"], world.species[f"{element}_t4"]
    pair = fusion.Pair(first, second, steps, catalyst, leader_bp)
    odds = fusion.chance(world, pair, failed)
    assert odds.total_bp == fusion.chance_terms(world, pair, failed).value <= 10_000
    assert odds.total_bp == 10_000 or not catalyst


def test_what_cannot_be_explained_is_refused() -> None:
    refused = started().do(ExplainNumber("luck"))
    assert isinstance(refused, Refused)
    assert refused.params == {"field": "what", "reason": "unknown"}


def test_nothing_is_explained_about_a_fusion_that_cannot_be() -> None:
    play = started()
    play.have(stacks={"inferno_t18": replace(next(iter(play.state.stacks.values())), quantity=2)})
    play.have(leader="inferno_t18")
    assert play.refused(ExplainNumber("fusion")).code == "MAX_TIER"


def test_reckoning_a_bar_agrees_with_reading_it() -> None:
    play = started()
    how = resource.regeneration(play.state, catalogue(), "energy")
    assert how.maximum == resource.maximum_of(play.state, catalogue(), "energy").value
