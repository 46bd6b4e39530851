"""The state machine: a life in which anything may be asked, at any time and under any settings."""

from dataclasses import replace
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reve.game import stewardship
from reve.game.commands import NAMES, Start
from reve.game.systems import system_of
from reve.game.vocabulary import notice, operating, privacy, world
from tests.properties.arguments import Arguments
from tests.properties.life import OPERATOR, Life
from tests.properties.people import PEOPLE
from tests.properties.tally import Tally

ENDINGS: Final = (privacy.EraseMe, operating.Erase, operating.Reset)
"""What ends a life: asked for seldom, so that lives are rich."""
CHANGES: Final = [
    action for action, name in NAMES.items() if system_of(name) is not None and action not in ENDINGS
]
VIEWS: Final = [action for action, name in NAMES.items() if system_of(name) is None]
ALL: Final = [*CHANGES, *VIEWS]
NOTED: Final = (notice.NoticeDue, notice.CloseNotices)
"""What only the game asks of itself, and says right."""
BY_SYSTEM: Final = {
    system: [action for action in ALL if NAMES[action].partition(".")[0] == system]
    for system in {NAMES[action].partition(".")[0] for action in ALL}
}
MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS


chances = st.integers(0, 2**24 - 1)
"""What commands are made from, evenly: a life that fails shrinks to few steps, and notes what was asked."""


class LifeMachine(RuleBasedStateMachine):
    """Asks for anything; `tally` counts what came of it, over all machines of a class."""

    tally = Tally()
    life: Any = None
    luck = 0

    @initialize(chance=chances)
    def begin(self, chance: int) -> None:
        """Begin as somebody."""
        self.luck = chance
        self.life = Life(self._dice(0).choice(PEOPLE)(), self.tally)

    def _dice(self, chance: int) -> Random:
        """Return dice that differ from life to life and from step to step, whatever is tried often."""
        self.luck += 1
        return Random(self.luck << 24 | chance)

    def _ask(self, action: type[Any], dice: Random) -> None:
        life = self.life
        if not life.player.registered and dice.random() < 0.5:
            action = Start
        elif life.player.fight is not None and dice.random() < 0.2:
            action = dice.choice(BY_SYSTEM["combat"])
        noted = action in NOTED
        arguments = Arguments(dice, life.pools, life.player, life.seq + 1, careful=noted)
        command = arguments.command(action, NAMES[action].partition(".")[0])
        note(f"at {life.now_ms}: {command}")
        by = OPERATOR if action in stewardship.OF_OPERATORS and dice.random() < 0.95 else None
        life.do(command, dice.choice(["Ada", "Ada", "Ada", "Bo\u202e"]), by)

    @rule(chance=chances, times=st.integers(1, 8))
    def change(self, chance: int, times: int) -> None:
        """Ask for what changes something, of any kind."""
        dice = self._dice(chance)
        for _ in range(times):
            self._ask(dice.choice(CHANGES), dice)

    @rule(chance=chances, times=st.integers(2, 4))
    def insist(self, chance: int, times: int) -> None:
        """Ask for the same kind of thing a few times."""
        dice = self._dice(chance)
        action = dice.choice(CHANGES)
        for _ in range(times):
            self._ask(action, dice)

    @rule(chance=chances, times=st.integers(3, 12))
    def dwell(self, chance: int, times: int) -> None:
        """Ask for all that one system has."""
        dice = self._dice(chance)
        system = dice.choice(sorted(BY_SYSTEM))
        for _ in range(times):
            self._ask(dice.choice(BY_SYSTEM[system]), dice)

    @rule(chance=chances, times=st.integers(1, 4))
    def view(self, chance: int, times: int) -> None:
        """Look at things."""
        dice = self._dice(chance)
        for _ in range(times):
            self._ask(dice.choice(VIEWS), dice)

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
        life, dice = self.life, self._dice(chance)
        wanted = Arguments(dice, life.pools, life.player, life.settings.pack + 1).command(action)
        if isinstance(wanted, world.SetMultiplier):
            until_ms = life.now_ms + dice.randint(1, 72) * 60 * MINUTE_MS
            wanted = replace(wanted, from_ms=life.now_ms, until_ms=until_ms)
        note(f"at {life.now_ms}: {wanted}")
        life.operate(wanted)

    @rule(action=st.sampled_from(ENDINGS), chance=chances)
    def end(self, action: type[Any], chance: int) -> None:
        """Ask to be forgotten, or let an operator do it; most think better of it."""
        dice = self._dice(chance)
        if dice.random() < 0.1:
            self._ask(action, dice)

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
