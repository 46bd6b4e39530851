"""Any commands in any order, at any time and under any settings: all laws hold of each of them."""

from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import bounds, machine_of, walk
from tests.properties.tally import Tally

LIVES, WALKS, STEPS = 60, 90, 50
"""Half a minute together; `python -m tests.properties` goes on for as long as is wanted."""


def test_no_life_breaks_a_law() -> None:
    tally = Tally()
    run_state_machine_as_test(machine_of(tally), settings=bounds(LIVES, STEPS))
    assert tally.steps > LIVES


def test_every_command_does_what_it_is_for_in_some_life() -> None:
    tally = Tally()
    for seed in range(WALKS):
        walk(seed, STEPS, tally, [])
    assert not tally.never_done(), f"say in pools.py what they take:\n{tally.told()}"
