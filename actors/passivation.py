"""Letting go of actors that nobody has used for a while."""

from collections.abc import Callable, Mapping
from typing import Final

import anyio

from actors.activation import Activation
from actors.identity import ActorId
from actors.turns import Turn, snapshot_of

WORTH_A_SNAPSHOT: Final = 8
"""Deltas since the last snapshot from which on loading them costs more than writing one."""


class Passivation:
    """Sweeps idle activations; one that is worth a snapshot writes it first and goes at the next sweep."""

    def __init__(
        self,
        activations: Mapping[ActorId, Activation],
        submit: Callable[[Turn], None],
        drop: Callable[[Activation], None],
        idle_s: float,
        monotonic_s: Callable[[], float],
    ) -> None:
        self._activations = activations
        self._submit = submit
        self._drop = drop
        self._idle_s = idle_s
        self._monotonic_s = monotonic_s

    async def run(self) -> None:
        """Sweep for ever."""
        while True:
            await anyio.sleep(self._idle_s / 10)
            self.sweep(self._monotonic_s())

    def sweep(self, now_s: float) -> None:
        """Let go of what has been idle for long enough."""
        for activation in list(self._activations.values()):
            if not activation.idle or now_s - activation.used_at_s < self._idle_s:
                continue
            if not self._snapshot(activation):
                self._drop(activation)

    def snapshot_all(self) -> None:
        """Write the snapshots that are worth writing, as before a stop."""
        for activation in list(self._activations.values()):
            if activation.idle:
                self._snapshot(activation)

    def _snapshot(self, activation: Activation) -> bool:
        """Have a snapshot written if it is worth it; tell whether one is on its way."""
        if not activation.loaded or activation.seq - activation.snapshot_seq < WORTH_A_SNAPSHOT:
            return False
        row = snapshot_of(activation, activation.state, activation.seq)
        if row is None:
            return False
        self._submit(Turn(activation, activation.state, activation.seq, activation.last_at_ms, snapshot=row))
        return True
