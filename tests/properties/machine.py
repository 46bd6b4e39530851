"""The state machine: a life in which anything may be asked, at any time and under any settings."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.properties.asking import Asker
from tests.properties.life import Life
from tests.properties.people import PEOPLE
from tests.properties.tally import Tally

chances = st.integers(0, 2**24 - 1)
"""What commands are made from, evenly: a life that fails shrinks to few steps, and notes what was asked."""
few = st.integers(1, 8)


class LifeMachine(RuleBasedStateMachine):
    """Asks for anything; `tally` counts what came of it, over all machines of a class."""

    tally = Tally()
    asker: Any = None
    luck = 0

    @initialize(chance=chances)
    def begin(self, chance: int) -> None:
        """Begin as somebody."""
        self.luck = chance
        self.asker = Asker(Life(self._dice(0).choice(PEOPLE)(), self.tally), note)

    def _dice(self, chance: int) -> Random:
        """Return dice that differ from life to life and from step to step, whatever is tried often."""
        self.luck += 1
        return Random(self.luck << 24 | chance)

    @rule(chance=chances, times=few)
    def change(self, chance: int, times: int) -> None:
        self.asker.change(self._dice(chance), times)

    @rule(chance=chances, times=few)
    def insist(self, chance: int, times: int) -> None:
        self.asker.insist(self._dice(chance), times)

    @rule(chance=chances, times=few)
    def dwell(self, chance: int, times: int) -> None:
        self.asker.dwell(self._dice(chance), times)

    @rule(chance=chances, times=few)
    def view(self, chance: int, times: int) -> None:
        self.asker.view(self._dice(chance), times)

    @rule(chance=chances)
    def wait(self, chance: int) -> None:
        self.asker.wait(self._dice(chance), 1)

    @rule(chance=chances)
    def operate(self, chance: int) -> None:
        self.asker.operate(self._dice(chance), 1)

    @rule(chance=chances)
    def end(self, chance: int) -> None:
        self.asker.end(self._dice(chance), 1)

    @precondition(lambda self: self.asker.life.barred)
    @rule()
    def lift(self) -> None:
        self.asker.life.lift()

    @rule()
    def restart(self) -> None:
        self.asker.life.store_and_load()

    def teardown(self) -> None:
        """Whatever has happened, the journal tells it; what has failed already is told alone."""
        if self.asker is not None and self.asker.life.sound:
            self.asker.life.store_and_load()


def machine_of(tally: Tally) -> type[LifeMachine]:
    """Return a machine that counts into a tally of its own."""
    return type("LifeMachine", (LifeMachine,), {"tally": tally})


def bounds(examples: int, steps: int, **options: Any) -> settings:
    """Return how many lives of how many steps are tried; speed is judged elsewhere."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **options,
    )


def walk(seed: int, steps: int, tally: Tally, told: list[str]) -> None:
    """Live one life that follows from a seed alone, evenly among all that there is; tell what was asked."""
    dice = Random(seed)
    asker = Asker(Life(dice.choice(PEOPLE)(), tally), told.append)
    for _ in range(steps):
        asker.anything(dice)
    asker.life.store_and_load()
