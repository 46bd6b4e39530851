"""The team and its leader: who may have which place, and what settles before another leads."""

import pytest

from reve.game import events, leadership, power
from reve.game.shown import Refused
from reve.game.state import Gauge, Growth, Stack
from reve.game.vocabulary.team import (
    ClearMember,
    PowerDetails,
    SetMember,
    ShowPower,
    ShowTeam,
    TeamChanged,
    TeamShown,
)
from tests.game.sample import NOON_MS, Play, catalogue, of_type, started


def captain(level: int = 5) -> Play:
    """A player led by a jelune, with others to choose from."""
    play = started("focused")
    play.own({"gloomb": 3, "shynix": 1, "inferno_t4": 2})
    play.have(growth=Growth(level=level))
    return play


def team(play: Play, action: SetMember | ClearMember | ShowTeam) -> TeamShown:
    reply = play.do(action)
    assert isinstance(reply, TeamShown)
    return reply


def places(shown: TeamShown) -> dict[str, str | None]:
    return {one.slot: one.species for one in shown.members}


def test_any_three_different_esprits_make_a_team() -> None:
    play = captain()
    team(play, SetMember("support1", "gloomb"))
    shown = team(play, SetMember("support2", "inferno_t4"))
    assert places(shown) == {"leader": "jelune", "support1": "gloomb", "support2": "inferno_t4"}
    assert play.state.supports == {"support1": "gloomb", "support2": "inferno_t4"}
    assert [(one.slot, one.old, one.new) for one in of_type(play.events, TeamChanged)] == [
        ("support1", None, "gloomb"),
        ("support2", None, "inferno_t4"),
    ]


def test_another_leader_gives_its_own_bonuses_from_now_on() -> None:
    play = captain()
    shown = team(play, SetMember("leader", "inferno_t4"))
    assert shown.bonuses == {"attack": 500 + 3 * 80, "energy_interval": 5_000 + 3 * 2_000}
    event = list(of_type(play.events, events.LeaderChanged))[-1]
    assert (event.old, event.new, event.bonuses) == ("jelune", "inferno_t4", shown.bonuses)
    assert leadership.of(play.state, catalogue()) == shown.bonuses


def test_a_new_leader_first_settles_what_the_old_one_sped_up() -> None:
    play = captain()
    play.have(energy=Gauge(0, NOON_MS), stamina=Gauge(0, NOON_MS))
    fast_ms = (300_000 - 3_000) * 10_000 // 11_000
    play.wait(20 * fast_ms)
    team(play, SetMember("leader", "gloomb"))
    assert play.state.energy == Gauge(20, NOON_MS + 20 * fast_ms)
    slow_ms = 300_000 * 10_000 // 11_000
    play.wait(slow_ms - 1)
    assert play.do(SetMember("leader", "shynix"))
    assert play.state.energy.value == 20


def test_supports_join_at_level_5() -> None:
    play = captain(level=4)
    assert play.refused(SetMember("support1", "gloomb")).params == {"feature": "support", "level": 5}
    assert "supports_locked" in team(play, ShowTeam()).warnings
    assert places(team(play, SetMember("leader", "gloomb")))["leader"] == "gloomb"


def test_who_has_a_place_is_offered_to_swap() -> None:
    play = captain()
    team(play, SetMember("support1", "gloomb"))
    no = play.refused(SetMember("leader", "gloomb"))
    assert no.code == "DUPLICATE_MEMBER"
    assert no.params == {"species": "gloomb", "slot": "support1", "target": "leader"}
    shown = team(play, SetMember("leader", "gloomb", swap=True))
    assert places(shown) == {"leader": "gloomb", "support1": "jelune", "support2": None}
    moved = team(play, SetMember("support2", "jelune", swap=True))
    assert places(moved) == {"leader": "gloomb", "support1": None, "support2": "jelune"}


def test_the_place_of_the_leader_is_never_left_empty() -> None:
    play = captain()
    assert play.refused(SetMember("support1", "jelune", swap=True)).code == "DUPLICATE_MEMBER"
    assert play.refused(SetMember("leader", "jelune", swap=True)).code == "DUPLICATE_MEMBER"
    assert play.refused(ClearMember("leader")).params["field"] == "slot"


def test_only_owned_esprits_may_join() -> None:
    play = captain()
    play.own({"shynix": 0})
    assert play.refused(SetMember("support1", "shynix")).code == "ESPRIT_NOT_OWNED"
    assert play.refused(SetMember("support3", "gloomb")).params["field"] == "slot"


def test_a_support_can_be_sent_away_once() -> None:
    play = captain()
    team(play, SetMember("support1", "gloomb"))
    assert places(team(play, ClearMember("support1")))["support1"] is None
    assert play.state.supports == {}
    assert play.refused(ClearMember("support1")).code == "SLOT_EMPTY"


def test_the_teams_power_is_the_sum_of_three_copies_with_their_relics() -> None:
    play = captain()
    armed = Stack(2, 1, 0, NOON_MS, 0, ("iron_sword",))
    play.have(stacks={**play.state.stacks, "inferno_t4": armed})
    team(play, SetMember("support1", "inferno_t4"))
    shown = team(play, SetMember("support2", "gloomb"))
    base = 835 * 12 // 10
    assert shown.members[1].attack == base + base * 8 // 100
    assert shown.power == sum(one.power for one in shown.members)
    assert shown.tenth_tier == (1 + 4 + 1) * 10 // 3
    assert set(shown.elements) == {"tempest", "inferno", "umbral"}


@pytest.mark.parametrize(
    ("leader", "warnings"), [("jelune", {"support_missing"}), ("gloomb", {"support_missing"})]
)
def test_the_team_says_what_could_be_better(leader: str, warnings: set[str]) -> None:
    play = captain()
    play.have(leader=leader)
    assert set(team(play, ShowTeam()).warnings) == warnings


def test_a_team_of_one_element_is_told_so() -> None:
    play = captain()
    play.own({"tempest_kin": 1, "tempest_t2": 1})
    team(play, SetMember("support1", "tempest_kin"))
    assert team(play, SetMember("support2", "tempest_t2")).warnings == ("one_element",)


def test_the_details_of_power_add_up() -> None:
    play = captain()
    shown = play.do(ShowPower())
    assert isinstance(shown, PowerDetails)
    assert shown.army == power.army(play.state, catalogue())
    assert sum(shown.by_element.values()) == sum(shown.by_tier.values())
    assert abs(sum(shown.by_tier.values()) - shown.before.total) <= len(play.state.stacks)
    assert shown.top[0].species == "inferno_t4"
    assert len(shown.top) <= 10


def test_whoever_has_not_begun_has_no_team() -> None:
    reply = Play().do(ShowTeam())
    assert isinstance(reply, Refused)
    assert reply.code == "NOT_REGISTERED"
