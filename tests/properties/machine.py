"""The machine: any commands in any order, with time, riches and operators in between."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reve.game.commands import NAMES, PlayerCommand, Start
from reve.game.vocabulary.combat import Strike
from tests.properties import choices, operating
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

        @initialize(secret=st.binary(max_size=4), data=st.data())
        def begin(self, secret: bytes, data: st.DataObject) -> None:
            self.life.secret += secret
            class_id = data.draw(st.sampled_from((*CLASSES, None)))
            if class_id is not None:
                self.step(PlayerCommand(Start(class_id), "Ada"))
                if data.draw(st.booleans()):
                    self.grow_rich(data)

        @rule(data=st.data(), times=st.integers(1, 12))
        def commands(self, data: st.DataObject, times: int) -> None:
            for _ in range(times):
                self.step(choices.command(data.draw, self.life))

        @precondition(lambda self: self.life.state.fight is not None)
        @rule(data=st.data(), times=st.integers(1, 8))
        def fight(self, data: st.DataObject, times: int) -> None:
            for _ in range(times):
                self.step(PlayerCommand(choices.action(data.draw, self.life, Strike), "Ada", "en"))

        @rule(ms=st.sampled_from(WAITS), looks=st.lists(st.integers(0, 40 * DAY_MS), max_size=5))
        def wait(self, ms: int, looks: list[int]) -> None:
            self.life.wait(ms, looks)

        @precondition(lambda self: self.life.state.registered)
        @rule(data=st.data())
        def grow_rich(self, data: st.DataObject) -> None:
            self.life.arrange(riches(data.draw, self.life))

        @rule(data=st.data())
        def operate(self, data: st.DataObject) -> None:
            self.life.settle(data.draw(operating.some(self.life)))

        @precondition(lambda self: self.life.settled.off or self.life.settled.bans)
        @rule()
        def repair(self) -> None:
            for action in operating.repairs(self.life):
                self.life.settle(action)

        def step(self, command: PlayerCommand) -> None:
            tally.add(NAMES[type(command.action)], self.life.step(command))

        def teardown(self) -> None:
            self.life.replay()

    return AnyLife
