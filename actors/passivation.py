"""Letting go of actors: those unused for a while, and the oldest when there are too many."""

import logging
from collections.abc import Callable, Iterator
from heapq import nsmallest
from typing import Final, Protocol

import anyio

from actors.activation import Activation
from actors.places import owed_rows
from actors.turns import Turn, snapshot_of

log = logging.getLogger(__name__)

WORTH_A_SNAPSHOT: Final = 8
"""Deltas since the last snapshot from which on loading them costs more than writing one."""

SWEEP_EVERY_S: Final = 1.0
PRESSURE: Final = 0.8
"""The part of the memory that may be filled before the oldest are let go."""
SHED_SHARE: Final = 0.1
"""The part of the activations that goes at each sweep under pressure."""


class Population(Protocol):
    """Who is in memory."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Activation]: ...
    def drop(self, activation: Activation) -> None: ...

    def write_down(self, activation: Activation) -> bool:
        """Have written what is worth it; tell whether something is on its way."""
        ...


class Passivation:
    """Sweeps idle activations; one that is worth a snapshot writes it first and goes at the next sweep."""

    def __init__(
        self,
        population: Population,
        *,
        idle_s: float,
        max_active: int,
        memory_used: Callable[[], float],
        monotonic_s: Callable[[], float],
    ) -> None:
        self._population = population
        self._idle_s = idle_s
        self._max_active = max_active
        self._memory_used = memory_used
        self._monotonic_s = monotonic_s

    async def run(self) -> None:
        """Sweep for ever."""
        swept_s = self._monotonic_s()
        while True:
            await anyio.sleep(min(SWEEP_EVERY_S, self._idle_s / 10))
            self.relieve()
            if self._monotonic_s() - swept_s >= self._idle_s / 10:
                swept_s = self._monotonic_s()
                self.sweep(swept_s)

    def sweep(self, now_s: float) -> None:
        """Let go of what has been idle for long enough."""
        for activation in self._population:
            if now_s - activation.used_at_s >= self._idle_s:
                self._let_go(activation)

    def relieve(self) -> None:
        """Let go of the oldest when there are too many of them, or memory gets scarce."""
        count = len(self._population)
        too_many = max(0, count - self._max_active)
        used = self._memory_used()
        if used > PRESSURE:
            too_many = max(too_many, int(count * SHED_SHARE) + 1)
            log.warning("memory is %.0f %% full: letting go of %d actors", used * 100, too_many)
        if too_many and count:
            idle = (a for a in self._population if a.idle)
            for activation in nsmallest(too_many, idle, key=lambda a: a.used_at_s):
                self._let_go(activation)

    def _let_go(self, activation: Activation) -> None:
        if activation.idle and activation.loaded and not self._population.write_down(activation):
            self._population.drop(activation)


def worthwhile_snapshot(activation: Activation) -> Turn | None:
    """Return a turn that writes an idle activation's snapshot and places, where that is worth it."""
    standings = owed_rows(activation)
    snapshot = None
    if activation.seq - activation.snapshot_seq >= WORTH_A_SNAPSHOT:
        snapshot = snapshot_of(activation, activation.state, activation.seq)
    if snapshot is None and not standings:
        return None
    turn = Turn(activation, activation.state, activation.seq, activation.last_at_ms, snapshot=snapshot)
    turn.standings += standings
    return turn
