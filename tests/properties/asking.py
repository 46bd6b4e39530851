"""What is asked in a life: commands of all kinds, settings and time, chosen by dice that are given."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from reve.game import stewardship
from reve.game.commands import NAMES, Start
from reve.game.systems import system_of
from reve.game.vocabulary import notice, operating, privacy, world
from tests.properties.arguments import Arguments
from tests.properties.life import OPERATOR, Life

ENDINGS: Final = (privacy.EraseMe, operating.Erase, operating.Reset)
"""What ends a life: asked for seldom, so that lives are rich."""
NOTED: Final = (notice.NoticeDue, notice.CloseNotices)
"""What only the game asks of itself, and says right."""
CHANGES: Final = [
    action for action, name in NAMES.items() if system_of(name) is not None and action not in ENDINGS
]
VIEWS: Final = [action for action, name in NAMES.items() if system_of(name) is None]
BY_SYSTEM: Final = {
    system: [action for action in (*CHANGES, *VIEWS) if NAMES[action].partition(".")[0] == system]
    for system in sorted({NAMES[action].partition(".")[0] for action in (*CHANGES, *VIEWS)})
}
MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS


class Asker:
    """Asks for anything in a life, and tells what."""

    def __init__(self, life: Life, tell: Callable[[str], object]) -> None:
        self.life, self._tell = life, tell

    def ask(self, action: type[Any], dice: Random) -> None:
        """Ask for one thing; who has not begun begins now and then, who fights goes on with it."""
        life = self.life
        if not life.player.registered and dice.random() < 0.5:
            action = Start
        elif life.player.fight is not None and dice.random() < 0.2:
            action = dice.choice(BY_SYSTEM["combat"])
        arguments = Arguments(dice, life.pools, life.player, life.seq + 1, careful=action in NOTED)
        command = arguments.command(action, NAMES[action].partition(".")[0])
        self._tell(f"at {life.now_ms}: {command}")
        by = OPERATOR if action in stewardship.OF_OPERATORS and dice.random() < 0.95 else None
        life.do(command, dice.choice(["Ada", "Ada", "Ada", "Bo\u202e"]), by)

    def change(self, dice: Random, times: int) -> None:
        """Ask for what changes something, of any kind."""
        for _ in range(times):
            self.ask(dice.choice(CHANGES), dice)

    def insist(self, dice: Random, times: int) -> None:
        """Ask for the same kind of thing a few times."""
        action = dice.choice(CHANGES)
        for _ in range(times):
            self.ask(action, dice)

    def dwell(self, dice: Random, times: int) -> None:
        """Ask for all that one system has."""
        system = dice.choice(list(BY_SYSTEM))
        for _ in range(times):
            self.ask(dice.choice(BY_SYSTEM[system]), dice)

    def view(self, dice: Random, times: int) -> None:
        """Look at things."""
        for _ in range(times):
            self.ask(dice.choice(VIEWS), dice)

    def end(self, dice: Random, times: int) -> None:
        """Ask to be forgotten, or let an operator do it; most think better of it."""
        if dice.random() < 0.1:
            self.ask(dice.choice(ENDINGS), dice)

    def wait(self, dice: Random, times: int) -> None:
        """Let minutes pass, or days."""
        days = dice.choice([0, 0, 0, 1, 1, 2, 7, 31])
        self.life.wait(days * DAY_MS + dice.randint(0, 600) * MINUTE_MS)

    def operate(self, dice: Random, times: int) -> None:
        """Settle something: a ban, a switch, a festival, a pack."""
        life = self.life
        action = dice.choice(list(world.NAMES))
        wanted = Arguments(dice, life.pools, life.player, life.settings.pack + 1).command(action)
        if isinstance(wanted, world.SetMultiplier):
            until_ms = life.now_ms + dice.randint(1, 72) * 60 * MINUTE_MS
            wanted = replace(wanted, from_ms=life.now_ms, until_ms=until_ms)
        self._tell(f"at {life.now_ms}: {wanted}")
        life.operate(wanted)

    def lift(self, dice: Random, times: int) -> None:
        """Allow everything again."""
        self.life.lift()

    def restart(self, dice: Random, times: int) -> None:
        """Go on from what is stored."""
        self.life.store_and_load()

    def anything(self, dice: Random) -> None:
        """Do one of all these."""
        deed = dice.choice(
            [self.change, self.change, self.insist, self.dwell, self.view, self.end, self.wait]
            + [self.lift, self.restart]
            + ([] if self.life.barred else [self.operate])
        )
        deed(dice, dice.randint(1, 8))
