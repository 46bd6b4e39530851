"""What an audit finds wrong with a player, and the tally of pulls."""

from dataclasses import replace

import pytest

from reve.game.auditing import Fault, faults
from reve.game.commands import Pull
from reve.game.events import RevePulled
from reve.game.rates import PPM
from reve.game.state import Player, Stack, Wallet
from reve.game.tally import tally
from tests.game.sample import catalogue, started

RICH = Player(7, wallet=Wallet({"revies": 5}))
LEDGER = {("wallet", "revies"): 5, ("mint/quest", "revies"): -5}


def test_a_player_whose_wallet_is_what_the_ledger_says_is_right() -> None:
    assert faults(RICH, LEDGER) == ()


@pytest.mark.parametrize(
    ("sums", "fault"),
    [
        ({**LEDGER, ("wallet", "revies"): 6}, Fault("wallet", "revies", 5, 6)),
        ({**LEDGER, ("wallet", "erythl"): 1}, Fault("wallet", "erythl", 0, 1)),
        ({}, Fault("wallet", "revies", 5, 0)),
    ],
)
def test_a_wallet_that_differs_from_the_ledger_is_wrong(
    sums: dict[tuple[str, str], int], fault: Fault
) -> None:
    assert faults(RICH, sums) == (fault,)


@pytest.mark.parametrize(
    ("player", "fault"),
    [
        (replace(RICH, stacks={"ember": Stack(-1, 0, 0, 0, 0)}), Fault("esprit", "ember", -1, 0)),
        (replace(RICH, stacks={"ember": Stack(0, 0, 0, 0, -2)}), Fault("bound", "ember", -2, 0)),
        (replace(RICH, items={"potion": -3}), Fault("item", "potion", -3, 0)),
        (replace(RICH, fragments={"t1_inferno": -4}), Fault("fragment", "t1_inferno", -4, 0)),
        (replace(RICH, relics={"ring": -5}), Fault("relic", "ring", -5, 0)),
    ],
)
def test_whatever_is_held_less_than_nothing_of_is_wrong(player: Player, fault: Fault) -> None:
    assert faults(player, LEDGER) == (fault,)


def pulls() -> list[RevePulled]:
    play = started()
    before = len(play.events)
    play.do(Pull(5))
    return [event for event in play.events[before:] if isinstance(event, RevePulled)]


def test_the_tally_expects_as_many_pulls_as_there_were() -> None:
    told = tally(catalogue(), pulls())
    assert sum(one.drawn for one in told) == 5
    assert sum(one.expected_ppm for one in told) == pytest.approx(5 * PPM, abs=50)


def test_pulls_under_the_odds_of_another_pack_are_left_out() -> None:
    other = replace(catalogue(), version=catalogue().version + 1)
    assert tally(other, pulls()) == ()
