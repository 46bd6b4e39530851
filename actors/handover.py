"""Passing shards on while they are in use: a few at a time, each dark for as short as can be."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

import anyio

from actors.directory import Directory
from actors.errors import NotOwner
from actors.exchange import Exchange
from actors.ownership import Ownership
from actors.shard import Phase, Shard

log = logging.getLogger(__name__)

TOGETHER: Final = 4
"""How many shards are passed on at once."""

LOOK_EVERY_S: Final = 0.002


class Population(Protocol):
    """Who lives under shards."""

    def is_quiet(self, shard: Shard) -> bool:
        """Tell whether nothing waits and nothing is under way there."""
        ...

    def keep(self, shard: Shard) -> None:
        """Have the snapshots written that are worth it."""
        ...

    def owes(self, shard: Shard) -> bool:
        """Tell whether somebody there is owed a place on a board that could not be written."""
        ...

    def clear(self, shard: Shard, error: Exception) -> None:
        """Let go of everybody; those who still wait get `error`."""
        ...


class HandOver:
    """Drains shards, releases them, and tells who gets them. Mutable: the moves that are wanted.

    New commands for a shard that drains are sent on to its successor, and wait there.
    """

    def __init__(
        self,
        *,
        ownership: Ownership,
        population: Population,
        directory: Directory,
        exchange: Exchange,
        is_concerned: Callable[[int], bool],
        budget_s: float,
        monotonic_s: Callable[[], float],
    ) -> None:
        self.times_s: list[float] = []
        """How long the latest moves took, from the first refusal here to the release."""
        self._ownership = ownership
        self._population = population
        self._directory = directory
        self._exchange = exchange
        self._is_concerned = is_concerned
        self._budget_s = budget_s
        self._monotonic_s = monotonic_s
        self._moves: dict[int, str] = {}
        self._planned = anyio.Event()

    def plan(self, moves: Mapping[int, str]) -> None:
        """Want these moves and no others (shard -> who gets it)."""
        self._moves = dict(moves)
        if moves:
            self._planned.set()

    async def wanted(self) -> None:
        """Return when there is something to pass on."""
        if not self._moves:
            self._planned = anyio.Event()
            await self._planned.wait()

    async def work(self) -> None:
        """Pass on all that is wanted. Raises `LeasesUnavailable`."""
        while self._moves:
            first = min(self._moves)
            to = self._moves[first]
            numbers = sorted(n for n, other in self._moves.items() if other == to)[:TOGETHER]
            for number in numbers:
                del self._moves[number]
            shards = [self._ownership.shards[n] for n in numbers]
            await self.pass_on([s for s in shards if s.phase is Phase.ACTIVE], to)

    async def pass_on(self, shards: Sequence[Shard], to: str) -> None:
        """Let another instance have shards. Raises `LeasesUnavailable`."""
        began_s = self._monotonic_s()
        for shard in shards:
            shard.move(Phase.DRAINING)
            shard.successor = to
        until_s = began_s + self._budget_s
        await self._quiet(shards, until_s)
        for shard in shards:
            self._population.keep(shard)
        await self._quiet(shards, until_s)
        # A commit of unknown outcome, or a lost shard, has ended the draining meanwhile.
        left = [shard for shard in shards if shard.phase is Phase.DRAINING]
        owing = tuple(s.number for s in left if self._population.owes(s) or self._is_concerned(s.number))
        for shard in left:
            self._population.clear(shard, NotOwner(shard.number, to))
        numbers = tuple(shard.number for shard in left)
        self._directory.heard(numbers, to)  # before it is so: who asks the next one early waits there
        await self._ownership.release(left)
        if numbers:
            await self._exchange.notify(to, "yours", {"shards": numbers, "owing": owing})
            self.times_s = [*self.times_s[-255:], self._monotonic_s() - began_s]
            log.info("passed shards %s on to %s", numbers, to)

    async def _quiet(self, shards: Sequence[Shard], until_s: float) -> None:
        while self._monotonic_s() < until_s:
            if all(self._population.is_quiet(s) for s in shards if s.phase is Phase.DRAINING):
                return
            await anyio.sleep(LOOK_EVERY_S)
