"""The machine: any commands in any order, with time, riches and operators in between."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reve.game import festival
from reve.game.commands import NAMES, PlayerCommand, Start
from reve.game.systems import SYSTEMS
from reve.game.vocabulary.world import (
    BanPlayer,
    PutPackInForce,
    SetMultiplier,
    SwitchSystem,
    UnbanPlayer,
)
from tests.properties import choices
from tests.properties.life import KEY, OTHER, Life
from tests.properties.riches import riches
from tests.properties.tally import Tally

SECOND_MS = 1_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WAITS = (0, 1, SECOND_MS, 60_000, 540_000, HOUR_MS, 7 * HOUR_MS, DAY_MS - 1, DAY_MS, 3 * DAY_MS, 40 * DAY_MS)
OPERATED = (*SYSTEMS, "nothing")


def machine(tally: Tally) -> type[RuleBasedStateMachine]:
    """Return the machine, which counts what comes of each command."""

    class AnyLife(RuleBasedStateMachine):
        """A player to whom anything may happen."""

        def __init__(self) -> None:
            super().__init__()
            self.life = Life()

        @initialize(secret=st.binary(max_size=4), class_id=st.sampled_from((None, "focused", "vigorous")))
        def begin(self, secret: bytes, class_id: str | None) -> None:
            self.life.secret += secret
            if class_id is not None:
                self.step(PlayerCommand(Start(class_id), "Ada"))

        @rule(data=st.data())
        def command(self, data: st.DataObject) -> None:
            self.step(choices.command(data.draw, self.life))

        @rule(data=st.data(), times=st.integers(2, 6))
        def commands(self, data: st.DataObject, times: int) -> None:
            for _ in range(times):
                self.step(choices.command(data.draw, self.life))

        @precondition(lambda self: self.life.state.fight is not None)
        @rule(data=st.data(), times=st.integers(1, 8))
        def fight(self, data: st.DataObject, times: int) -> None:
            for _ in range(times):
                self.step(_fighting(data.draw, self.life))

        @rule(ms=st.sampled_from(WAITS), looks=st.lists(st.integers(0, 40 * DAY_MS), max_size=5))
        def wait(self, ms: int, looks: list[int]) -> None:
            self.life.wait(ms, looks)

        @precondition(lambda self: self.life.state.registered)
        @rule(data=st.data())
        def grow_rich(self, data: st.DataObject) -> None:
            self.life.arrange(riches(data.draw, self.life))

        @rule(system=st.sampled_from(OPERATED), back=st.booleans())
        def switch(self, system: str, back: bool) -> None:
            for name in (*self.life.settled.off,) if back else ():
                self.life.settle(SwitchSystem(name, True, "repaired"))
            if not back:
                self.life.settle(SwitchSystem(system, False, "broken"))

        @rule(user=st.sampled_from((KEY, OTHER, 0)), ms=st.sampled_from((None, 1, HOUR_MS)))
        def ban(self, user: int, ms: int | None) -> None:
            self.life.settle(BanPlayer(user, "a test", None if ms is None else self.life.now_ms + ms))

        @precondition(lambda self: self.life.settled.bans)
        @rule(user=st.sampled_from((KEY, OTHER)))
        def unban(self, user: int) -> None:
            self.life.settle(UnbanPlayer(user, "over"))

        @precondition(lambda self: self.life.settled.off or self.life.settled.bans)
        @rule()
        def settle_all(self) -> None:
            for user in tuple(self.life.settled.bans):
                self.life.settle(UnbanPlayer(user, "over"))
            for name in tuple(self.life.settled.off):
                self.life.settle(SwitchSystem(name, True, "repaired"))

        @rule(
            key=st.sampled_from((*festival.KEYS, "joy")),
            bp=st.sampled_from((5_000, 10_000, 12_345, 30_000, 30_001)),
            from_ms=st.sampled_from((-HOUR_MS, 0, HOUR_MS)),
            for_ms=st.sampled_from((HOUR_MS, 3 * DAY_MS)),
        )
        def hold_festival(self, key: str, bp: int, from_ms: int, for_ms: int) -> None:
            begins = self.life.now_ms + from_ms
            self.life.settle(SetMultiplier(key, bp, begins, begins + for_ms, "a feast"))

        @rule()
        def another_pack(self) -> None:
            before = self.life.settled.pack or self.life.catalogue.version
            self.life.settle(PutPackInForce(min(before + 1, 9), "newer"))

        def step(self, command: PlayerCommand) -> None:
            tally.add(NAMES[type(command.action)], self.life.step(command))

        def teardown(self) -> None:
            self.life.replay()

    return AnyLife


def _fighting(draw: Callable[[st.SearchStrategy[Any]], Any], life: Life) -> PlayerCommand:
    return PlayerCommand(choices.action(draw, life, choices.combat.Strike), "Ada", "en")
