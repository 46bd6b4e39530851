"""The machine: any commands in any order, with time, riches and operators in between."""

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reve.game.commands import NAMES, PlayerCommand, Start
from reve.game.vocabulary.combat import Strike
from tests.properties import choices, operating
from tests.properties.fate import Fate, fates
from tests.properties.life import Life
from tests.properties.riches import riches
from tests.properties.tally import Tally

SECOND_MS = 1_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
CLASSES = ("focused", "vigorous", "enlightened")
WAITS = (0, 1, SECOND_MS, 60_000, 540_000, HOUR_MS, 7 * HOUR_MS, DAY_MS - 1, DAY_MS, 3 * DAY_MS, 40 * DAY_MS)


def machine(tally: Tally) -> type[RuleBasedStateMachine]:
    """Return the machine, which counts what comes of each command."""

    class AnyLife(RuleBasedStateMachine):
        """A player to whom anything may happen."""

        def __init__(self) -> None:
            super().__init__()
            self.life = Life()

        @initialize(secret=st.binary(max_size=4), fate=fates)
        def begin(self, secret: bytes, fate: Fate) -> None:
            self.life.secret += secret
            class_id = fate.pick((*CLASSES, None))
            if class_id is not None:
                self.step(PlayerCommand(Start(class_id), "Ada"))
                if not fate.below(2):
                    self.life.arrange(riches(fate, self.life))

        @rule(some=st.lists(fates, min_size=4, max_size=16))
        def commands(self, some: list[Fate]) -> None:
            for fate in some:
                self.step(choices.command(fate, self.life))

        @precondition(lambda self: self.life.state.fight is not None)
        @rule(some=st.lists(fates, min_size=1, max_size=6))
        def fight(self, some: list[Fate]) -> None:
            for fate in some:
                self.step(PlayerCommand(choices.action(fate, self.life, Strike), "Ada", "en"))

        @rule(ms=st.sampled_from(WAITS), looks=st.lists(st.integers(0, 40 * DAY_MS), max_size=5))
        def wait(self, ms: int, looks: list[int]) -> None:
            self.life.wait(ms, looks)

        @precondition(lambda self: self.life.state.registered)
        @rule(fate=fates)
        def grow_rich(self, fate: Fate) -> None:
            self.life.arrange(riches(fate, self.life))

        @rule(fate=fates)
        def operate(self, fate: Fate) -> None:
            self.life.settle(operating.some(fate, self.life))

        @precondition(lambda self: self.life.settled.off or self.life.settled.bans)
        @rule()
        def repair(self) -> None:
            for action in operating.repairs(self.life):
                self.life.settle(action)

        def step(self, command: PlayerCommand) -> None:
            note(str(command))
            tally.add(NAMES[type(command.action)], self.life.step(command))

        def teardown(self) -> None:
            self.life.replay()

    return AnyLife
