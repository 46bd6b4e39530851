"""Standings: the boards that follow from a state."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.game import experience
from reve.game.standings import BOARDS, packed, standings, unpacked
from reve.game.state import Growth, Player, Stack
from reve.game.vocabulary.ranking import NameShown, ShowName
from tests.game.sample import catalogue, started

levels = st.integers(1, 200)
xps = st.integers(0, 2**40 - 1)


def values(player: Player) -> dict[str, int]:
    return {one.board: one.value for one in standings(player, catalogue())}


def test_a_new_player_has_a_place_on_the_boards_that_have_begun() -> None:
    found = values(started().state)
    assert found["revies"] == 2_500
    assert found["erythl"] == 30
    assert found["unique"] == 2
    assert found["power"] > 0
    assert unpacked(found["level"]) == (1, 0)
    assert found.keys() <= set(BOARDS)
    assert "pvp_wins" not in found


def test_who_has_not_begun_is_on_no_board() -> None:
    assert standings(Player(7), catalogue()) == ()


def test_counters_give_a_place_from_the_first_on() -> None:
    play = started()
    play.have(counters={"successful_fusions": 3, "bosses_defeated": 2, "pvp_wins": 1})
    found = values(play.state)
    assert (found["successful_fusions"], found["bosses_defeated"], found["pvp_wins"]) == (3, 2, 1)


def test_who_hides_gives_up_every_place() -> None:
    play = started()
    play.have(counters={"pvp_wins": 9})
    before = values(play.state)
    hidden = replace(play.state, person=replace(play.state.person, hidden=True))
    assert values(hidden) == dict.fromkeys(before, 0)


@given(levels, xps, levels, xps)
def test_one_number_orders_by_level_and_then_by_xp(a: int, x: int, b: int, y: int) -> None:
    assert (packed(Growth(a, x)) < packed(Growth(b, y))) == ((a, x) < (b, y))
    assert unpacked(packed(Growth(a, x))) == (a, x)
    assert packed(Growth(a, x)) < 2**63


def test_xp_within_a_level_fits_its_bits_even_in_the_dearest_pack() -> None:
    dearest = replace(catalogue().experience, need_factor=10**9, need_power=6)
    assert experience.need(dearest, 199) < 2**40


def test_hazard_24_the_greatest_army_fits_64_bits_exactly() -> None:
    play = started()
    stacks = {name: Stack(999_999, 5, 0, 0, 0) for name in catalogue().species}
    play.have(stacks=stacks)
    power = values(play.state)["power"]
    assert 2**53 < power < 2**63
    one_less = {**stacks, "jelune": Stack(999_998, 5, 0, 0, 0)}
    play.have(stacks=one_less)
    assert 2**53 < values(play.state)["power"] < power


@pytest.mark.parametrize("hidden", [False, True])
def test_a_name_is_told_without_anything_else(hidden: bool) -> None:
    play = started()
    play.have(person=replace(play.state.person, hidden=hidden, title="paragon"))
    assert play.do(ShowName()) == NameShown("Ada", "paragon", hidden)
