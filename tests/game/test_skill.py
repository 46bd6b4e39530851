"""Skills and classes: what points give, how they come back, and what another class costs."""

import pytest

from reve.game import events, resource
from reve.game.state import Gauge, Growth, Wallet
from reve.game.vocabulary.skill import (
    AllocateSkill,
    ChangeClass,
    ClassShown,
    ResetSkills,
    ShowClass,
    ShowSkills,
    SkillReset,
    SkillsShown,
)
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, of_type, started


def learned(points: int = 20, **skills: int) -> Play:
    """A player of level 10 with points to give, full bars and erythl."""
    play = started("enlightened")
    play.have(
        growth=Growth(level=10, skill_points=points, skills=skills),
        wallet=Wallet({"erythl": 10_000}),
        energy=Gauge(50, NOON_MS),
        stamina=Gauge(20, NOON_MS),
    )
    return play


def skills(play: Play, action: AllocateSkill | ResetSkills | ShowSkills) -> SkillsShown:
    reply = play.do(action)
    assert isinstance(reply, SkillsShown)
    return reply


def maximum(play: Play, kind: str) -> int:
    return resource.regeneration(play.state, catalogue(), kind).maximum  # type: ignore[arg-type]


@pytest.mark.parametrize(("skill", "base"), [("energy", 118), ("stamina", 59)])
def test_a_point_in_a_bar_makes_it_one_higher_and_gives_one_now(skill: str, base: int) -> None:
    play = learned()
    assert maximum(play, skill) == base
    before = play.state.energy.value if skill == "energy" else play.state.stamina.value
    skills(play, AllocateSkill(skill, 5))
    after = play.state.energy.value if skill == "energy" else play.state.stamina.value
    assert (maximum(play, skill), after - before) == (base + 5, 5)
    assert play.state.growth.skill_points == 15


@pytest.mark.parametrize("skill", ["attack", "defense"])
def test_a_point_in_attack_or_defense_is_a_tenth_of_a_percent(skill: str) -> None:
    play = learned()
    shown = skills(play, AllocateSkill(skill, 20))
    (line,) = (one for one in shown.lines if one.skill == skill)
    assert (line.points, line.bp) == (20, 10)
    assert not list(of_type(play.events[-1:], events.EnergyChanged))


@pytest.mark.parametrize(
    ("action", "code", "fact"),
    [
        (AllocateSkill("luck", 1), "INVALID_ARGUMENT", "skill"),
        (AllocateSkill("energy", 0), "INVALID_ARGUMENT", "points"),
        (AllocateSkill("energy", -1), "INVALID_ARGUMENT", "points"),
        (AllocateSkill("energy", 21), "INSUFFICIENT", "skill_points"),
    ],
)
def test_points_must_be_there_and_go_into_a_skill(action: AllocateSkill, code: str, fact: str) -> None:
    no = learned().refused(action)
    assert no.code == code
    assert fact in no.params.values()


def test_no_bar_gets_higher_than_its_hard_maximum() -> None:
    play = learned(200, energy=1_880)
    assert maximum(play, "energy") == 118 + 1_880
    assert play.refused(AllocateSkill("energy", 3)).code == "MAX_COUNT"
    skills(play, AllocateSkill("energy", 2))
    assert maximum(play, "energy") == 2_000


def test_points_come_back_for_a_price_that_rises_to_five_hundred() -> None:
    play = learned(0, energy=3, attack=4)
    for nth, cost in enumerate((100, 200, 300, 400, 500, 500), 1):
        before = play.balance("erythl")
        assert skills(play, ShowSkills(resetting=True)).reset_cost == cost
        skills(play, ResetSkills(False, play.seq + 1))
        assert before - play.balance("erythl") == cost
        assert (play.state.growth.skills, play.state.growth.skill_points) == ({}, 7)
        assert play.state.growth.skill_resets == nth
        skills(play, AllocateSkill("attack", 7))
        play.wait(DAY_MS)


def test_a_token_pays_instead_and_does_not_raise_the_price() -> None:
    play = learned(0, attack=4)
    play.have(items={"skill_reset_token": 1})
    shown = skills(play, ResetSkills(True, play.seq + 1))
    assert (shown.changed, shown.points, shown.tokens, shown.reset_cost) == ("reset", 4, 0, 100)
    assert play.balance("erythl") == 10_000
    assert play.state.items == {}


def test_a_reset_may_be_had_once_in_a_day() -> None:
    play = learned(1, attack=4)
    skills(play, ResetSkills(False, play.seq + 1))
    skills(play, AllocateSkill("attack", 1))
    play.wait(DAY_MS - 1)
    no = play.refused(ResetSkills(False, play.seq + 1))
    assert (no.code, no.params["next_at_ms"]) == ("ALREADY_CLAIMED", NOON_MS + DAY_MS)
    play.wait(1)
    assert skills(play, ResetSkills(False, play.seq + 1)).changed == "reset"


def test_nothing_can_be_taken_back_that_was_not_given() -> None:
    assert learned().refused(ResetSkills(False, 2)).params["kind"] == "allocated"


def test_a_reset_that_cannot_be_paid_is_refused() -> None:
    play = learned(0, attack=4)
    play.have(wallet=Wallet({"erythl": 99}))
    assert play.refused(ResetSkills(False, play.seq + 1)).params["kind"] == "erythl"
    assert play.refused(ResetSkills(True, play.seq + 1)).params["kind"] == "item"


def test_bars_are_cut_to_what_they_are_without_the_points() -> None:
    play = learned(0, energy=50)
    play.have(energy=Gauge(168, NOON_MS), stamina=Gauge(5, NOON_MS))
    skills(play, ResetSkills(False, play.seq + 1))
    assert (play.state.energy.value, play.state.stamina.value) == (118, 5)
    (event,) = of_type(play.events, SkillReset)
    assert (event.returned, event.energy) == (50, 118)


def test_giving_and_taking_back_is_no_pump_of_energy() -> None:
    play = learned(10)
    before = play.state.energy.value
    skills(play, AllocateSkill("energy", 10))
    skills(play, ResetSkills(False, play.seq + 1))
    assert play.state.energy.value == before + 10
    skills(play, AllocateSkill("energy", 10))
    assert play.refused(ResetSkills(False, play.seq + 1)).code == "ALREADY_CLAIMED"


def test_an_older_confirmation_asks_again() -> None:
    play = learned(3, attack=4)
    asked = skills(play, ShowSkills(resetting=True))
    skills(play, AllocateSkill("attack", 1))
    before = play.state
    assert skills(play, ResetSkills(False, asked.version)).resetting
    assert play.state is before


# -- class ------------------------------------------------------------------------------------------


def changed(play: Play, class_id: str) -> ClassShown:
    reply = play.do(ChangeClass(class_id, play.seq + 1))
    assert isinstance(reply, ClassShown)
    return reply


def test_each_change_of_class_costs_a_hundred_more_up_to_five_hundred() -> None:
    play = learned()
    for cost, class_id in zip((100, 200, 300, 400, 500, 500), ("focused", "vigorous") * 3, strict=True):
        before = play.balance("erythl")
        assert changed(play, class_id).class_id == class_id
        assert before - play.balance("erythl") == cost
    assert play.state.growth.class_changes == 6


def test_the_present_class_and_an_unknown_one_are_refused() -> None:
    play = learned()
    assert play.refused(ChangeClass("enlightened", play.seq + 1)).params["reason"] == "same"
    assert play.refused(ChangeClass("idle", play.seq + 1)).params["reason"] == "unknown"
    assert play.refused(ShowClass("enlightened")).params["reason"] == "same"
    play.have(wallet=Wallet({"erythl": 99}))
    assert play.refused(ChangeClass("focused", play.seq + 1)).params["kind"] == "erythl"


def test_the_old_bonus_pays_for_the_past_and_the_new_one_for_the_future() -> None:
    play = learned()
    play.have(energy=Gauge(0, NOON_MS))
    play.wait(10 * 300_000 + 1)
    changed(play, "focused")
    assert play.state.energy == Gauge(10, NOON_MS + 10 * 300_000)
    fast_ms = 300_000 * 10_000 // 11_100
    assert resource.regeneration(play.state, catalogue(), "energy").interval_ms == fast_ms


def test_the_class_is_shown_with_its_bonus_at_the_level() -> None:
    play = learned()
    shown = play.do(ShowClass())
    assert isinstance(shown, ClassShown)
    assert (shown.class_id, shown.cost, shown.since_ms) == ("enlightened", 100, NOON_MS)
    assert {line.bp for line in shown.lines} == {1_100}
    asked = play.do(ShowClass("focused"))
    assert isinstance(asked, ClassShown)
    assert asked.change_to == "focused"


def test_an_older_confirmation_of_a_class_asks_again() -> None:
    play = learned()
    asked = play.do(ShowClass("focused"))
    assert isinstance(asked, ClassShown)
    skills(play, AllocateSkill("attack", 1))
    again = play.do(ChangeClass("focused", asked.version))
    assert isinstance(again, ClassShown)
    assert (again.change_to, play.state.person.class_id) == ("focused", "enlightened")
