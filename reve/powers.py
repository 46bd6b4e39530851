"""What armies add up to, kept by player: a stack that has not changed since is not reckoned again."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.bot.ports import Observed
from reve.game import power
from reve.game.catalogue import Catalogue
from reve.game.state import Player, Stack
from reve.game.sums import Sums

MOST: Final = 1_024
"""How many armies are kept: each holds on to the stacks of a player who may have left memory."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The sums of stacks under a catalogue; both are frozen, so that the same object is the same version."""

    catalogue: Catalogue
    stacks: Mapping[str, Stack]
    sums: Sums


class Powers:
    """Adds armies up as `power.base` does.

    Mutable: `_kept`, the player last asked for at its end.
    """

    def __init__(self, observed: Observed | None = None, *, most: int = MOST) -> None:
        self._observed = observed
        self._most = most
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

    def sums(self, player: Player, catalogue: Catalogue) -> Sums:
        """Return what a player's army adds up to."""
        kept = self._kept.get(player.key)
        hit = kept is not None and kept.catalogue is catalogue and kept.stacks is player.stacks
        if self._observed:
            self._observed.looked_up("power", hit=hit)
        if kept is None or not hit:
            kept = self._fill(player, catalogue, kept)
        self._kept.move_to_end(player.key)
        return kept.sums

    def _fill(self, player: Player, catalogue: Catalogue, before: _Kept | None) -> _Kept:
        began_s = time.perf_counter()
        if before is None or before.catalogue is not catalogue:
            sums = power.base(player, catalogue)
        else:
            sums = power.carried(before.sums, catalogue, before.stacks, player.stacks)
        kept = self._kept[player.key] = _Kept(catalogue, player.stacks, sums)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        if self._observed:
            self._observed.filled("power", time.perf_counter() - began_s)
        return kept
