"""Writing places on boards down: what is owed once a minute, and what a crash left owing."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

import anyio

from actors.behavior import Kind
from actors.clock import StoreClock
from actors.errors import Unavailable
from actors.identity import ActorId, shard_of
from actors.ports import Store
from actors.roster import Roster
from actors.shard import Phase, Shard

log = logging.getLogger(__name__)

WRITE_EVERY_S: Final = 60.0
LOOK_BACK_MS: Final = 11 * 60_000
"""Who changed something in this time may be owed a place by a crash: idle ones are let go after 10 min."""

ACTORS_PER_S: Final = 100
"""How fast those are loaded after a crash."""


class Standings:
    """Keeps the boards up with the states. Mutable: the shards that were taken from a crashed owner.

    Loading an actor compares its places with those stored, so that nothing more is needed here than
    to load all that a crash may concern.
    """

    def __init__(
        self,
        *,
        kinds: Mapping[str, Kind[Any, Any, Any, Any]],
        store: Store,
        clock: StoreClock,
        roster: Roster,
        shards: Sequence[Shard],
    ) -> None:
        self._kinds = {name: kind for name, kind in kinds.items() if kind.standings_of is not None}
        self._store = store
        self._clock = clock
        self._roster = roster
        self._shards = shards
        self._inherited: set[int] = set()
        self._news = anyio.Event()

    def inherited(self, shards: Sequence[Shard]) -> None:
        """Take note of shards whose owner has not let go of them in order."""
        if self._kinds:
            self._inherited |= {shard.number for shard in shards}
            self._news.set()

    async def run(self) -> None:
        """Write once a minute, and look after what was inherited, for ever."""
        while True:
            with anyio.move_on_after(WRITE_EVERY_S):
                await self._news.wait()
            self._news = anyio.Event()
            self.write()
            try:
                await self._load_inherited()
            except Unavailable as error:
                log.warning("cannot see what a crash has left owing: %s", error)
                await anyio.sleep(1.0)
                self._news.set()

    def write(self) -> None:
        """Have written what idle actors are owed."""
        for activation in self._roster:
            if activation.owed:
                self._roster.write_down(activation)

    async def _load_inherited(self) -> None:
        shards = frozenset(self._inherited)
        if not shards:
            return
        touched = await self._store.touched(self._clock.now_ms() - LOOK_BACK_MS)
        self._inherited -= shards
        concerned = [a for a in touched if a.kind in self._kinds and shard_of(a) in shards]
        for count, actor in enumerate(concerned, start=1):
            self._load(actor)
            if count % ACTORS_PER_S == 0:
                await anyio.sleep(1.0)

    def _load(self, actor: ActorId) -> None:
        shard = self._shards[shard_of(actor)]
        if shard.phase is Phase.ACTIVE and self._roster.find(actor) is None:
            self._roster.activate(actor, self._kinds[actor.kind], shard)
