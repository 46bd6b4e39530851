"""The laws of the rules hold for whatever players and operators do, in any order."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import machine
from tests.properties.tally import Tally

BOUNDED = settings(
    max_examples=10,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # `python -m tests.properties` finds the fewest steps
)


def test_no_sequence_of_commands_breaks_a_law_of_the_rules() -> None:
    tally = Tally()
    run_state_machine_as_test(machine(tally), settings=BOUNDED)

    assert tally.steps > 100
