"""The rules alone: deciding a command and folding what happened, for a player who owns every esprit."""

import cProfile
import gc
import io
import pstats
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import process_time
from typing import Final

from actors.identity import ActorId
from actors.moment import Moment
from reve.content.loading import load_catalogue
from reve.game import fragment
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import Action, PlayerCommand, Pull, Start
from reve.game.dice import dice_maker
from reve.game.state import Gauge, Growth, Luck, Player, Stack, Wallet
from reve.game.vocabulary.awakening import Awaken
from reve.game.vocabulary.echo import OpenEchoes
from reve.game.vocabulary.fusion import Fuse
from reve.game.vocabulary.quest import Go
from reve.game.world import World
from reve.powers import Powers

NOW_MS: Final = 1_800_000_000_000
KEY: Final = 1
BATCH: Final = 200
ROWS: Final = 12
WORK: Final[Mapping[str, Callable[[int], Action]]] = {
    "pull": lambda seq: Pull(1),
    "fusion": lambda seq: Fuse("blazeblob", "blazeblob"),
    "awakening": lambda seq: Awaken("blazeblob", False, seq),
    "echo": lambda seq: OpenEchoes("faded"),
    "quest": lambda seq: Go("1"),
}
"""What is measured, as the command of a delta."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What `decide` and `evolve` of one command take, the best of some batches."""

    what: str
    stacks: int
    us: float
    profile: str = ""

    def __str__(self) -> str:
        text = f"{f'{self.what} (rules alone)':<34} {self.us:>8.1f} µs  ({self.stacks} stacks)"
        return f"{text}\n{self.profile}" if self.profile else text


class Bench:
    """One rich player, who does the same thing at the same moment again and again."""

    def __init__(self) -> None:
        self._world = World(load_catalogue())
        self._dice = dice_maker(b"only for a benchmark")
        self._behavior = PlayerBehavior(Powers().sums)
        begun = self._done(Player(KEY), Start("focused"), self._moment(1))
        # Riches and first times earn achievements: all of that is paid before it is measured.
        for action in WORK.values():
            begun = self._done(rich(begun, self._world.catalogue), action(2), self._moment(2))
        self.player = rich(begun, self._world.catalogue)

    def measure(self, what: str, *, seconds: float, profiled: bool) -> Rule:
        """Measure one of `WORK`. Raises ValueError when it is refused or changes nothing."""
        action = WORK[what]
        if self._done(self.player, action(2), self._moment(2)) == self.player:
            raise ValueError(f"{what} was refused, so that there is nothing to measure")
        us, profile = self._best_us(action, seconds), self._profile(action) if profiled else ""
        return Rule(what, len(self.player.stacks), us, profile)

    def _best_us(self, action: Callable[[int], Action], seconds: float) -> float:
        best_s, until_s = float("inf"), process_time() + seconds
        gc.disable()
        try:
            while process_time() < until_s:
                moments = self._moments()
                began_s = process_time()
                self._repeat(action, moments)
                best_s = min(best_s, process_time() - began_s)
        finally:
            gc.enable()
        return best_s / BATCH * 1e6

    def _profile(self, action: Callable[[int], Action]) -> str:
        text, profile = io.StringIO(), cProfile.Profile()
        profile.runcall(self._repeat, action, self._moments())
        pstats.Stats(profile, stream=text).strip_dirs().sort_stats("tottime").print_stats(ROWS)
        return text.getvalue()

    def _repeat(self, action: Callable[[int], Action], moments: Sequence[Moment[World]]) -> None:
        for at in moments:
            self._done(self.player, action(at.seq), at)

    def _done(self, player: Player, action: Action, at: Moment[World]) -> Player:
        for event in self._behavior.decide(player, PlayerCommand(action, "Bench"), at).events:
            player = self._behavior.evolve(player, event)
        return player

    def _moments(self) -> list[Moment[World]]:
        return [self._moment(seq) for seq in range(2, BATCH + 2)]

    def _moment(self, seq: int) -> Moment[World]:
        """Return a moment with fresh dice: the runtime makes it, not the rules."""
        return Moment(NOW_MS, seq, self._dice(ActorId("player", KEY), seq, NOW_MS), self._world)


def rich(player: Player, catalogue: Catalogue) -> Player:
    """Let a player own 900 copies of everything, and plenty of whatever things cost."""
    return replace(
        player,
        stacks={name: Stack(900, 0, 0, NOW_MS, 0) for name in catalogue.species},
        wallet=Wallet({"revies": 10**14, "erythl": 10**6}),
        fragments=dict.fromkeys(fragment.ids(catalogue), 10**6),
        items={**player.items, "faded_echo": 10**5},
        growth=Growth(level=50),
        luck=Luck(Gauge(5, NOW_MS)),
    )


def measure(*, seconds: float, profiled: bool = False) -> list[Rule]:
    """Measure all of `WORK`, each for so many seconds of processor time."""
    bench = Bench()
    return [bench.measure(what, seconds=seconds, profiled=profiled) for what in WORK]
