"""Writing places on boards down: what is owed once a minute, and what a crash left owing."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

import anyio

from actors.activation import Activation
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

LOOK_AGAIN_S: Final = 0.5
"""Doubled before each wait for those who could not be loaded yet."""


class Standings:
    """Keeps the boards up with the states.

    Mutable: the shards that were taken from a crashed owner, and whom the crash may concern there, each
    with what was last begun to load it. Loading an actor compares its places with those stored, so that
    nothing more is needed here than to load all of those. One is concerned until it was loaded, or its
    shard is gone.
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
        self._concerned: dict[ActorId, Activation | None] = {}
        self._look_again_s = WRITE_EVERY_S
        self._news = anyio.Event()

    @property
    def concerned(self) -> int:
        """How many are still to be loaded after a crash."""
        return len(self._concerned)

    def is_concerned(self, shard: int) -> bool:
        """Tell whether somebody of a shard may still be owed a place since a crash."""
        return shard in self._inherited or any(shard_of(actor) == shard for actor in self._concerned)

    def inherited(self, shards: Sequence[Shard]) -> None:
        """Take note of shards whose owner has not let go of them in order."""
        if self._kinds:
            self._inherited |= {shard.number for shard in shards}
            self._news.set()

    async def run(self) -> None:
        """Write once a minute at least, and look after what was inherited, for ever."""
        while True:
            with anyio.move_on_after(self._look_again_s):
                await self._news.wait()
            self._news = anyio.Event()
            self.write()
            try:
                await self._look_for_concerned()
            except Unavailable as error:
                log.warning("cannot see what a crash has left owing: %s", error)
                await anyio.sleep(1.0)
                self._news.set()
            await self._load_concerned()

    def write(self) -> None:
        """Have written what idle actors are owed."""
        for activation in self._roster:
            if activation.owed:
                self._roster.write_down(activation)

    async def _look_for_concerned(self) -> None:
        shards = frozenset(self._inherited)
        if not shards:
            return
        touched = await self._store.touched(self._clock.now_ms() - LOOK_BACK_MS)
        self._inherited -= shards
        self._concerned |= {a: None for a in touched if a.kind in self._kinds and shard_of(a) in shards}
        self._look_again_s = LOOK_AGAIN_S

    async def _load_concerned(self) -> None:
        """Load so many per second; who cannot be loaded now is tried again later, and later each time."""
        self._settle()
        for count, actor in enumerate(list(self._concerned), start=1):
            self._load(actor)
            if count % ACTORS_PER_S == 0:
                await anyio.sleep(1.0)
                self._settle()
        self._look_again_s = min(WRITE_EVERY_S, self._look_again_s * 2) if self._concerned else WRITE_EVERY_S

    def _load(self, actor: ActorId) -> None:
        shard = self._shards[shard_of(actor)]
        if shard.phase is Phase.ACTIVE and self._roster.find(actor) is None:
            self._concerned[actor] = self._roster.activate(actor, self._kinds[actor.kind], shard)

    def _settle(self) -> None:
        """Forget who was loaded, even if it was let go since, and who belongs to others now."""
        for actor, begun in list(self._concerned.items()):
            activations = (begun, self._roster.find(actor))
            loaded = any(activation is not None and activation.loaded for activation in activations)
            if loaded or self._shards[shard_of(actor)].token is None:
                del self._concerned[actor]
