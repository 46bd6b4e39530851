"""The state machine: a life in which anything may be asked, at any time and under any settings."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reve.game.commands import NAMES, Start
from reve.game.state import Player
from reve.game.systems import system_of
from reve.game.vocabulary import notice, world
from tests.properties.arguments import Arguments
from tests.properties.life import Life
from tests.properties.people import PEOPLE
from tests.properties.tally import Tally

CHANGES: Final = [action for action, name in NAMES.items() if system_of(name) is not None]
VIEWS: Final = [action for action, name in NAMES.items() if system_of(name) is None]
ALL: Final = [*CHANGES, *VIEWS]
NOTED: Final = (notice.NoticeDue, notice.CloseNotices)
"""What only the game asks of itself, and says right."""
MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS


chances = st.integers(0, 2**32 - 1)
"""What a command is made from: one number, so that a life that fails shrinks to few commands."""


class LifeMachine(RuleBasedStateMachine):
    """Asks for anything; `tally` counts what came of it, over all machines of a class."""

    tally = Tally()
    life: Any = None

    @initialize(begin=st.sampled_from(PEOPLE))
    def begin(self, begin: Callable[[], Player]) -> None:
        """Begin as somebody."""
        self.life = Life(begin(), self.tally)

    def _ask(self, action: type[Any], chance: Random) -> None:
        life = self.life
        if not life.player.registered and chance.random() < 0.5:
            action = Start
        noted = action in NOTED
        arguments = Arguments(chance, life.pools, life.player, life.seq + 1, careful=noted)
        command = arguments.command(action, NAMES[action].partition(".")[0])
        note(f"at {life.now_ms}: {command}")
        life.do(command, chance.choice(["Ada", "Ada", "Ada", "Bo\u202e"]))

    @rule(action=st.sampled_from(CHANGES), chance=chances)
    def change(self, action: type[Any], chance: int) -> None:
        """Ask for what changes something."""
        self._ask(action, Random(chance))

    @rule(action=st.sampled_from(CHANGES), chance=chances, times=st.integers(2, 4))
    def insist(self, action: type[Any], chance: int, times: int) -> None:
        """Ask for the same kind of thing a few times."""
        dice = Random(chance)
        for _ in range(times):
            self._ask(action, dice)

    @rule(chance=chances, times=st.integers(2, 8))
    def play(self, chance: int, times: int) -> None:
        """Ask for whatever comes to mind."""
        dice = Random(chance)
        for _ in range(times):
            self._ask(dice.choice(ALL), dice)

    @rule(action=st.sampled_from(VIEWS), chance=chances)
    def view(self, action: type[Any], chance: int) -> None:
        """Look at something."""
        self._ask(action, Random(chance))

    @rule(minutes=st.integers(0, 600))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.life.wait(minutes * MINUTE_MS)

    @rule(days=st.sampled_from([1, 1, 1, 2, 7, 31]))
    def sleep(self, days: int) -> None:
        """Let days pass."""
        self.life.wait(days * DAY_MS)

    @rule(action=st.sampled_from(list(world.NAMES)), chance=chances)
    def operate(self, action: type[Any], chance: int) -> None:
        """Settle something: a ban, a switch, a festival, a pack."""
        life, dice = self.life, Random(chance)
        wanted = Arguments(dice, life.pools, life.player, life.settings.pack + 1).command(action)
        if isinstance(wanted, world.SetMultiplier):
            until_ms = life.now_ms + dice.randint(1, 72) * 60 * MINUTE_MS
            wanted = replace(wanted, from_ms=life.now_ms, until_ms=until_ms)
        note(f"at {life.now_ms}: {wanted}")
        life.operate(wanted)

    @precondition(lambda self: self.life.barred)
    @rule()
    def lift(self) -> None:
        """Allow everything again."""
        self.life.lift()

    @rule()
    def restart(self) -> None:
        """Go on from what is stored."""
        self.life.store_and_load()

    def teardown(self) -> None:
        """Whatever has happened, the journal tells it; what has failed already is told alone."""
        if self.life is not None and self.life.sound:
            self.life.store_and_load()


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
