"""Any commands in any order, at any time and under any settings: all laws hold of each of them."""

from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import bounds, machine_of
from tests.properties.tally import Tally

LIVES, STEPS = 120, 60
"""About half a minute; `python -m tests.properties` goes on for as long as is wanted."""


def test_no_life_breaks_a_law_and_every_command_does_what_it_is_for() -> None:
    tally = Tally()
    run_state_machine_as_test(machine_of(tally), settings=bounds(LIVES, STEPS, derandomize=True))
    assert not tally.never_done(), tally.told()
